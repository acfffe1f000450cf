// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** The driver's codec and the device's codec, written apart from each other from one page, meet over a link. */
final class DriverMeetsDeviceTest {

    private static final Programme OLD = new Programme.Continuous(new FlowRate(140_000));
    private static final Programme NEW =
            new Programme.Flex(List.of(step(0, 120_000), step(480, 240_000), step(1200, 50_000)));

    private final Bench bench = new Bench();

    DriverMeetsDeviceTest() throws IOException {}

    private static Programme.Step step(int minute, long rate) {
        return new Programme.Step(new DayTime(minute), new FlowRate(rate));
    }

    @Test
    void aDoseChangeFromPairingToTheReservoir() throws Exception {
        bench.time.run(() -> {
            PumpIdentity identity = bench.pair(DripLineMain.CODE).orElseThrow();
            assertThat(identity.pump()).isEqualTo(Bench.PUMP);
            assertThat(identity.simulated()).isTrue();
            PumpSession session = bench.session();
            Snapshot before = session.interrogate(bench.soon());
            assertThat(before.programme()).isEqualTo(OLD);
            assertThat(before.solution()).contains(Bench.BACLOFEN);
            assertThat(before.motor()).isEqualTo(MotorState.RUNNING);

            Plan plan = bench.plan(session, NEW, 1);
            assertThat(session.preview(plan).orElseThrow()).isEqualTo(Preview.of(plan));
            CommandEffect effect = bench.change(session, NEW, 1).orElseThrow();
            assertThat(effect.effect()).isEqualTo(CommandEffect.Effect.APPLIED);
            assertThat(effect.resulting()).isEqualTo(new Revision(2));
            assertThat(session.readBack(bench.soon()).programme()).isEqualTo(NEW);
            Snapshot after = session.interrogate(bench.soon());
            assertThat(after.programme()).isEqualTo(NEW);
            assertThat(after.lastCommand()).contains(effect);
            session.close();

            // a day of it: 8 h at 120, 12 h at 240 and 4 h at 50 microlitres a day
            bench.pass(Duration.ofDays(1));
            PumpSession later = bench.session();
            Snapshot next = later.interrogate(bench.soon());
            long expected = 120_000 * 8 / 24 + 240_000 * 12 / 24 + 50_000 * 4 / 24;
            assertThat(next.delivered().nanolitres() - after.delivered().nanolitres())
                    .isBetween(expected - 1, expected + 100);
            assertThat(next.reservoir().plus(next.delivered()).nanolitres())
                    .isBetween(DripLineDevice.CAPACITY - 1, DripLineDevice.CAPACITY);
            later.close();
            assertThat(bench.evidence).as("every line is evidence").hasSizeGreaterThan(20);
        });
    }

    @Test
    void aStopStandsAndOneIdHasOneEffect() throws Exception {
        bench.time.run(() -> {
            bench.pair(DripLineMain.CODE).orElseThrow();
            PumpSession session = bench.session();
            CommandId stop = new CommandId("ab".repeat(16));
            CommandEffect first = session.stop(stop, bench.soon()).orElseThrow();
            CommandEffect again = session.stop(stop, bench.soon()).orElseThrow();
            assertThat(again).isEqualTo(first);
            assertThat(first.resulting()).isEqualTo(new Revision(2));
            session.close();
            bench.restart();
            PumpSession later = bench.session();
            Snapshot stands = later.interrogate(bench.soon());
            bench.pass(Duration.ofHours(5));
            Snapshot still = later.interrogate(bench.soon());
            assertThat(still.motor()).isEqualTo(MotorState.STOPPED);
            assertThat(still.delivered()).isEqualTo(stands.delivered());
            later.close();
        });
    }

    @Test
    void aPumpLivesOnBetweenTwoStartsUntilItsReservoirIsUsedUp() throws Exception {
        bench.time.run(() -> {
            bench.pair(DripLineMain.CODE).orElseThrow();
            bench.pass(Duration.ofDays(135));
            bench.restart();
            PumpSession session = bench.session();
            assertThat(session.interrogate(bench.soon()).alarms())
                    .extracting(Alarm::code)
                    .containsExactly("LOW_RESERVOIR");
            session.close();
            bench.pass(Duration.ofDays(30));
            PumpSession later = bench.session();
            Snapshot empty = later.interrogate(bench.soon());
            assertThat(empty.motor()).isEqualTo(MotorState.EMPTY);
            assertThat(empty.reservoir()).isEqualTo(Volume.ZERO);
            assertThat(empty.alarms()).extracting(Alarm::critical).containsExactly(true);
            later.close();
        });
    }

    @Test
    void whatThePumpDoesNotDoIsRefusedByNameAndNothingIsRounded() throws Exception {
        bench.time.run(() -> {
            bench.pair(DripLineMain.CODE).orElseThrow();
            PumpSession session = bench.session();
            Programme off = new Programme.Continuous(new FlowRate(140_001));
            Programme fast = new Programme.Continuous(new FlowRate(2_001_000));
            Programme start = new Programme.Flex(List.of(step(0, 120_000), step(481, 240_000)));
            assertThat(codes(session.preview(bench.plan(session, off, 1)))).containsExactly("OFF_GRID");
            assertThat(codes(session.preview(bench.plan(session, fast, 1)))).containsExactly("OUT_OF_RANGE");
            assertThat(codes(session.stage(bench.plan(session, start, 1), Bench.COMMAND, bench.soon())))
                    .containsExactly("OFF_GRID");
            assertThat(codes(session.stage(bench.plan(session, NEW, 7), Bench.COMMAND, bench.soon())))
                    .as("the pump's own refusal: it has another revision")
                    .containsExactly("STALE_REVISION");
            assertThat(codes(session.events(0, 10, bench.soon()))).containsExactly("UNSUPPORTED");
            assertThat(session.readBack(bench.soon()).programme()).isEqualTo(OLD);
            session.close();
        });
    }

    private static List<String> codes(Answer<?> answer) {
        return answer.violations().stream().map(Violation::code).toList();
    }

    @Test
    void whatIsStagedIsTakenAwayByNameAndByTheEndOfTheSession() throws Exception {
        bench.time.run(() -> {
            bench.pair(DripLineMain.CODE).orElseThrow();
            PumpSession session = bench.session();
            session.stage(bench.plan(session, NEW, 1), Bench.COMMAND, bench.soon())
                    .orElseThrow();
            assertThat(session.discard(Bench.COMMAND, bench.soon()).orElseThrow())
                    .isEqualTo(PumpSession.Discarded.TAKEN_AWAY);
            var staged = session.stage(bench.plan(session, NEW, 1), Bench.COMMAND, bench.soon())
                    .orElseThrow();
            session.close();
            bench.time.settle();
            PumpSession later = bench.session();
            assertThat(codes(later.commit(staged, Bench.COMMAND, bench.soon()))).containsExactly("NOT_STAGED");
            later.close();
        });
    }

    @Test
    void aCallEndsSoonAfterAnInterruptAndTheSessionWithIt() throws Exception {
        bench.time.run(() -> {
            bench.pair(DripLineMain.CODE).orElseThrow();
            var link = bench.link();
            PumpSession session = bench.open(link).orElseThrow();
            link.faultsToNear(org.cisterna.testkit.FaultPlan.none().silentAfter(link.writtenToNear().length));
            var interrupter = bench.time.threads().start("interrupter", session::interrupt);
            assertThatThrownBy(() -> session.interrogate(bench.soon()))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("interrupted");
            assertThatThrownBy(() -> session.interrogate(bench.soon())).hasMessageContaining("over");
            interrupter.join(bench.soon());
            session.close();
        });
    }
}
