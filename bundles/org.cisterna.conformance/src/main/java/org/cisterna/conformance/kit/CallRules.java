// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.pump.Answer;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Chapters 5, 16, 17 and 19: locales, the pump's log, calls that are broken off, and what is authenticated. */
final class CallRules {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private CallRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("5.07", CallRules::theMachinesLanguageHasNoSay),
                new Check("16.01", CallRules::eventsHaveNoGap),
                new Check("16.03", CallRules::readingTheLogTakesNothing),
                new Check("17.04", CallRules::everyCallEndsByItsDeadline),
                new Check("17.05", CallRules::whatWasBrokenOffIsTold),
                new Check("17.06", CallRules::anInterruptionIsObeyed),
                new Check("17.11", CallRules::nothingBlocksThatMustNot));
    }

    private static void theMachinesLanguageHasNoSay(Trial trial, Judge judge) throws Exception {
        Locale before = Locale.getDefault();
        byte[] reference = dialogue(trial);
        try {
            for (String language : List.of("de-DE", "tr-TR", "ar-SA", "hi-IN")) {
                Locale.setDefault(Locale.forLanguageTag(language));
                byte[] bytes = dialogue(trial);
                judge.expect(
                        Arrays.equals(bytes, reference),
                        () -> "with the machine speaking " + language + " other bytes go over the link");
            }
        } finally {
            Locale.setDefault(before);
        }
        judge.note(reference.length + " bytes of a change");
    }

    private static byte[] dialogue(Trial trial) throws Exception {
        Bench bench = trial.ready();
        trial.change(bench, trial.plans().next(), List.of());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bench.wire().messages().forEach(each -> all.writeBytes(each.bytes().array()));
        return all.toByteArray();
    }

    private static void eventsHaveNoGap(Trial trial, Judge judge) throws Exception {
        if (!trial.descriptor().conduct().eventLog()) {
            throw NotTestable.absent("the pump keeps no log that can be read");
        }
        for (Trace life : trial.randomRun().lives()) {
            long end = Invariants.events(life, judge);
            judge.note(life.pages().size() + " pages up to event " + end);
        }
    }

    private static void readingTheLogTakesNothing(Trial trial, Judge judge) throws Exception {
        if (!trial.descriptor().conduct().eventLog()) {
            throw NotTestable.absent("the pump keeps no log that can be read");
        }
        Bench bench = trial.ready();
        trial.change(bench, trial.plans().next(), List.of());
        List<PumpEvent> once = log(bench, 60);
        for (int most : new int[] {1, 3, 60}) {
            List<PumpEvent> again = log(bench, most);
            judge.expect(
                    again.size() >= once.size() && again.subList(0, once.size()).equals(once),
                    () -> "read again in pages of " + most + ", the log has other events");
        }
        judge.note(once.size() + " events");
    }

    /** The whole log, read in pages of so many. */
    static List<PumpEvent> log(Bench bench, int most) throws Exception {
        List<PumpEvent> events = new ArrayList<>();
        try (PumpSession session = bench.session()) {
            EventLog.read(session, bench::soon, 0, most, page -> events.addAll(page.events()));
        }
        return events;
    }

    private static void everyCallEndsByItsDeadline(Trial trial, Judge judge) throws Exception {
        List<Wire.Message> opening = SessionRules.opened(trial.ready());
        long came = Sweep.length(opening, Direction.FROM_PUMP);
        Plan plan = trial.plans()
                .plan(trial.ready().read().revision(), trial.plans().next(), List.of());
        for (long millis : new long[] {1, 50, 900, 5_000, 40_000}) {
            for (int which = 0; which < 5; which++) {
                Bench bench = trial.ready();
                try (PumpSession session = bench.open(new WireFault(Kind.SILENCE, Direction.FROM_PUMP, came))
                        .orElseThrow()) {
                    Instant deadline = bench.deadline(Duration.ofMillis(millis));
                    int calls = bench.trace().calls().size();
                    try {
                        switch (which) {
                            case 0 -> session.interrogate(deadline);
                            case 1 -> session.readBack(deadline);
                            case 2 -> session.events(0, 5, deadline);
                            case 3 -> session.stage(plan, bench.id(), deadline);
                            default -> session.stop(bench.id(), deadline);
                        }
                    } catch (LinkException e) {
                        judge.expect(true, () -> "");
                    }
                    Trace.Called call = bench.trace().calls().get(calls);
                    judge.expect(
                            call.took().compareTo(call.allowed().plus(GRACE)) <= 0,
                            () -> call.name() + " of a silent pump was allowed " + millis + " ms and took "
                                    + call.took().toMillis() + " ms");
                }
            }
        }
    }

    /** A change that is interrupted at its n-th step on the link; whether it came to that step. */
    private static boolean interrupted(Trial trial, Judge judge, int step, boolean thread) throws Exception {
        Bench bench = trial.ready();
        Plans plans = trial.plans();
        Plan plan = plans.plan(bench.read().revision(), plans.next(), List.of());
        Answer<PumpSession> answer = bench.open();
        PumpSession session = answer.orElseThrow();
        AtomicInteger steps = new AtomicInteger();
        List<Instant> at = new ArrayList<>();
        bench.wire().beforeEachStep(() -> {
            if (steps.incrementAndGet() == step) {
                at.add(bench.time().now());
                if (thread) {
                    Thread.currentThread().interrupt();
                } else {
                    bench.context().interrupt();
                    session.interrupt();
                }
            }
        });
        Said said;
        try {
            said = trial.change(bench, session, plan, bench.id());
        } catch (LinkException e) {
            said = new Said(Said.Kind.OPEN, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            said = new Said(Said.Kind.OPEN, "interrupted");
        } catch (RuntimeException e) {
            said = new Said(Said.Kind.THREW, e.toString());
        }
        boolean pending = Thread.interrupted();
        Duration went = at.isEmpty()
                ? Duration.ZERO
                : Duration.between(at.get(0), bench.time().now());
        bench.wire().beforeEachStep(() -> {});
        session.close();
        boolean reached = !at.isEmpty();
        if (reached) {
            Said end = said;
            bench.pass(trial.descriptor().interimStop().orElse(Duration.ZERO).plus(Duration.ofMinutes(3)));
            Snapshot after = bench.read();
            boolean isNew = after.programme().equals(plans.next());
            String where = (thread ? "the thread was interrupted" : "the call was interrupted") + " at step " + step;
            judge.expect(
                    isNew || after.programme().equals(plans.base()),
                    () -> where + ": the pump runs " + after.programme());
            judge.expect(after.motor() == MotorState.RUNNING, () -> where + ": the pump is " + after.motor());
            judge.expect(end.kind() != Said.Kind.THREW, () -> where + ": it threw " + end.words());
            judge.expect(
                    end.kind() != Said.Kind.REFUSED || !isNew,
                    () -> where + ": " + end + ", and the pump runs the new programme");
            judge.expect(
                    end.kind() != Said.Kind.APPLIED || isNew,
                    () -> where + ": " + end + ", and the pump runs the old programme");
            judge.expect(
                    went.compareTo(Duration.ofSeconds(10)) <= 0,
                    () -> where + ": the call went on for " + went.toMillis() + " ms");
            judge.expect(
                    !thread
                            || pending
                            || end.kind() != Said.Kind.OPEN
                            || end.words().contains("interrupt"),
                    () -> where + ": the interruption was swallowed: " + end);
        }
        return reached;
    }

    private static void whatWasBrokenOffIsTold(Trial trial, Judge judge) throws Exception {
        int step = 1;
        while (step < 200 && interrupted(trial, judge, step, false)) {
            step++;
        }
        judge.note((step - 1) + " steps of a change");
    }

    private static void anInterruptionIsObeyed(Trial trial, Judge judge) throws Exception {
        int step = 1;
        while (step < 200 && interrupted(trial, judge, step, true)) {
            step++;
        }
        judge.note((step - 1) + " steps of a change");
    }

    private static void nothingBlocksThatMustNot(Trial trial, Judge judge) throws Exception {
        CodeRules.noWallClock(trial, judge);
        Bench bench = trial.ready();
        Plan plan = trial.plans().plan(bench.read().revision(), trial.plans().next(), List.of());
        try (PumpSession session = bench.session()) {
            long sent = bench.wire().bytes(Direction.TO_PUMP);
            Instant before = bench.time().now();
            for (int i = 0; i < 50; i++) {
                bench.driver().descriptor();
                session.identity();
                session.preview(plan);
            }
            judge.expect(
                    bench.wire().bytes(Direction.TO_PUMP) == sent
                            && bench.time().now().equals(before),
                    () -> "description, identity or preview sent or waited");
        }
    }
}
