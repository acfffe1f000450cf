// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;

/** Chapter 15: links that fail; with it the rules of chapters 18 and 20 that the same breaks decide. */
final class LinkRules {

    private static final int FLAPS = 50;

    private LinkRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("15.01", LinkRules::aBadFrameIsNoFrame),
                new Check("15.02", LinkRules::anAnswerBelongsToItsRequest),
                new Check("15.03", LinkRules::orderChangesNothing),
                new Check("15.04", LinkRules::everyCallEnds),
                new Check("15.05", LinkRules::whatIsSaidAfterABreakIsTrue),
                new Check("15.07", LinkRules::oneIdHasOneEffect),
                new Check("15.08", LinkRules::oneIdHasOneContent),
                new Check("15.09", LinkRules::repetitionsAreBounded),
                new Check("15.11", LinkRules::aLinkThatComesAndGoesLeavesNothing),
                new Check("18.06", LinkRules::thePumpStandsOnItsOwn),
                new Check("20.01", LinkRules::nothingElseComesOut),
                new Check("20.02", LinkRules::whatAFailureSaysIsTrue));
    }

    /** A change over a link with one fault of a kind, at many places; whatever is said then has to be so. */
    private static void changed(Trial trial, Judge judge, Kind kind, Duration late) throws Exception {
        Plans plans = trial.plans();
        Bench measured = trial.ready();
        Plan first = plans.plan(measured.read().revision(), plans.next(), List.of());
        trial.change(measured, first, measured.id());
        List<Wire.Message> messages = measured.wire().messages();
        for (Direction direction : Direction.values()) {
            for (long at : kind == Kind.FLIP
                    ? Sweep.places(messages, direction, trial.profile())
                    : Sweep.boundaries(messages, direction)) {
                Bench bench = trial.ready();
                WireFault fault = new WireFault(kind, direction, at, late);
                Plan plan = plans.plan(bench.read().revision(), plans.next(), List.of());
                Said said = trial.change(bench, plan, bench.id(), fault);
                bench.pass(
                        trial.descriptor().interimStop().orElse(Duration.ZERO).plus(Duration.ofMinutes(3)));
                Snapshot after = bench.read();
                boolean isNew = after.programme().equals(plans.next());
                judge.expect(
                        isNew || after.programme().equals(plans.base()),
                        () -> fault.text() + ": the pump runs " + after.programme());
                judge.expect(
                        after.motor() == MotorState.RUNNING, () -> fault.text() + ": the pump is " + after.motor());
                judge.expect(said.kind() != Said.Kind.THREW, () -> fault.text() + ": the driver threw " + said.words());
                judge.expect(
                        said.kind() != Said.Kind.APPLIED || isNew,
                        () -> fault.text() + ": " + said + ", and the pump runs the old programme");
                judge.expect(
                        said.kind() != Said.Kind.REFUSED || !isNew,
                        () -> fault.text() + ": " + said + ", and the pump runs the new programme");
            }
        }
        judge.note(messages.size() + " messages");
    }

    private static void aBadFrameIsNoFrame(Trial trial, Judge judge) throws Exception {
        changed(trial, judge, Kind.FLIP, Duration.ZERO);
        changed(trial, judge, Kind.TRUNCATE, Duration.ZERO);
    }

    private static void anAnswerBelongsToItsRequest(Trial trial, Judge judge) throws Exception {
        changed(trial, judge, Kind.DUPLICATE, Duration.ZERO);
        changed(trial, judge, Kind.DELAY, Duration.ofSeconds(4));
    }

    private static void orderChangesNothing(Trial trial, Judge judge) throws Exception {
        changed(trial, judge, Kind.REORDER, Duration.ZERO);
        changed(trial, judge, Kind.DROP, Duration.ZERO);
    }

    private static List<Breaks> sweeps(Trial trial, Judge judge) throws Exception {
        List<Breaks> sweeps = new ArrayList<>();
        for (Sweep.What what : Sweep.What.values()) {
            try {
                sweeps.add(trial.sweep(what));
            } catch (NotTestable reason) {
                judge.note(reason.wordsIfAbsent());
            }
        }
        return sweeps;
    }

    private static void everyCallEnds(Trial trial, Judge judge) throws Exception {
        Duration longest = Duration.ZERO;
        for (Breaks each : sweeps(trial, judge)) {
            Duration here = each.callsEnd(judge);
            longest = here.compareTo(longest) > 0 ? here : longest;
        }
        judge.note("the longest call took " + longest.toMillis() + " ms");
    }

    private static void whatIsSaidAfterABreakIsTrue(Trial trial, Judge judge) throws Exception {
        for (Breaks each : sweeps(trial, judge)) {
            each.saidIsTrueAndNothingElseIsRead(judge);
        }
    }

    private static void whatAFailureSaysIsTrue(Trial trial, Judge judge) throws Exception {
        int open = 0;
        for (Breaks each : sweeps(trial, judge)) {
            open += each.saidIsTrue(judge);
        }
        judge.note("of these breaks the driver left " + open + " open");
    }

    private static void nothingElseComesOut(Trial trial, Judge judge) throws Exception {
        for (Breaks each : sweeps(trial, judge)) {
            each.nothingElseComesOut(judge);
        }
        Bench noise = trial.ready();
        for (int length = 1; length < 40; length += 3) {
            int bytes = length;
            try {
                Answer<PumpSession> answer = noise.open(new NoiseLink(noise.time(), trial.random("noise"), bytes));
                judge.expect(!answer.isDone(), () -> "a session was opened with noise");
            } catch (LinkException e) {
                judge.expect(true, () -> "");
            } catch (RuntimeException e) {
                judge.expect(false, () -> "noise of " + bytes + " bytes made it throw " + e);
            }
        }
    }

    private static void thePumpStandsOnItsOwn(Trial trial, Judge judge) throws Exception {
        trial.sweep(Sweep.What.PROGRAMME).givenIsWhatIsRead("the host vanished: ", judge);
    }

    private static void oneIdHasOneEffect(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        Plan plan = plans.plan(before.revision(), plans.next(), List.of());
        CommandId id = bench.id();
        Said first = trial.change(bench, plan, id);
        Snapshot once = bench.read();
        for (int times = 0; times < 12; times++) {
            WireFault fault = new WireFault(
                    times % 2 == 0 ? Kind.CUT : Kind.SILENCE,
                    times % 3 == 0 ? Direction.TO_PUMP : Direction.FROM_PUMP,
                    300L + 40L * times);
            trial.change(bench, plan, id, fault);
            bench.pass(Duration.ofMinutes(3));
        }
        trial.change(bench, plan, id);
        Snapshot after = bench.read();
        judge.expect(first.kind() == Said.Kind.APPLIED, () -> "the first sending came to " + first);
        judge.expect(
                after.revision().equals(once.revision()) && after.programme().equals(plans.next()),
                () -> "one command was sent many times, and revision "
                        + once.revision().number() + " became "
                        + after.revision().number());
        CommandId stop = bench.id();
        for (int times = 0; times < 3; times++) {
            try (PumpSession session = bench.session()) {
                session.stop(stop, bench.soon());
            }
        }
        Snapshot stopped = bench.read();
        judge.expect(
                stopped.revision().number() <= after.revision().number() + 1,
                () -> "one stop was sent three times, and revision "
                        + after.revision().number() + " became "
                        + stopped.revision().number());
    }

    private static void oneIdHasOneContent(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        CommandId id = bench.id();
        Said first = trial.change(bench, plans.plan(bench.read().revision(), plans.next(), List.of()), id);
        if (first.kind() != Said.Kind.APPLIED) {
            throw new Unusable("the first sending came to " + first);
        }
        Snapshot before = bench.read();
        Programme other = new Programme.Continuous(plans.rate(1_000_000));
        Said second = trial.change(bench, plans.plan(before.revision(), other, List.of()), id);
        Snapshot after = bench.read();
        judge.expect(
                second.kind() != Said.Kind.APPLIED && after.programme().equals(before.programme()),
                () -> "another programme under an id that was used came to " + second);
        judge.note(second.toString());
    }

    private static void repetitionsAreBounded(Trial trial, Judge judge) throws Exception {
        Bench measured = trial.ready();
        List<Wire.Message> opening = SessionRules.opened(measured);
        long opened = Sweep.length(opening, Direction.FROM_PUMP);
        long sent = Sweep.length(opening, Direction.TO_PUMP);
        Bench bench = trial.ready();
        try (PumpSession session = bench.open(new WireFault(Kind.SILENCE, Direction.FROM_PUMP, opened))
                .orElseThrow()) {
            try {
                session.interrogate(bench.soon());
                judge.expect(false, () -> "a silent pump was interrogated with success");
            } catch (LinkException e) {
                long asked = bench.wire().bytes(Direction.TO_PUMP) - sent;
                judge.expect(asked <= 4_096, () -> "into silence an interrogation sent " + asked + " bytes");
                judge.note("into silence an interrogation sent " + asked + " bytes: " + e.getMessage());
            }
        }
    }

    private static void aLinkThatComesAndGoesLeavesNothing(Trial trial, Judge judge) throws Exception {
        Plans plans = trial.plans();
        Bench bench = trial.ready();
        Plan plan = plans.plan(bench.read().revision(), plans.next(), List.of());
        CommandId id = bench.id();
        int threads = Thread.activeCount();
        for (int flap = 0; flap < FLAPS; flap++) {
            long at = trial.random("flap " + flap).nextLong(700);
            trial.change(
                    bench,
                    plan,
                    id,
                    new WireFault(Kind.CUT, flap % 2 == 0 ? Direction.TO_PUMP : Direction.FROM_PUMP, at));
        }
        bench.pass(Duration.ofMinutes(6));
        Snapshot snapshot;
        try {
            snapshot = bench.read();
        } catch (Unusable | LinkException e) {
            judge.expect(false, () -> "after " + FLAPS + " breaks no session can be opened: " + e.getMessage());
            return;
        }
        judge.expect(
                snapshot.programme().equals(plans.base())
                        || snapshot.programme().equals(plans.next()),
                () -> "after " + FLAPS + " breaks the pump runs " + snapshot.programme());
        judge.expect(
                Thread.activeCount() <= threads,
                () -> "after " + FLAPS + " breaks there are " + (Thread.activeCount() - threads) + " threads more");
        Said said = trial.change(bench, new Programme.Continuous(plans.rate(300_000)), List.of());
        judge.expect(said.kind() == Said.Kind.APPLIED, () -> "after " + FLAPS + " breaks a change came to " + said);
        judge.expect(
                Optional.of(snapshot.motor()).filter(MotorState.RUNNING::equals).isPresent(),
                () -> "it is " + snapshot.motor());
    }
}
