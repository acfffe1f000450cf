// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.KeptState;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.DeviceLink;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.FaultyConnection;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;
import org.junit.jupiter.api.Test;

/** The driver's codec and the device's codec, written apart from each other from one page, meet over a link. */
final class DriverMeetsDeviceTest {

    private static final PumpId PUMP = new PumpId(Limits.MANUFACTURER, "S2-000001");
    private static final CommandId COMMAND = new CommandId("404142434445464748494a4b4c4d4e4f");
    private static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));
    private static final Programme OLD = new Programme.Continuous(new FlowRate(140_000));
    private static final Programme W9 =
            new Programme.Flex(List.of(step(0, 120_000), step(360, 240_000), step(600, 144_000), step(1080, 180_000)));

    private final VirtualTime time = VirtualTime.create(1);
    private final SynchromedDriver driver = new SynchromedDriver();
    private SimulatedStorage disk = new SimulatedStorage(1);
    private SimulatedDevice device;
    private KeyHandle key = new Key(Bytes.zeros(32));

    DriverMeetsDeviceTest() throws IOException {
        device = open();
    }

    private SimulatedDevice open() throws IOException {
        return new SynchromedFamily()
                .open(
                        Bench.setup(),
                        DeviceMemory.open(disk, "d"),
                        Randomness.seeded(disk.operations()),
                        time.pump().now());
    }

    private static Programme.Step step(int minute, long rate) {
        return new Programme.Step(new DayTime(minute), new FlowRate(rate));
    }

    private Instant soon() {
        return time.house().now().plusSeconds(20);
    }

    private Link link(LinkFault... faults) {
        return new DeviceLink(
                new FaultyConnection(device.connect(), List.of(faults)),
                time.house(),
                time.pump()::now,
                time.threads());
    }

    private Answer<PumpIdentity> pair(String code) throws Exception {
        try (Link link = link()) {
            Host host = new Host(code);
            Answer<PumpIdentity> paired = driver.pair(link, host, new Context(), soon());
            if (paired.isDone()) {
                key = host.agreed.orElseThrow();
            }
            return paired;
        }
    }

    private PumpSession session(LinkFault... faults) throws Exception {
        return driver.open(link(faults), new Context(), soon()).orElseThrow();
    }

    private Plan plan(PumpSession session, Programme programme, long revision) {
        return new Plan(
                PUMP,
                "patient-1",
                new Revision(revision),
                programme,
                BACLOFEN,
                session.identity().capabilities().digest(),
                driver.descriptor().digest(),
                Digest.of(new byte[0]));
    }

    private Answer<CommandEffect> change(PumpSession session, Programme programme, long revision) throws Exception {
        return session.commit(
                session.stage(plan(session, programme, revision), COMMAND, soon())
                        .orElseThrow(),
                COMMAND,
                soon());
    }

    @Test
    void aDoseChangeFromPairingToTheTip() throws Exception {
        time.run(() -> {
            PumpIdentity identity = pair(Bench.CODE).orElseThrow();
            assertThat(identity.pump()).isEqualTo(PUMP);
            assertThat(identity.simulated()).isTrue();

            PumpSession session = session();
            Snapshot before = session.interrogate(soon());
            assertThat(before.programme()).isEqualTo(OLD);
            assertThat(before.solution()).contains(BACLOFEN);
            assertThat(before.motor()).isEqualTo(MotorState.RUNNING);
            assertThat(before.revision()).isEqualTo(new Revision(1));
            assertThat(before.reservoir().plus(before.delivered())).isEqualTo(new Volume(20_000_000));

            assertThat(session.preview(plan(session, W9, 1)).orElseThrow()).isEqualTo(Preview.of(plan(session, W9, 1)));
            CommandEffect effect = change(session, W9, 1).orElseThrow();
            assertThat(effect.effect()).isEqualTo(CommandEffect.Effect.APPLIED);
            assertThat(effect.resulting()).isEqualTo(new Revision(2));
            assertThat(session.readBack(soon()).programme()).isEqualTo(W9);
            assertThat(session.interrogate(soon()).motor()).isEqualTo(MotorState.RUNNING);
            session.close();

            device.advanceTo(time.pump().now());
            long pushed = device.truth().pushedPicolitres();
            time.leapPumpTime(Duration.ofDays(10));
            device.advanceTo(time.pump().now());
            assertThat(device.truth().pushedPicolitres() - pushed).isEqualTo(1_630_000_000L);

            PumpSession later = session();
            assertThat(later.stop(new CommandId("01".repeat(16)), soon())
                            .orElseThrow()
                            .effect())
                    .isEqualTo(CommandEffect.Effect.APPLIED);
            assertThat(later.interrogate(soon()).motor()).isEqualTo(MotorState.STOPPED);
            later.close();
        });
    }

    /** Every act beside a day, through the driver: staged, committed, read back by other requests, and given. */
    @Test
    void everyPartIsGivenAndReadBack() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        Volume bolus = new Volume(30_000);
        List<List<ProgrammePart>> acts = List.of(
                List.of(new ProgrammePart.SingleBolus(bolus, minute.multipliedBy(60))),
                List.of(new ProgrammePart.Prime(bolus, new FlowRate(24_000_000))),
                List.of(new ProgrammePart.Bridge(new FlowRate(720_000), minute.multipliedBy(60))),
                List.of(
                        new ProgrammePart.Refill(new Volume(18_000_000)),
                        new ProgrammePart.PeriodicBolus(bolus, minute.multipliedBy(60), Duration.ofDays(1)),
                        new ProgrammePart.PatientBolus(new Volume(1_000), minute, minute.multipliedBy(60), 4)));
        time.run(() -> {
            pair(Bench.CODE).orElseThrow();
            for (int act = 0; act < acts.size(); act++) {
                List<ProgrammePart> parts = acts.get(act);
                CommandId id = new CommandId(String.format("%032x", act + 1));
                long before;
                try (PumpSession session = session()) {
                    Plan alone = plan(session, OLD, act + 1L);
                    Plan plan = new Plan(
                            alone.pump(),
                            alone.patient(),
                            alone.expected(),
                            alone.programme(),
                            alone.solution(),
                            alone.capabilities(),
                            alone.driver(),
                            alone.decision(),
                            parts);
                    assertThat(session.preview(plan).orElseThrow()).isEqualTo(Preview.of(plan));
                    Staged staged = session.stage(plan, id, soon()).orElseThrow();
                    assertThat(staged.parts()).isEqualTo(plan.parts());
                    session.commit(staged, id, soon()).orElseThrow();
                    before = device.truth().pushedPicolitres();
                    assertThat(session.readBack(soon()).parts()).isEqualTo(plan.parts());
                    assertThat(session.interrogate(soon()).programmeParts()).isEqualTo(plan.parts());
                }
                time.leapPumpTime(Duration.ofHours(1));
                device.advanceTo(time.pump().now());
                // in the place of an hour of the day, but for the prime, which takes less than two minutes
                long least = parts.get(0) instanceof ProgrammePart.Prime ? 35_600 : 29_900;
                assertThat((device.truth().pushedPicolitres() - before) / 1_000)
                        .as(parts.toString())
                        .isBetween(least, least + 200);
                try (PumpSession session = session()) {
                    Snapshot after = session.interrogate(soon());
                    assertThat(after.parts())
                            .filteredOn(each -> each.part() instanceof ProgrammePart.SingleBolus
                                    || each.part() instanceof ProgrammePart.Prime)
                            .allSatisfy(each -> assertThat(each)
                                    .isEqualTo(new HeldPart(each.part(), HeldPart.Stage.DONE, Optional.of(bolus))));
                    assertThat(session.events(0, 60, soon()).orElseThrow().events())
                            .extracting(PumpEvent::code)
                            .contains("PART_BEGAN", "PART_DONE");
                }
            }
        });
    }

    @Test
    void refusalsArriveInWords() throws Exception {
        time.run(() -> {
            assertThat(pair("00000000").isDone()).isFalse();
            assertThatThrownBy(() -> driver.open(link(), new Context(), soon()))
                    .as("a key the device does not know; a refusal in clear proves nothing")
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("pair it again");
            pair(Bench.CODE).orElseThrow();
            PumpSession session = session();
            assertThat(session.stage(plan(session, W9, 7), COMMAND, soon()).violations())
                    .as("a stale revision")
                    .isNotEmpty();
            session.close();
        });
    }

    /** What the driver says of a change is what the device did, wherever the link was cut. */
    @Test
    void theDriverTellsTheTruthWhereverTheLinkIsCut() throws Exception {
        time.run(() -> {
            pair(Bench.CODE).orElseThrow();
            SimulatedStorage paired = disk;
            for (Direction direction : Direction.values()) {
                boolean whole = false;
                for (int after = 0; !whole; after += 3) {
                    disk = paired.afterKill();
                    device = open();
                    String moment = "cut after byte " + after + " " + direction;
                    whole = changed(new LinkFault(Kind.CUT, direction, after));
                    time.leapPumpTime(Duration.ofSeconds(60));

                    PumpSession later = session();
                    Snapshot snapshot = later.interrogate(soon());
                    boolean applied = snapshot.programme().equals(W9);
                    assertThat(snapshot.programme()).as(moment).isIn(OLD, W9);
                    assertThat(snapshot.motor()).as(moment).isEqualTo(MotorState.RUNNING);
                    assertThat(later.readBack(soon()).programme()).as(moment).isEqualTo(snapshot.programme());
                    assertThat(applied || !whole).as(moment).isTrue();
                    assertThat(snapshot.lastCommand()
                                    .filter(c -> c.command().equals(COMMAND))
                                    .filter(c -> c.effect() == CommandEffect.Effect.APPLIED)
                                    .isPresent())
                            .as(moment)
                            .isEqualTo(applied);
                    later.close();
                }
            }
        });
    }

    /** Whether the driver says that the change was applied, and could read it back. */
    private boolean changed(LinkFault fault) throws Exception {
        try {
            Answer<PumpSession> opened = driver.open(link(fault), new Context(), soon());
            try (PumpSession session = opened.orElseThrow()) {
                return change(session, W9, 1).orElseThrow().effect() == CommandEffect.Effect.APPLIED
                        && session.readBack(soon()).programme().equals(W9);
            }
        } catch (LinkException e) {
            return false;
        }
    }

    @Test
    void aLinkThatIsSilentEndsAtTheDeadline() throws Exception {
        time.run(() -> {
            pair(Bench.CODE).orElseThrow();
            LinkFault silence = new LinkFault(Kind.SILENCE, Direction.FROM_DEVICE, 0);
            assertThatThrownBy(() -> driver.open(link(silence), new Context(), soon()))
                    .isInstanceOf(LinkException.class);
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
            return false;
        }

        @Override
        public void frame(CallContext.Direction direction, byte[] bytes) {
            assertThat(bytes).isNotEmpty();
        }

        @Override
        public void progress(int done, int of) {
            assertThat(done).isBetween(0, of);
        }
    }
}
