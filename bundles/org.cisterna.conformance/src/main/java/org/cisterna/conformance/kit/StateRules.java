// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Chapters 2, 3, 4, 11, 12 and 14: a pump that changes while somebody speaks to it, and its clock. */
final class StateRules {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_STEPS = 200;

    private StateRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("2.08", StateRules::noModeForTalkingIsLeft),
                new Check("3.02", StateRules::aSnapshotIsOfOneMoment),
                new Check("4.15", StateRules::aCommitTakesEffectAtOnce),
                new Check("11.06", StateRules::aWrongClockIsShownAsItIs),
                new Check("11.08", StateRules::farDatesAreRead),
                new Check("12.06", StateRules::nothingIsSentUnasked),
                new Check("14.05", StateRules::aResetInACommitIsNoSuccess));
    }

    private static void noModeForTalkingIsLeft(Trial trial, Judge judge) throws Exception {
        Bench whole = trial.ready();
        try (PumpSession session = whole.session()) {
            session.interrogate(whole.soon());
        }
        List<Wire.Message> messages = whole.wire().messages();
        for (Direction direction : Direction.values()) {
            for (long at : Sweep.boundaries(messages, direction)) {
                for (Kind kind : List.of(Kind.CUT, Kind.SILENCE)) {
                    Bench bench = trial.ready();
                    WireFault fault = new WireFault(kind, direction, at);
                    try (PumpSession session = bench.open(fault).orElseThrow()) {
                        session.interrogate(bench.soon());
                    } catch (LinkException | java.util.NoSuchElementException | IllegalStateException broken) {
                        judge.expect(true, () -> "");
                    }
                    bench.pass(trial.descriptor().interimStop().orElse(Duration.ZERO));
                    Instant from = bench.time().now();
                    long given = bench.flowIn(HOUR.multipliedBy(4));
                    long day = Plans.integral(
                            trial.plans().base(), from, bench.time().now());
                    judge.expect(
                            Tolerance.near(given, day, trial.plans().capabilities()),
                            () -> "a session was broken by " + fault.text() + ", and in the 4 h after it " + given
                                    + " nL flowed; the programme gives " + day);
                }
            }
        }
    }

    private static void aSnapshotIsOfOneMoment(Trial trial, Judge judge) throws Exception {
        int changed = 0;
        for (RigAct act : List.of(RigAct.POWER_ON_RESET, RigAct.RESTART)) {
            for (int step = 1; step < MOST_STEPS; step++) {
                Bench bench = trial.ready();
                trial.requires(bench, RigAct.POWER_ON_RESET);
                if (!bench.rig().acts().contains(act)) {
                    break;
                }
                int at = step;
                AtomicInteger steps = new AtomicInteger();
                Snapshot before = bench.read();
                Optional<Snapshot> during = Optional.empty();
                try (PumpSession session = bench.session()) {
                    bench.wire().beforeEachStep(() -> {
                        if (steps.incrementAndGet() == at) {
                            changedBy(bench, act);
                        }
                    });
                    during = Optional.of(session.interrogate(bench.soon()));
                } catch (LinkException broken) {
                    judge.expect(true, () -> "");
                }
                if (steps.get() < at) {
                    break;
                }
                changed++;
                Snapshot after = bench.read();
                during.ifPresent(each -> judge.expect(
                        sameState(each, before) || sameState(each, after),
                        () -> act + " came at step " + at + " of an interrogation, and what was read is of neither"
                                + " side: revision " + each.revision().number() + ", " + each.motor() + ", "
                                + each.programme()));
            }
        }
        judge.note(changed + " interrogations in which the pump changed");
    }

    private static void changedBy(Bench bench, RigAct act) {
        try {
            bench.act(act, 1);
        } catch (NotTestable | java.io.IOException e) {
            throw new IllegalStateException("the rig could not do " + act, e);
        }
    }

    private static boolean sameState(Snapshot one, Snapshot other) {
        return one.revision().equals(other.revision())
                && one.programme().equals(other.programme())
                && one.motor() == other.motor()
                && one.parts().equals(other.parts());
    }

    private static void aCommitTakesEffectAtOnce(Trial trial, Judge judge) throws Exception {
        for (long ahead : new long[] {0, 7_200_000, -7_200_000, 86_400_000, -86_400_000}) {
            Bench bench = trial.ready();
            if (ahead != 0) {
                trial.requires(bench, RigAct.CLOCK_OFFSET);
                bench.act(RigAct.CLOCK_OFFSET, ahead);
            }
            Programme three = new Programme.Continuous(trial.plans().rate(3_000_000));
            Said said = trial.change(bench, three, List.of());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("a programme came to " + said);
            }
            Instant from = bench.time().now();
            long given = bench.flowIn(HOUR);
            long expected = Plans.integral(three, from, bench.time().now());
            Snapshot snapshot = bench.read();
            judge.note(
                    "the clock " + ahead / 3_600_000 + " h ahead: " + given + " nL in the first hour of " + expected);
            judge.expect(
                    Tolerance.near(given, expected, trial.plans().capabilities())
                            && snapshot.programme().equals(three),
                    () -> "with the pump's clock " + ahead / 3_600_000 + " h ahead a commit was applied at once, and in"
                            + " the first hour " + given + " nL flowed; the programme gives " + expected);
        }
    }

    private static void aWrongClockIsShownAsItIs(Trial trial, Judge judge) throws Exception {
        for (long days : new long[] {365, -365}) {
            Bench bench = trial.ready();
            trial.requires(bench, RigAct.CLOCK_OFFSET);
            long offset = days * 86_400_000L;
            bench.act(RigAct.CLOCK_OFFSET, offset);
            for (int reading = 0; reading < 2; reading++) {
                Snapshot snapshot = bench.read();
                long shown = Duration.between(bench.time().now(), snapshot.deviceClock())
                        .toMillis();
                judge.expect(
                        Math.abs(shown - offset) <= 2_000,
                        () -> "the pump's clock is off by " + days + " days, and the reading's by "
                                + shown / 86_400_000L);
                bench.pass(HOUR);
            }
            if (trial.descriptor().conduct().eventLog()) {
                List<PumpEvent> before = CallRules.log(bench, 30);
                Said said = trial.change(bench, trial.plans().next(), List.of());
                Instant house = bench.time().now();
                List<PumpEvent> now = CallRules.log(bench, 30);
                now.stream()
                        .filter(each -> !before.contains(each))
                        .forEach(each -> judge.expect(
                                Math.abs(Duration.between(house, each.at()).toMillis() - offset) <= 120_000,
                                () -> "the pump's clock is off by " + days + " days, and what it logged in a change ("
                                        + said + ") stands at " + each.at()));
            }
        }
    }

    private static void farDatesAreRead(Trial trial, Judge judge) throws Exception {
        for (String date : List.of(
                "2028-02-29T12:00:00Z",
                "2037-12-31T23:59:50Z",
                "2038-01-19T03:14:10Z",
                "2099-12-31T23:59:50Z",
                "2100-03-01T00:00:10Z")) {
            Bench bench = trial.ready();
            Instant wanted = Instant.parse(date);
            bench.pass(Duration.between(bench.time().now(), wanted));
            try {
                Instant shown = bench.read().deviceClock();
                judge.expect(
                        Math.abs(Duration.between(bench.time().now(), shown).toSeconds()) <= 5,
                        () -> "it is " + date + ", and the reading's clock says " + shown);
                judge.note(date + " reads as " + shown.atOffset(ZoneOffset.UTC));
            } catch (LinkException unreadable) {
                judge.expect(true, () -> "");
                judge.note(date + " is said to be unreadable: " + unreadable.getMessage());
            }
        }
    }

    static Set<String> codes(Snapshot snapshot) {
        Set<String> codes = new HashSet<>();
        snapshot.alarms().forEach(each -> codes.add(each.code()));
        return codes;
    }

    private static void nothingIsSentUnasked(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        try (PumpSession session = bench.session()) {
            List<Long> costs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                long before = bench.wire().messages().stream()
                        .filter(each -> each.direction() == Direction.TO_PUMP)
                        .count();
                session.interrogate(bench.soon());
                long after = bench.wire().messages().stream()
                        .filter(each -> each.direction() == Direction.TO_PUMP)
                        .count();
                costs.add(after - before);
                bench.pass(Duration.ofSeconds(3));
                session.identity();
                bench.driver().descriptor();
                long now = bench.wire().messages().stream()
                        .filter(each -> each.direction() == Direction.TO_PUMP)
                        .count();
                judge.expect(
                        now == after,
                        () -> "nobody called for anything, and " + (now - after) + " messages went to the pump");
            }
            judge.note("messages of an interrogation: " + costs);
            judge.expect(
                    costs.stream().distinct().count() == 1,
                    () -> "the same interrogation took " + costs + " messages, one after the other");
        }
    }

    private static void aResetInACommitIsNoSuccess(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        int steps = 0;
        for (int step = 1; step < MOST_STEPS; step++) {
            Bench bench = trial.ready();
            trial.requires(bench, RigAct.RESTART);
            Plan plan = plans.plan(bench.read().revision(), plans.next(), List.of());
            int at = step;
            AtomicInteger seen = new AtomicInteger();
            Said said;
            PumpSession session = bench.session();
            bench.wire().beforeEachStep(() -> {
                if (seen.incrementAndGet() == at) {
                    changedBy(bench, RigAct.RESTART);
                }
            });
            try {
                said = trial.change(bench, session, plan, bench.id());
            } catch (LinkException e) {
                said = new Said(Said.Kind.OPEN, String.valueOf(e.getMessage()));
            }
            bench.wire().beforeEachStep(() -> {});
            session.close();
            if (seen.get() < at) {
                break;
            }
            steps++;
            Said end = said;
            bench.pass(trial.descriptor().interimStop().orElse(Duration.ZERO).plusMinutes(3));
            Snapshot after = bench.read();
            boolean isNew = after.programme().equals(plans.next());
            String where = "the pump restarted at step " + at + " of a change, which came to " + end;
            judge.expect(
                    isNew || after.programme().equals(plans.base()), () -> where + ": it runs " + after.programme());
            judge.expect(after.motor() == MotorState.RUNNING, () -> where + ": the pump is " + after.motor());
            judge.expect(end.kind() != Said.Kind.APPLIED || isNew, () -> where + ", and it runs the old programme");
            judge.expect(end.kind() != Said.Kind.REFUSED || !isNew, () -> where + ", and it runs the new programme");
            Instant from = bench.time().now();
            long flowed = bench.flowIn(HOUR.multipliedBy(3));
            long day = Plans.integral(after.programme(), from, bench.time().now());
            judge.expect(
                    Tolerance.near(flowed, day, plans.capabilities()),
                    () -> where + ": it reads " + after.programme() + ", which gives " + day + " nL, and " + flowed
                            + " nL flowed");
        }
        judge.note(steps + " steps of a change");
    }
}
