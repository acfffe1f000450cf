// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Chapters 12, 15, 17, 18 and 20: a host that fails, a slow link, two pumps at once, and failures while clearing up. */
final class ContextRules {

    private static final int MOST_FRAMES = 120;

    private ContextRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("12.03", ContextRules::noDateIsMadeUp),
                new Check("15.12", ContextRules::aSlowLinkIsNoFailure),
                new Check("17.07", ContextRules::aHostThatThrowsLeavesThePumpWhole),
                new Check("17.08", ContextRules::endingFromWithinEnds),
                new Check("18.09", ContextRules::anOpenSessionStaysWithItsPump),
                new Check("20.08", ContextRules::theFirstFailureIsTheAnswer));
    }

    private static void noDateIsMadeUp(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        bench.pass(Duration.ofDays(30 * 200L));
        List<Optional<Instant>> since = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Snapshot snapshot = bench.read();
            since.add(snapshot.alarms().stream()
                    .filter(each -> each.code().contains("ERI") || each.code().contains("EOS"))
                    .findFirst()
                    .flatMap(each -> each.since()));
            snapshot.alarms().stream()
                    .flatMap(each -> each.since().stream())
                    .forEach(each -> judge.expect(
                            !each.isAfter(snapshot.deviceClock()) && each.isAfter(Bench.START.minusSeconds(1)),
                            () -> "an alarm of " + snapshot.deviceClock() + " stands since " + each));
            bench.pass(Duration.ofDays(17));
        }
        judge.note("since when the battery nears its end, read three times, 17 days apart: " + since);
        judge.expect(
                since.stream().distinct().count() == 1,
                () -> "read three times, 17 days apart, the end of the battery is counted from " + since);
    }

    private static void aSlowLinkIsNoFailure(Trial trial, Judge judge) throws Exception {
        Bench whole = trial.ready();
        try (PumpSession session = whole.session()) {
            session.interrogate(whole.soon());
        }
        List<Wire.Message> messages = whole.wire().messages();
        Duration late = Duration.ofMillis(900);
        for (Direction direction : Direction.values()) {
            for (long at : Sweep.boundaries(messages, direction)) {
                Bench bench = trial.ready();
                WireFault fault = new WireFault(Kind.DELAY, direction, at, late);
                try (PumpSession session = bench.open(fault).orElseThrow()) {
                    Snapshot snapshot = session.interrogate(bench.soon());
                    judge.expect(
                            snapshot.motor() == MotorState.RUNNING
                                    && snapshot.alarms().isEmpty(),
                            () -> "with " + fault.text() + " it reads " + snapshot.motor() + " " + snapshot.alarms());
                } catch (LinkException e) {
                    judge.expect(false, () -> "with " + fault.text() + " a call failed: " + e.getMessage());
                }
            }
        }
    }

    private static void aHostThatThrowsLeavesThePumpWhole(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        int frames = 0;
        for (int frame = 1; frame < MOST_FRAMES; frame++) {
            Bench bench = trial.ready();
            Plan plan = plans.plan(bench.read().revision(), plans.next(), List.of());
            AtomicInteger seen = new AtomicInteger();
            int at = frame;
            PumpSession session = bench.session();
            bench.context().atEachFrame(() -> {
                if (seen.incrementAndGet() == at) {
                    throw new IllegalStateException("the host could not keep this frame");
                }
            });
            Said said;
            try {
                said = trial.change(bench, session, plan, bench.id());
            } catch (LinkException | IllegalStateException e) {
                said = new Said(Said.Kind.OPEN, String.valueOf(e.getMessage()));
            }
            boolean reached = seen.get() >= at;
            bench.context().atEachFrame(() -> {});
            session.close();
            if (!reached) {
                break;
            }
            frames++;
            Said end = said;
            bench.pass(trial.descriptor().interimStop().orElse(Duration.ZERO).plusMinutes(3));
            String where = "the host threw at frame " + at + " of a change, which came to " + end;
            try {
                Snapshot after = bench.read();
                boolean isNew = after.programme().equals(plans.next());
                judge.expect(
                        isNew || after.programme().equals(plans.base()),
                        () -> where + ": the pump runs " + after.programme());
                judge.expect(after.motor() == MotorState.RUNNING, () -> where + ": the pump is " + after.motor());
                judge.expect(end.kind() != Said.Kind.APPLIED, () -> where + ": the host's failure was swallowed");
                judge.expect(
                        end.kind() != Said.Kind.REFUSED || !isNew, () -> where + ", and it runs the new programme");
            } catch (Unusable | LinkException e) {
                judge.expect(false, () -> where + ": no session can be opened afterwards: " + e.getMessage());
            }
        }
        judge.note(frames + " frames of a change, at each of which the host threw");
    }

    private static void endingFromWithinEnds(Trial trial, Judge judge) throws Exception {
        for (boolean close : new boolean[] {false, true}) {
            for (int frame = 1; frame <= 4; frame++) {
                Bench bench = trial.ready();
                PumpSession session = bench.session();
                AtomicInteger seen = new AtomicInteger();
                int at = frame;
                bench.context().atEachFrame(() -> {
                    if (seen.incrementAndGet() == at) {
                        session.interrupt();
                        if (close) {
                            session.close();
                        }
                    }
                });
                Instant began = bench.time().now();
                String end = "answered";
                try {
                    session.interrogate(bench.soon());
                } catch (LinkException e) {
                    end = "link";
                }
                String ended = end;
                Duration took = Duration.between(began, bench.time().now());
                bench.context().atEachFrame(() -> {});
                session.close();
                String where = (close ? "interrupted and closed" : "interrupted") + " from within frame " + at;
                judge.expect(
                        took.compareTo(Duration.ofSeconds(20)) <= 0,
                        () -> where + " a call " + ended + " after " + took.toMillis() + " ms");
                judge.expect(bench.read().motor() == MotorState.RUNNING, () -> where + ": the pump no longer runs");
            }
        }
    }

    private static void anOpenSessionStaysWithItsPump(Trial trial, Judge judge) throws Exception {
        Bench one = trial.ready();
        Bench other = trial.ready(trial.paired(trial.bench(1)));
        trial.change(other, trial.plans().next(), List.of());
        Bench otherByTheSame = other.asSomebodyElse(one.driver());
        try (PumpSession first = one.session()) {
            Snapshot before = first.interrogate(one.soon());
            // the same instance of the driver is led to another pump meanwhile
            try (PumpSession second = otherByTheSame.session()) {
                second.interrogate(otherByTheSame.soon());
                Snapshot after = first.interrogate(one.soon());
                judge.expect(
                        after.identity().pump().equals(before.identity().pump())
                                && after.programme().equals(trial.plans().base()),
                        () -> "a session with " + before.identity().pump().text()
                                + " was open when the driver was led to another pump, and it reads "
                                + after.identity().pump().text() + " " + after.programme());
                Plan plan = trial.plans().plan(after.revision(), trial.plans().next(), List.of());
                Said said = trial.change(one, first, plan, one.id());
                judge.note("two sessions of one instance with two pumps; a change in the first came to " + said);
            } catch (LinkException e) {
                judge.expect(
                        false,
                        () -> "two sessions with two pumps of one instance of the driver disturb each other: "
                                + e.getMessage());
            }
        }
        judge.expect(
                one.read().programme().equals(trial.plans().next()),
                () -> "what was committed in the session with the first pump did not reach it");
    }

    private static void theFirstFailureIsTheAnswer(Trial trial, Judge judge) throws Exception {
        List<Wire.Message> opening = SessionRules.opened(trial.ready());
        for (Direction direction : Direction.values()) {
            Bench bench = trial.ready();
            WireFault fault = new WireFault(Kind.CUT, direction, Sweep.length(opening, direction) + 1);
            PumpSession session = bench.open(fault).orElseThrow();
            String first = "nothing";
            try {
                session.interrogate(bench.soon());
            } catch (LinkException e) {
                first = "link";
                judge.note("the first failure: " + e.getMessage());
            } catch (RuntimeException e) {
                first = e.toString();
            }
            String seen = first;
            judge.expect(
                    seen.equals("link"), () -> "the link broke (" + fault.text() + "), and what came out is " + seen);
            try {
                session.close();
                judge.expect(true, () -> "");
            } catch (RuntimeException e) {
                judge.expect(false, () -> "after a broken link the close threw " + e);
            }
        }
    }
}
