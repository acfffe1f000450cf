// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Chapter 2: sessions. */
final class SessionRules {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private SessionRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("2.01", SessionRules::aClosedSessionSendsNothing),
                new Check("2.02", SessionRules::anOpeningIsWholeOrNone),
                new Check("2.03", SessionRules::closingEnds),
                new Check("2.04", SessionRules::nothingIsHeardAfterTheClose),
                new Check("2.05", SessionRules::aSessionBeginsWithThePump),
                new Check("2.06", SessionRules::anInterimStateIsRead),
                new Check("2.07", SessionRules::thereIsOneWriter));
    }

    private static void aClosedSessionSendsNothing(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Plan plan = trial.plans().plan(bench.read().revision(), trial.plans().next(), List.of());
        PumpSession session = bench.session();
        session.close();
        long sent = bench.wire().bytes(Direction.TO_PUMP);
        List<WatchedSession.Work<?>> calls = List.of(
                () -> session.interrogate(bench.soon()),
                () -> session.readBack(bench.soon()),
                () -> session.events(0, 1, bench.soon()),
                () -> session.stage(plan, bench.id(), bench.soon()),
                () -> session.discard(bench.id(), bench.soon()),
                () -> session.stop(bench.id(), bench.soon()));
        for (WatchedSession.Work<?> call : calls) {
            String end;
            try {
                Object answer = call.run();
                end = answer instanceof Answer.Refused<?> ? "refused" : "answered";
            } catch (LinkException e) {
                end = "link";
            }
            String ended = end;
            judge.expect(!ended.equals("answered"), () -> "a closed session answered a call");
        }
        judge.expect(
                bench.wire().bytes(Direction.TO_PUMP) == sent,
                () -> "a closed session sent " + (bench.wire().bytes(Direction.TO_PUMP) - sent) + " bytes");
    }

    private static void anOpeningIsWholeOrNone(Trial trial, Judge judge) throws Exception {
        Bench measured = trial.ready();
        List<Wire.Message> whole = opened(measured);
        judge.expect(
                Sweep.length(whole, Direction.FROM_PUMP) > 0,
                () -> "a session was given before the pump had said a word");
        for (Direction direction : Direction.values()) {
            for (long at : Sweep.places(whole, direction, trial.profile())) {
                Bench bench = trial.ready();
                WireFault fault = new WireFault(Kind.CUT, direction, at);
                boolean given = false;
                try {
                    Answer<PumpSession> answer = bench.open(fault);
                    given = answer.isDone();
                    if (answer instanceof Answer.Done<PumpSession> done) {
                        done.value().close();
                    }
                } catch (LinkException e) {
                    judge.expect(true, () -> "");
                }
                boolean wasGiven = given;
                judge.expect(
                        !wasGiven, () -> "a session was given although the link broke in its opening: " + fault.text());
                bench.pass(Duration.ofMinutes(3));
                try {
                    Snapshot snapshot = bench.read();
                    judge.expect(
                            snapshot.motor() == MotorState.RUNNING
                                    && snapshot.programme().equals(trial.plans().base()),
                            () -> "after " + fault.text() + " the pump is " + snapshot.motor());
                } catch (Unusable | LinkException e) {
                    judge.expect(false, () -> "after " + fault.text() + " no session can be opened: " + e.getMessage());
                }
            }
        }
    }

    /** What passes in an opening alone. */
    static List<Wire.Message> opened(Bench bench) throws Unusable, LinkException, InterruptedException {
        PumpSession session = bench.session();
        List<Wire.Message> messages = bench.wire().messages();
        session.close();
        return messages;
    }

    private static void closingEnds(Trial trial, Judge judge) throws Exception {
        Duration bound = trial.descriptor().conduct().bounds().close().plus(GRACE);
        Bench measured = trial.ready();
        List<Wire.Message> whole = opened(measured);
        long sent = Sweep.length(whole, Direction.TO_PUMP);
        long came = Sweep.length(whole, Direction.FROM_PUMP);
        List<WireFault> faults = List.of(
                new WireFault(Kind.CUT, Direction.TO_PUMP, sent),
                new WireFault(Kind.SILENCE, Direction.TO_PUMP, sent),
                new WireFault(Kind.SILENCE, Direction.FROM_PUMP, came),
                new WireFault(Kind.CUT, Direction.FROM_PUMP, came),
                new WireFault(Kind.DELAY, Direction.TO_PUMP, 0, Duration.ofSeconds(1)));
        for (WireFault fault : faults) {
            Bench bench = trial.ready();
            Answer<PumpSession> answer = bench.open(fault);
            if (!(answer instanceof Answer.Done<PumpSession> done)) {
                throw new Unusable("the opening was refused: " + answer.violations());
            }
            Instant began = bench.time().now();
            for (int times = 0; times < 3; times++) {
                try {
                    done.value().close();
                } catch (RuntimeException e) {
                    judge.expect(false, () -> "closing over a link with " + fault.text() + " threw " + e);
                }
            }
            Duration took = Duration.between(began, bench.time().now());
            judge.expect(
                    took.compareTo(bound) <= 0,
                    () -> "closing over a link with " + fault.text() + " took " + took.toMillis() + " ms, declared "
                            + trial.descriptor().conduct().bounds().close().toMillis() + " ms");
        }
    }

    private static void nothingIsHeardAfterTheClose(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        for (int i = 0; i < 3; i++) {
            bench.read();
            bench.pass(Duration.ofMinutes(1));
        }
        trial.change(bench, trial.plans().next(), List.of());
        List<String> after = bench.trace().afterClose();
        judge.expect(after.isEmpty(), () -> "after a session was closed the driver " + after.get(0));
        judge.note(bench.trace().calls().size() + " calls were watched");
    }

    private static void aSessionBeginsWithThePump(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        Bench somebody = bench.asSomebodyElse(trial.newDriver());
        Said said = trial.change(somebody, trial.plans().next(), List.of());
        judge.note("another programmer changed the pump: " + said);
        Snapshot after = bench.read();
        judge.expect(
                after.programme().equals(trial.plans().next())
                        && !after.revision().equals(before.revision()),
                () -> "another programmer had changed revision "
                        + before.revision().number() + ", and the next session reads " + after.programme()
                        + " at revision " + after.revision().number());
    }

    private static void anInterimStateIsRead(Trial trial, Judge judge) throws Exception {
        trial.sweep(Sweep.What.PROGRAMME).interimStateIsRead(judge);
    }

    private static void thereIsOneWriter(Trial trial, Judge judge) throws Exception {
        Bench first = trial.ready();
        Snapshot before = first.read();
        Bench second = first.asSomebodyElse(trial.newDriver());
        PumpSession one = first.session();
        Answer<PumpSession> answer = second.open();
        int applied = 0;
        if (answer instanceof Answer.Done<PumpSession> two) {
            applied += applied(
                    trial,
                    first,
                    one,
                    trial.plans().plan(before.revision(), trial.plans().next(), List.of()));
            applied += applied(
                    trial,
                    second,
                    two.value(),
                    trial.plans().plan(before.revision(), trial.plans().next(), List.of()));
            two.value().close();
        } else {
            judge.note("the second session was refused: "
                    + answer.violations().get(0).code());
            applied++;
        }
        one.close();
        int effects = applied;
        Snapshot after = first.read();
        judge.expect(
                effects <= 1,
                () -> "two sessions both wrote for revision "
                        + before.revision().number());
        judge.note("effects: " + effects + ", revision " + before.revision().number() + " became "
                + after.revision().number());
    }

    private static int applied(Trial trial, Bench bench, PumpSession session, Plan plan) throws InterruptedException {
        try {
            return trial.change(bench, session, plan, bench.id()).kind() == Said.Kind.APPLIED ? 1 : 0;
        } catch (LinkException e) {
            return 0;
        }
    }
}
