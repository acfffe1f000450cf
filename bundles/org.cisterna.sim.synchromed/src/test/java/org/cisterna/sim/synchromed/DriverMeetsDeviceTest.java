// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** The driver's codec and the device's codec, written apart from each other from one page, meet over a link. */
final class DriverMeetsDeviceTest {

    private static final Programme OLD = new Programme.Continuous(new FlowRate(140_000));
    private static final Programme W9 =
            new Programme.Flex(List.of(step(0, 120_000), step(360, 240_000), step(600, 144_000), step(1080, 180_000)));

    private final Platform platform = new Platform();

    DriverMeetsDeviceTest() throws IOException {}

    private static Programme.Step step(int minute, long rate) {
        return new Programme.Step(new DayTime(minute), new FlowRate(rate));
    }

    @Test
    void aDoseChangeFromPairingToTheTip() throws Exception {
        platform.time().run(() -> {
            PumpIdentity identity = platform.pair(Bench.CODE).orElseThrow();
            assertThat(identity.pump()).isEqualTo(Platform.PUMP);
            assertThat(identity.simulated()).isTrue();

            PumpSession session = platform.session();
            Snapshot before = session.interrogate(platform.soon());
            assertThat(before.programme()).isEqualTo(OLD);
            assertThat(before.solution()).contains(Platform.BACLOFEN);
            assertThat(before.motor()).isEqualTo(MotorState.RUNNING);
            assertThat(before.revision()).isEqualTo(new Revision(1));
            assertThat(before.reservoir().plus(before.delivered())).isEqualTo(new Volume(20_000_000));

            assertThat(session.preview(platform.plan(session, W9, 1, List.of())).orElseThrow())
                    .isEqualTo(Preview.of(platform.plan(session, W9, 1, List.of())));
            CommandEffect effect = platform.change(session, W9, 1, List.of()).orElseThrow();
            assertThat(effect.effect()).isEqualTo(CommandEffect.Effect.APPLIED);
            assertThat(effect.resulting()).isEqualTo(new Revision(2));
            assertThat(session.readBack(platform.soon()).programme()).isEqualTo(W9);
            assertThat(session.interrogate(platform.soon()).motor()).isEqualTo(MotorState.RUNNING);
            session.close();

            platform.device.advanceTo(platform.time().pump().now());
            long pushed = platform.device.truth().pushedPicolitres();
            platform.time().leapPumpTime(Duration.ofDays(10));
            platform.device.advanceTo(platform.time().pump().now());
            assertThat(platform.device.truth().pushedPicolitres() - pushed).isEqualTo(1_630_000_000L);

            PumpSession later = platform.session();
            assertThat(later.stop(new CommandId("01".repeat(16)), platform.soon())
                            .orElseThrow()
                            .effect())
                    .isEqualTo(CommandEffect.Effect.APPLIED);
            assertThat(later.interrogate(platform.soon()).motor()).isEqualTo(MotorState.STOPPED);
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
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            for (int act = 0; act < acts.size(); act++) {
                List<ProgrammePart> parts = acts.get(act);
                CommandId id = new CommandId(String.format("%032x", act + 1));
                long before;
                try (PumpSession session = platform.session()) {
                    Plan alone = platform.plan(session, OLD, act + 1L, List.of());
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
                    Staged staged = session.stage(plan, id, platform.soon()).orElseThrow();
                    assertThat(staged.parts()).isEqualTo(plan.parts());
                    session.commit(staged, id, platform.soon()).orElseThrow();
                    before = platform.device.truth().pushedPicolitres();
                    assertThat(session.readBack(platform.soon()).parts()).isEqualTo(plan.parts());
                    assertThat(session.interrogate(platform.soon()).programmeParts())
                            .isEqualTo(plan.parts());
                }
                platform.time().leapPumpTime(Duration.ofHours(1));
                platform.device.advanceTo(platform.time().pump().now());
                // in the place of an hour of the day, but for the prime, which takes less than two minutes
                long least = parts.get(0) instanceof ProgrammePart.Prime ? 35_600 : 29_900;
                assertThat((platform.device.truth().pushedPicolitres() - before) / 1_000)
                        .as(parts.toString())
                        .isBetween(least, least + 200);
                try (PumpSession session = platform.session()) {
                    Snapshot after = session.interrogate(platform.soon());
                    assertThat(after.parts())
                            .filteredOn(each -> each.part() instanceof ProgrammePart.SingleBolus
                                    || each.part() instanceof ProgrammePart.Prime)
                            .allSatisfy(each -> assertThat(each)
                                    .isEqualTo(new HeldPart(each.part(), HeldPart.Stage.DONE, Optional.of(bolus))));
                    assertThat(session.events(0, 60, platform.soon())
                                    .orElseThrow()
                                    .events())
                            .extracting(PumpEvent::code)
                            .contains("PART_BEGAN", "PART_DONE");
                }
            }
        });
    }

    @Test
    void refusalsArriveInWords() throws Exception {
        platform.time().run(() -> {
            assertThat(platform.pair("00000000").isDone()).isFalse();
            assertThatThrownBy(() -> platform.open())
                    .as("a key the device does not know; a refusal in clear proves nothing")
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("pair it again");
            platform.pair(Bench.CODE).orElseThrow();
            PumpSession session = platform.session();
            assertThat(session.stage(platform.plan(session, W9, 7, List.of()), Platform.COMMAND, platform.soon())
                            .violations())
                    .as("a stale revision")
                    .isNotEmpty();
            session.close();
        });
    }

    /** What the driver says of a change is what the device did, wherever the link was cut. */
    @Test
    void theDriverTellsTheTruthWhereverTheLinkIsCut() throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            SimulatedStorage paired = platform.disk;
            for (Direction direction : Direction.values()) {
                boolean whole = false;
                for (int after = 0; !whole; after += 3) {
                    platform.disk = paired.afterKill();
                    platform.reopened();
                    String moment = "cut after byte " + after + " " + direction;
                    whole = changed(new LinkFault(Kind.CUT, direction, after));
                    platform.time().leapPumpTime(Duration.ofSeconds(60));

                    PumpSession later = platform.session();
                    Snapshot snapshot = later.interrogate(platform.soon());
                    boolean applied = snapshot.programme().equals(W9);
                    assertThat(snapshot.programme()).as(moment).isIn(OLD, W9);
                    assertThat(snapshot.motor()).as(moment).isEqualTo(MotorState.RUNNING);
                    assertThat(later.readBack(platform.soon()).programme())
                            .as(moment)
                            .isEqualTo(snapshot.programme());
                    assertThat(applied || !whole).as(moment).isTrue();
                    assertThat(snapshot.lastCommand()
                                    .filter(c -> c.command().equals(Platform.COMMAND))
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
            Answer<PumpSession> opened = platform.open(fault);
            try (PumpSession session = opened.orElseThrow()) {
                return platform.change(session, W9, 1, List.of()).orElseThrow().effect() == CommandEffect.Effect.APPLIED
                        && session.readBack(platform.soon()).programme().equals(W9);
            }
        } catch (LinkException e) {
            return false;
        }
    }

    @Test
    void aLinkThatIsSilentEndsAtTheDeadline() throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            LinkFault silence = new LinkFault(Kind.SILENCE, Direction.FROM_DEVICE, 0);
            assertThatThrownBy(() -> platform.open(silence)).isInstanceOf(LinkException.class);
        });
    }
}
