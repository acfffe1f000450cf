// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.DeviceLink;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/** The platform's side for one device: a driver, a key, and links that meet with faults. */
final class Platform {

    static final PumpId PUMP = new PumpId(Limits.MANUFACTURER, Bench.SERIAL);
    static final CommandId COMMAND = new CommandId("404142434445464748494a4b4c4d4e4f");
    static final Solution MORPHINE = Solution.of("morphine", new Concentration(10_000_000));

    final VirtualTime time = VirtualTime.create(1);
    final PrometraDriver driver = new PrometraDriver();
    final List<byte[]> evidence = new ArrayList<>();
    boolean interrupted;
    SimulatedStorage disk = new SimulatedStorage(1);
    SimulatedDevice device;
    private KeyHandle key = new Key(Bytes.zeros(32));

    Platform() throws IOException {
        device = reopened();
    }

    /** The device from what is on its disk. */
    SimulatedDevice reopened() throws IOException {
        device = new PrometraFamily()
                .open(
                        Bench.setup("P2-20", new Volume(20_000_000), List.of(new DaySchedule.Step(0, 140_000))),
                        DeviceMemory.open(disk, "d"),
                        Randomness.seeded(disk.operations()),
                        time.pump().now());
        return device;
    }

    Instant soon() {
        return time.house().now().plusSeconds(20);
    }

    Link link(LinkFault... faults) {
        return new DeviceLink(
                new FaultyConnection(device.connect(), List.of(faults)),
                time.house(),
                time.pump()::now,
                time.threads());
    }

    Answer<PumpIdentity> pair(String code) throws Exception {
        try (Link link = link()) {
            Host host = new Host(code);
            Answer<PumpIdentity> paired = driver.pair(link, host, new Context(), soon());
            if (paired.isDone()) {
                key = host.agreed.orElseThrow();
            }
            return paired;
        }
    }

    Answer<PumpSession> open(LinkFault... faults) throws Exception {
        return driver.open(link(faults), new Context(), soon());
    }

    PumpSession session(LinkFault... faults) throws Exception {
        return open(faults).orElseThrow();
    }

    Plan plan(PumpSession session, Programme programme, long revision, List<ProgrammePart> parts) {
        return new Plan(
                PUMP,
                "patient-1",
                new Revision(revision),
                programme,
                MORPHINE,
                session.identity().capabilities().digest(),
                driver.descriptor().digest(),
                Digest.of(new byte[0]),
                parts);
    }

    Answer<CommandEffect> change(PumpSession session, Programme programme, long revision, List<ProgrammePart> parts)
            throws Exception {
        return session.commit(
                session.stage(plan(session, programme, revision, parts), COMMAND, soon())
                        .orElseThrow(),
                COMMAND,
                soon());
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
            KeyHandle handle = new Key(Suite.ONE.pairingKey(shared, code, Bytes.of(info)));
            agreed = Optional.of(handle);
            return handle;
        }
    }

    private final class Context implements SessionContext {

        @Override
        public PumpId pump() {
            return PUMP;
        }

        @Override
        public KeyHandle key() {
            return key;
        }

        @Override
        public Optional<KeptState> keptState() {
            return Optional.empty();
        }

        @Override
        public void keep(KeptState state) {
            throw new AssertionError("this driver keeps nothing");
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
            return interrupted;
        }

        @Override
        public void frame(CallContext.Direction direction, byte[] bytes) {
            evidence.add(bytes.clone());
        }

        @Override
        public void progress(int done, int of) {
            throw new AssertionError("each call of this driver is one step");
        }
    }
}
