// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceLink;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.Reservoir;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Truth;
import org.cisterna.sim.scenario.ScenarioAct;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;

/** One pump of a story, and the way to it. */
final class Bed {

    static final String SCHEME = "bed";

    private final VirtualTime time;
    private final Trace trace;
    private final ScenarioPump pump;
    private final DeviceSetup setup;
    private final boolean telemetry;
    private final PumpId id;
    private final SimulatedStorage disk;
    private final SimulatedDevice device;
    private final List<LinkFault> armed = new ArrayList<>();
    private Optional<ScenarioAct.Fault> upset = Optional.empty();
    private boolean away;
    private boolean awayAfterCut;
    private List<byte[]> lastDialogue = new ArrayList<>();
    private final Map<Duration, Truth> marks = new TreeMap<>();

    /** How the host's last act on it was refused; empty when it was not. */
    private List<String> refused = List.of();

    private Optional<CommandId> command = Optional.empty();

    Bed(VirtualTime time, Trace trace, ScenarioPump pump, DeviceFamily family, long seed) throws IOException {
        this.time = time;
        this.trace = trace;
        this.pump = pump;
        Instant begin = time.pump().now();
        long own = Long.parseUnsignedLong(
                Digest.of((pump.serial() + ' ' + seed).getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, 2 * Long.BYTES),
                16);
        Randomness chance = Randomness.seeded(own);
        RandomGenerator codes = chance.stream("pairing code");
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append((char) ('0' + codes.nextInt(10)));
        }
        this.setup = pump.setup(code.toString(), begin);
        this.id = new PumpId(family.manufacturer(), pump.serial());
        this.disk = new SimulatedStorage(own);
        this.telemetry = family.hasTelemetry();
        this.device = family.open(setup, DeviceMemory.open(disk, "device"), chance, begin);
    }

    PumpId id() {
        return id;
    }

    String family() {
        return pump.family();
    }

    /** Whether there is anything to say to it. */
    boolean hasTelemetry() {
        return telemetry;
    }

    String serial() {
        return pump.serial();
    }

    String pairingCode() {
        return setup.pairingCode();
    }

    String address() {
        return SCHEME + ':' + serial();
    }

    FoundPump found() {
        return new FoundPump(address(), id.manufacturer(), serial(), true);
    }

    List<String> refused() {
        return refused;
    }

    void refused(List<String> codes) {
        refused = codes;
    }

    Optional<CommandId> command() {
        return command;
    }

    void command(CommandId sent) {
        command = Optional.of(sent);
    }

    /** The device, at the present time. */
    SimulatedDevice device() {
        device.advanceTo(time.pump().now());
        return device;
    }

    void mark(Duration at) {
        marks.put(at, device().truth());
    }

    /** Nanolitres, of what is counted so, that came since a time that was marked. */
    long since(Duration mark, ToLongFunction<Truth> counted) {
        Truth then = Objects.requireNonNull(marks.get(mark), "a time that is asked about was marked");
        return (counted.applyAsLong(device().truth()) - counted.applyAsLong(then)) / Reservoir.PICOLITRES_PER_NANOLITRE;
    }

    void happens(ScenarioAct.OfDevice act) throws IOException {
        if (act instanceof ScenarioAct.Fault fault) {
            if (fault.atByte().isPresent()) {
                upset = Optional.of(fault);
            } else {
                device().inject(fault.fault(), fault.value());
            }
        } else if (act instanceof ScenarioAct.Break broken) {
            armed.add(broken.fault());
            awayAfterCut |= broken.thenAway();
        } else if (act instanceof ScenarioAct.Reach reach) {
            away = !reach.within();
        } else if (act instanceof ScenarioAct.Withdraw withdraw) {
            trace.tell(
                    serial(),
                    "withdrawn " + device().withdraw(withdraw.volume()).json());
        } else if (act instanceof ScenarioAct.Fill fill) {
            device().fill(fill.volume(), fill.solution());
        } else if (act instanceof ScenarioAct.Press) {
            trace.tell(serial(), "asked, granted " + device().patientAsks());
        } else {
            replay();
        }
    }

    private void replay() throws IOException {
        DeviceConnection again = device().connect();
        for (byte[] message : List.copyOf(lastDialogue)) {
            trace.message(serial(), "replayed", message);
            trace.message(
                    serial(),
                    "answered to a replay",
                    again.receive(message, time.pump().now()));
        }
        again.close();
    }

    Link open() throws LinkException {
        if (away) {
            throw new LinkException(Reason.REFUSED, "the pump is out of reach");
        }
        lastDialogue = new ArrayList<>();
        DeviceConnection atDevice = new AtDevice(device().connect(), lastDialogue);
        DeviceConnection faulty = new FaultyConnection(atDevice, List.copyOf(armed), time.house(), time.pump()::now);
        armed.clear();
        trace.tell(serial(), "link opened at " + time.pump().now());
        return new DeviceLink(new AtHost(faulty), time.house(), time.pump()::now, time.threads());
    }

    /** What moved so far, for the trace. */
    void moved() {
        trace.tell(serial(), "truth " + device().truth().json().canonicalText());
    }

    /** All that is in its memory, its own log included. */
    void memory() throws IOException {
        for (String path : disk.files()) {
            trace.tell(serial(), path + ' ' + Digest.of(disk.readAll(path)).hex());
        }
        trace.tell(serial(), device().describe().canonicalText());
    }

    long holdsNanolitres() {
        return device().truth().usablePicolitres() / Reservoir.PICOLITRES_PER_NANOLITRE;
    }

    /** The far end of the faults: what arrives at the device, and the moment at which it is upset. */
    private final class AtDevice implements DeviceConnection {
        private final DeviceConnection inner;
        private final List<byte[]> dialogue;
        private long came;

        AtDevice(DeviceConnection inner, List<byte[]> dialogue) {
            this.inner = inner;
            this.dialogue = dialogue;
        }

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            trace.message(serial(), "device heard", bytes);
            dialogue.add(bytes.clone());
            long from = came;
            came += bytes.length;
            if (upset.isEmpty() || upset.get().atByte().orElseThrow() > came) {
                return inner.receive(bytes, pumpTime);
            }
            ScenarioAct.Fault fault = upset.get();
            upset = Optional.empty();
            int before = (int) (fault.atByte().orElseThrow() - 1 - from);
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            answers.writeBytes(inner.receive(Arrays.copyOf(bytes, before), pumpTime));
            device.inject(fault.fault(), fault.value());
            answers.writeBytes(inner.receive(Arrays.copyOfRange(bytes, before, bytes.length), pumpTime));
            return answers.toByteArray();
        }

        @Override
        public boolean isOpen() {
            return inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /** The near end of the faults: what the host wrote, and what it got. */
    private final class AtHost implements DeviceConnection {
        private final DeviceConnection inner;

        AtHost(DeviceConnection inner) {
            this.inner = inner;
        }

        @Override
        public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
            trace.message(serial(), "host wrote", bytes);
            byte[] answer = inner.receive(bytes, pumpTime);
            trace.message(serial(), "host got", answer);
            if (awayAfterCut && !inner.isOpen()) {
                awayAfterCut = false;
                away = true;
            }
            return answer;
        }

        @Override
        public boolean mayWait() {
            return inner.mayWait();
        }

        @Override
        public boolean isOpen() {
            return inner.isOpen();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
