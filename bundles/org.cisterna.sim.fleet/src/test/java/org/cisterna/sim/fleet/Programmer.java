// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.cisterna.canonical.Digest;
import org.cisterna.driver.medstream.MedstreamDriver;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.Link;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.DeviceLink;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** Whoever programmes a whole device: through the driver of its family, as the platform does, so that nothing here knows what is inside the device. */
final class Programmer {

    private static final int PAGE = 60;

    private final PumpDriver driver;
    private final PumpId pump;
    private final SimulatedDevice device;
    private KeyHandle key = new Key(Bytes.zeros(32));
    private long commands;
    private long heard;

    /** A visit: something done in one session. */
    private interface Visit<T> {
        T with(PumpSession session, Instant deadline) throws Exception;
    }

    /** Pairs at a pump time. */
    Programmer(FleetFamily family, PumpId pump, String code, SimulatedDevice device, long at) {
        this.driver = switch (family) {
            case SYNCHROMED -> new SynchromedDriver();
            case PROMETRA -> new PrometraDriver();
            case MEDSTREAM -> new MedstreamDriver();
            case CODMAN -> throw new IllegalArgumentException("a pump without telemetry takes no programme");
        };
        this.pump = pump;
        this.device = device;
        VirtualTime time = VirtualTime.create(1);
        Host host = new Host(code);
        inTime(time, () -> {
            try (Link link = link(time, () -> Instant.ofEpochMilli(at))) {
                return driver.pair(link, host, new Context(time), soon(time)).orElseThrow();
            }
        });
        key = host.agreed.orElseThrow();
    }

    private Link link(VirtualTime time, Supplier<Instant> pumpTime) {
        return new DeviceLink(device.connect(), time.house(), pumpTime, time.threads());
    }

    private static Instant soon(VirtualTime time) {
        return time.house().now().plusSeconds(20);
    }

    private static <T> T inTime(VirtualTime time, Callable<T> body) {
        try {
            return time.run(body);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("nothing is wrong with this link", e);
        }
    }

    private <T> T visit(Supplier<Instant> pumpTime, Visit<T> visit) {
        VirtualTime time = VirtualTime.create(1);
        return inTime(time, () -> {
            Instant deadline = soon(time);
            try (PumpSession session = driver.open(link(time, pumpTime), new Context(time), deadline)
                    .orElseThrow()) {
                return visit.with(session, deadline);
            }
        });
    }

    /**
     * Sends a programme.
     *
     * @param begins pump time at which it is begun
     * @param ends pump time at which a family that has two steps takes the second
     */
    void program(Programme programme, Solution solution, List<ProgrammePart> parts, long begins, long ends) {
        long[] times = {begins, begins};
        Supplier<Instant> pumpTime = () -> {
            long now = times[0];
            times[0] = times[1];
            return Instant.ofEpochMilli(now);
        };
        CommandId command = new CommandId(String.format("%032x", ++commands));
        visit(pumpTime, (session, deadline) -> {
            Plan plan = new Plan(
                    pump,
                    "patient-1",
                    // a reading would let a fill-level sensor measure a fill of which the pump has not been told yet
                    new Revision(device.describe().number("revision")),
                    programme,
                    solution,
                    session.identity().capabilities().digest(),
                    driver.descriptor().digest(),
                    Digest.of(new byte[0]),
                    parts);
            Staged staged = session.stage(plan, command, deadline).orElseThrow();
            times[1] = ends; // the first step of the commit is at the beginning, what follows is later
            CommandEffect effect = session.commit(staged, command, deadline).orElseThrow();
            if (effect.effect() != CommandEffect.Effect.APPLIED) {
                throw new IllegalStateException("the device did not take the programme over: " + effect);
            }
            return effect;
        });
    }

    /** Whether so many events are new that it is time to read them. */
    boolean isDue() {
        return device.describe().number("nextEvent") - heard > PAGE;
    }

    /** What is in the log from now on only. */
    void forgetEvents() {
        heard = device.describe().number("nextEvent");
    }

    /** The events since the last time. */
    List<PumpEvent> events(long at) {
        List<PumpEvent> all = new ArrayList<>();
        if (device.describe().number("nextEvent") == heard) {
            return all;
        }
        return visit(() -> Instant.ofEpochMilli(at), (session, deadline) -> {
            boolean more = true;
            while (more) {
                EventPage page = session.events(heard, PAGE, deadline).orElseThrow();
                if (page.lost() > 0) {
                    throw new IllegalStateException("events were lost; read them more often");
                }
                all.addAll(page.events());
                heard = page.next();
                more = page.more();
            }
            return all;
        });
    }

    private record Key(Bytes key) implements KeyHandle {

        @Override
        public byte[] mac(byte[] data) {
            return DeviceCrypto.mac(key, Bytes.of(data)).array();
        }

        @Override
        public boolean verify(byte[] data, byte[] tag) {
            return DeviceCrypto.same(Bytes.of(Arrays.copyOf(mac(data), tag.length)), Bytes.of(tag));
        }
    }

    /** The platform's side of a pairing. */
    private static final class Host implements PairingKeys {
        private static final Bytes PRIVATE = Bytes.fromHex("42".repeat(32));
        private final String code;
        private Optional<KeyHandle> agreed = Optional.empty();

        Host(String code) {
            this.code = code;
        }

        @Override
        public byte[] publicKey() {
            return DeviceCrypto.publicKey(PRIVATE).array();
        }

        @Override
        public KeyHandle agree(byte[] devicePublicKey, byte[] info) {
            Bytes shared =
                    DeviceCrypto.agree(PRIVATE, Bytes.of(devicePublicKey)).orElseThrow();
            Bytes salt = DeviceCrypto.sha256(Bytes.of(code.getBytes(StandardCharsets.US_ASCII)));
            byte[] last = Arrays.copyOf(info, info.length + 1);
            last[info.length] = 1;
            KeyHandle handle = new Key(DeviceCrypto.mac(DeviceCrypto.mac(salt, shared), Bytes.of(last)));
            agreed = Optional.of(handle);
            return handle;
        }
    }

    private final class Context implements SessionContext {

        private final VirtualTime time;
        private Optional<KeptState> kept = Optional.empty();

        Context(VirtualTime time) {
            this.time = time;
        }

        @Override
        public PumpId pump() {
            return pump;
        }

        @Override
        public KeyHandle key() {
            return key;
        }

        @Override
        public Optional<KeptState> keptState() {
            return kept;
        }

        @Override
        public void keep(KeptState state) {
            kept = Optional.of(state);
        }

        @Override
        public TimeSource house() {
            return time.house();
        }

        @Override
        public Randomness randomness() {
            return time.randomness();
        }

        @Override
        public boolean interrupted() {
            return false;
        }

        @Override
        public void frame(CallContext.Direction direction, byte[] bytes) {
            // what is on the wire is nothing that is compared here
        }

        @Override
        public void progress(int done, int of) {
            // nobody waits for it
        }
    }
}
