// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.FillSensor;
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
import org.cisterna.pump.Source;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.PumpSession.Discarded;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.testkit.SimulatedStorage;
import org.junit.jupiter.api.Test;

/** The driver's codec and the device's codec, written apart from each other from one page, meet over a link. */
final class DriverMeetsDeviceTest {

    private static final Programme OLD = new Programme.Continuous(new FlowRate(140_000));
    private static final Programme NEW =
            new Programme.Flex(List.of(step(0, 120_000), step(480, 240_000), step(1200, 100_000)));
    private static final FlowRate PRIME_RATE = new FlowRate(4_000_000);
    private static final ProgrammePart PRIME = new ProgrammePart.Prime(new Volume(400_000), PRIME_RATE);
    private static final ProgrammePart BRIDGE = new ProgrammePart.Bridge(new FlowRate(110_000), Duration.ofMinutes(90));
    private static final ProgrammePart BOLUS =
            new ProgrammePart.SingleBolus(new Volume(20_000), Duration.ofMinutes(30));
    private static final ProgrammePart REFILL = new ProgrammePart.Refill(new Volume(18_250_000));

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
            assertThat(identity.capabilities().rateGrid()).isEqualTo(new FlowRate(1_000));
            assertThat(identity.capabilities().interimStop()).isEmpty();

            PumpSession session = platform.session();
            Snapshot before = session.interrogate(platform.soon());
            assertThat(before.programme()).isEqualTo(OLD);
            assertThat(before.solution()).contains(Platform.MORPHINE);
            assertThat(before.motor()).isEqualTo(MotorState.RUNNING);
            FillSensor sensor = before.fillSensor().orElseThrow();
            assertThat(sensor.calculated().plus(before.delivered())).isEqualTo(new Volume(20_000_000));
            assertThat(before.identity().capabilities().reservoirSource()).isEqualTo(Source.MEASURED);
            assertThat(sensor.measuredAt())
                    .as("a reading lets the sensor measure")
                    .isEqualTo(before.deviceClock());
            assertThat(sensor.contradicts(before.reservoir())).isFalse();

            Plan plan = platform.plan(session, NEW, 1, List.of(BOLUS));
            assertThat(session.preview(plan).orElseThrow()).isEqualTo(Preview.of(plan));
            CommandEffect effect =
                    platform.change(session, NEW, 1, List.of(BOLUS)).orElseThrow();
            assertThat(effect.effect()).isEqualTo(CommandEffect.Effect.APPLIED);
            assertThat(effect.resulting()).isEqualTo(new Revision(2));
            assertThat(session.readBack(platform.soon()).programme()).isEqualTo(NEW);
            assertThat(session.readBack(platform.soon()).parts()).containsExactly(BOLUS);
            Snapshot after = session.interrogate(platform.soon());
            assertThat(after.motor()).isEqualTo(MotorState.RUNNING);
            assertThat(after.parts()).extracting(HeldPart::stage).containsExactly(HeldPart.Stage.RUNNING);
            session.close();

            platform.time().leapPumpTime(Duration.ofDays(1));
            PumpSession later = platform.session();
            assertThat(later.interrogate(platform.soon()).parts().get(0))
                    .isEqualTo(new HeldPart(BOLUS, HeldPart.Stage.DONE, Optional.of(new Volume(20_000))));
            assertThat(later.stop(new CommandId("01".repeat(16)), platform.soon())
                            .orElseThrow()
                            .effect())
                    .isEqualTo(CommandEffect.Effect.APPLIED);
            assertThat(later.interrogate(platform.soon()).motor()).isEqualTo(MotorState.STOPPED);
            later.close();
            assertThat(platform.evidence()).isNotEmpty().allMatch(line -> line[line.length - 1] == (byte) 10);
        });
    }

    @Test
    void aRefillWithPrimeAndBridgeIsHeldByThePump() throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            PumpSession session = platform.session();
            platform.change(session, OLD, 1, List.of(BRIDGE, REFILL, PRIME)).orElseThrow();
            Snapshot now = session.interrogate(platform.soon());
            FillSensor sensor = now.fillSensor().orElseThrow();
            assertThat(sensor.calculated()).isEqualTo(new Volume(18_250_000));
            assertThat(now.reservoir()).isLessThan(new Volume(14_000_000));
            assertThat(sensor.contradicts(now.reservoir())).isTrue();
            assertThat(now.alarms()).extracting(Alarm::code).containsExactly("FLS_MISCALIBRATED");
            assertThat(now.alarms()).noneMatch(Alarm::critical);
            assertThat(now.parts())
                    .extracting(HeldPart::stage)
                    .containsExactly(HeldPart.Stage.DONE, HeldPart.Stage.RUNNING, HeldPart.Stage.WAITING);
            session.close();
            platform.time().leapPumpTime(Duration.ofHours(3));
            PumpSession later = platform.session();
            assertThat(later.interrogate(platform.soon()).parts())
                    .extracting(HeldPart::stage)
                    .containsExactly(HeldPart.Stage.DONE, HeldPart.Stage.DONE, HeldPart.Stage.RUNNING);
            later.stop(new CommandId("01".repeat(16)), platform.soon()).orElseThrow();
            assertThat(later.interrogate(platform.soon()).parts().get(2).stage())
                    .isEqualTo(HeldPart.Stage.ENDED_EARLY);
            later.close();
        });
    }

    @Test
    void aValveThatStandsIsSaidAsThatAndItsEventsCanBeReadOn() throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            platform.device.inject(DeviceFault.MOTOR_STALL, 1);
            platform.time().leapPumpTime(Duration.ofHours(2));
            PumpSession session = platform.session();
            Snapshot snapshot = session.interrogate(platform.soon());
            assertThat(snapshot.motor()).isEqualTo(MotorState.STALLED);
            assertThat(snapshot.alarms())
                    .filteredOn(Alarm::critical)
                    .extracting(Alarm::code)
                    .containsExactly("MOTOR_STALL");
            EventPage first = session.events(0, 2, platform.soon()).orElseThrow();
            assertThat(first.events()).extracting(PumpEvent::code).containsExactly("MANUFACTURED", "PAIRED");
            assertThat(first.more()).isTrue();
            EventPage rest = session.events(first.next(), 100, platform.soon()).orElseThrow();
            assertThat(rest.events()).extracting(PumpEvent::code).containsExactly("MOTOR_STALL");
            assertThat(rest.more()).isFalse();
            assertThat(session.events(rest.next(), 5, platform.soon())
                            .orElseThrow()
                            .events())
                    .isEmpty();
            assertThat(session.events(rest.next() + 1, 5, platform.soon()).violations())
                    .extracting(Violation::code)
                    .containsExactly("OUT_OF_RANGE");
            session.close();
        });
    }

    @Test
    void whatIsStagedCanBeTakenAwayAndRefusalsArriveInWords() throws Exception {
        platform.time().run(() -> {
            assertThat(platform.pair("00000000").violations())
                    .extracting(Violation::code)
                    .containsExactly("PAIRING_REFUSED");
            assertThatThrownBy(platform::open)
                    .as("a key the device does not know; an open refusal proves nothing")
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("pair it again");
            platform.pair(Bench.CODE).orElseThrow();
            PumpSession session = platform.session();
            assertThat(session.stage(platform.plan(session, NEW, 7, List.of()), Platform.COMMAND, platform.soon())
                            .violations())
                    .extracting(Violation::code)
                    .containsExactly("WRONG_REVISION");
            session.stage(platform.plan(session, NEW, 1, List.of()), Platform.COMMAND, platform.soon())
                    .orElseThrow();
            assertThat(session.discard(Platform.COMMAND, platform.soon()).orElseThrow())
                    .isEqualTo(Discarded.TAKEN_AWAY);
            assertThat(session.discard(Platform.COMMAND, platform.soon()).orElseThrow())
                    .isEqualTo(Discarded.NOTHING_STAGED);
            platform.change(session, NEW, 1, List.of()).orElseThrow();
            assertThat(session.discard(Platform.COMMAND, platform.soon()).orElseThrow())
                    .isEqualTo(Discarded.BEGUN);
            session.close();
        });
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAByteIsSent() throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            PumpSession session = platform.session();
            int sent = platform.evidence().size();
            Plan wrong = platform.plan(
                    session,
                    new Programme.Flex(List.of(step(0, 141_500), step(50, 4_001_000))),
                    1,
                    List.of(
                            new ProgrammePart.MinimumRate(new FlowRate(2_000)),
                            new ProgrammePart.Prime(new Volume(3_000), new FlowRate(2_000)),
                            new ProgrammePart.SingleBolus(new Volume(2_002_000), Duration.ofSeconds(90)),
                            new ProgrammePart.Refill(new Volume(20_000_001))));
            assertThat(session.stage(wrong, Platform.COMMAND, platform.soon()).violations())
                    .extracting(each -> each.code() + " " + each.field().orElse(""))
                    .containsExactly(
                            "OFF_GRID steps[0].rate",
                            "OFF_GRID steps[1].start",
                            "OUT_OF_RANGE steps[1].rate",
                            "OUT_OF_RANGE refill.reservoir",
                            "OFF_GRID prime.volume",
                            "OUT_OF_RANGE prime.rate",
                            "OUT_OF_RANGE bolus.volume",
                            "OFF_GRID bolus.volume",
                            "OFF_GRID bolus.duration",
                            "UNSUPPORTED_PART parts",
                            "PARTS_EXCLUDE ");
            assertThat(platform.evidence()).hasSize(sent);
            session.close();
        });
    }

    private void cutEverywhere(Programme programme, List<ProgrammePart> parts) throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            SimulatedStorage paired = platform.disk;
            for (Direction direction : Direction.values()) {
                boolean whole = false;
                for (int after = 0; !whole; after++) {
                    platform.disk = paired.afterKill();
                    platform.reopened();
                    String moment = "cut after byte " + after + " " + direction;
                    whole = changed(programme, parts, new LinkFault(Kind.CUT, direction, after));
                    PumpSession later = platform.session();
                    Snapshot snapshot = later.interrogate(platform.soon());
                    boolean applied = snapshot.programme().equals(programme)
                            && snapshot.programmeParts().equals(ProgrammePart.inOrder(parts));
                    assertThat(applied || snapshot.programme().equals(OLD))
                            .as(moment)
                            .isTrue();
                    assertThat(snapshot.revision()).as(moment).isEqualTo(new Revision(applied ? 2 : 1));
                    assertThat(snapshot.motor()).as(moment).isEqualTo(MotorState.RUNNING);
                    assertThat(later.readBack(platform.soon()).programme())
                            .as(moment)
                            .isEqualTo(snapshot.programme());
                    assertThat(applied || !whole).as(moment).isTrue();
                    assertThat(snapshot.lastCommand().isPresent()).as(moment).isEqualTo(applied);
                    later.close();
                }
            }
        });
    }

    /** Whether the driver says that the change was applied, and could read it back. */
    private boolean changed(Programme programme, List<ProgrammePart> parts, LinkFault fault) throws Exception {
        try {
            Answer<PumpSession> opened = platform.open(fault);
            try (PumpSession session = opened.orElseThrow()) {
                return platform.change(session, programme, 1, parts)
                                        .orElseThrow()
                                        .effect()
                                == CommandEffect.Effect.APPLIED
                        && session.readBack(platform.soon()).programme().equals(programme);
            }
        } catch (LinkException e) {
            return false;
        }
    }

    /** What the driver says of a change is what the device did, at whatever byte the link was cut. */
    @Test
    void theDriverTellsTheTruthOfAProgrammeWhereverTheLinkIsCut() throws Exception {
        cutEverywhere(NEW, List.of());
    }

    @Test
    void theDriverTellsTheTruthOfABolusWhereverTheLinkIsCut() throws Exception {
        cutEverywhere(OLD, List.of(BOLUS));
    }

    @Test
    void theDriverTellsTheTruthOfARefillWithPrimeAndBridgeWhereverTheLinkIsCut() throws Exception {
        cutEverywhere(OLD, List.of(REFILL, PRIME, BRIDGE));
    }

    /** A byte that is turned over anywhere costs a repetition, and nothing else. */
    @Test
    void aFlippedBitAnywhereIsRepairedByAskingAgain() throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            SimulatedStorage paired = platform.disk;
            for (Direction direction : Direction.values()) {
                for (int after = 0; after < 700; after += 23) {
                    platform.disk = paired.afterKill();
                    platform.reopened();
                    String moment = "flipped at byte " + after + " " + direction;
                    assertThat(changed(NEW, List.of(BOLUS), new LinkFault(Kind.FLIP, direction, after)))
                            .as(moment)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void aLinkThatIsSilentEndsAtTheDeadline() throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            LinkFault silence = new LinkFault(Kind.SILENCE, Direction.FROM_DEVICE, 0);
            assertThatThrownBy(() -> platform.open(silence)).isInstanceOf(LinkException.class);
        });
    }

    @Test
    void aCallThatTheHostWantsToEndEndsAndItsSessionIsFinished() throws Exception {
        platform.time().run(() -> {
            platform.pair(Bench.CODE).orElseThrow();
            PumpSession session = platform.session();
            platform.interrupted(true);
            assertThatThrownBy(() -> session.interrogate(platform.soon()))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("interrupted");
            platform.interrupted(false);
            assertThatThrownBy(() -> session.stop(Platform.COMMAND, platform.soon()))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("finished");
            session.close();
            session.close();
            assertThat(platform.session().interrogate(platform.soon()).motor()).isEqualTo(MotorState.RUNNING);
        });
    }
}
