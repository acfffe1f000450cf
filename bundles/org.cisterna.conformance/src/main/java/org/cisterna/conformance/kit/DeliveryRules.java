// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.FlowRate;

/** Chapters 8 and 9: what is left and what was given; most of it over the readings of a random run. */
final class DeliveryRules {

    private static final long STROKES = 3_000;
    /** Spans of five days; more than two years, which is longer than any reservoir lasts. */
    private static final int LONGEST_EMPTYING = 150;

    private DeliveryRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("8.01", DeliveryRules::whatIsLeftIsWhatWasNotGiven),
                new Check("8.08", DeliveryRules::anEmptyPumpCountsNothing),
                new Check("9.01", DeliveryRules::theMeanIsWithinTheClaim),
                new Check("9.05", DeliveryRules::whatIsReportedFlowed),
                new Check("9.06", DeliveryRules::noPartOfAStrokeIsLost),
                new Check("9.07", DeliveryRules::nothingIsDrawnBack),
                new Check("9.09", DeliveryRules::nothingDrifts),
                new Check("12.01", DeliveryRules::aBatteryDoesNotRecover));
    }

    private static void whatIsLeftIsWhatWasNotGiven(Trial trial, Judge judge) throws Exception {
        RandomRun run = trial.randomRun();
        for (Trace life : run.lives()) {
            Invariants.reservoir(life, trial.plans().capabilities(), judge);
        }
        judge.note(run.text());
    }

    private static void whatIsReportedFlowed(Trial trial, Judge judge) throws Exception {
        RandomRun run = trial.randomRun();
        for (Trace life : run.lives()) {
            Invariants.delivered(life, judge);
        }
        judge.note(run.text());
    }

    private static void nothingIsDrawnBack(Trial trial, Judge judge) throws Exception {
        RandomRun run = trial.randomRun();
        for (Trace life : run.lives()) {
            Invariants.forward(life, judge);
        }
        judge.note(run.text());
    }

    private static void aBatteryDoesNotRecover(Trial trial, Judge judge) throws Exception {
        RandomRun run = trial.randomRun();
        for (Trace life : run.lives()) {
            Invariants.battery(life, judge);
        }
        judge.note(run.text());
    }

    private static void anEmptyPumpCountsNothing(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Said said = trial.change(bench, new Programme.Continuous(trial.plans().rate(24_000_000)), List.of());
        judge.note("at the highest rates: " + said);
        long left = bench.flow().usablePicolitres() / 1_000;
        for (int i = 0; i < LONGEST_EMPTYING && left > STROKES; i++) {
            bench.pass(Duration.ofDays(5));
            long before = left;
            left = bench.flow().usablePicolitres() / 1_000;
            if (left >= before) {
                break;
            }
        }
        if (left > STROKES) {
            judge.undecided("the reservoir does not run dry: " + left + " nL are left");
            return;
        }
        Snapshot dry = bench.read();
        judge.expect(
                dry.motor() == MotorState.EMPTY || dry.motor() == MotorState.STOPPED,
                () -> "the reservoir is dry, and the reading says " + dry.motor());
        bench.pass(Duration.ofDays(1));
        Snapshot later = bench.read();
        judge.expect(
                later.delivered().equals(dry.delivered()),
                () -> "a dry pump counted on, from " + dry.delivered().text() + " to "
                        + later.delivered().text());
    }

    private static void theMeanIsWithinTheClaim(Trial trial, Judge judge) throws Exception {
        Capabilities can = trial.plans().capabilities();
        FlowRate least = can.rate().min();
        for (FlowRate rate :
                List.of(least, trial.plans().rate(500_000), trial.plans().rate(2_000_000))) {
            Bench bench = trial.ready();
            Said said = trial.change(bench, new Programme.Continuous(rate), List.of());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("the rate " + rate.text() + " came to " + said);
            }
            bench.pass(Duration.ofHours(1));
            Duration window = Duration.ofDays(5);
            long flowed = bench.flowIn(window);
            long expected = rate.nanolitresPerDay() * window.toDays();
            judge.note(rate.text() + ": " + flowed + " nL in 5 days, set " + expected + " nL");
            judge.expect(
                    Math.abs(flowed - expected) <= expected * can.accuracyPerMille() / 1_000 + STROKES,
                    () -> "at " + rate.text() + " " + flowed + " nL flowed in 5 days; set were " + expected
                            + " nL, claimed within " + can.accuracyPerMille() + " thousandths");
        }
    }

    private static void noPartOfAStrokeIsLost(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        long before = bench.flow().pushedPicolitres() / 1_000;
        long expected = 0;
        for (int i = 0; i < 40; i++) {
            Programme programme = new Programme.Continuous(trial.plans().rate(i % 2 == 0 ? 200_000 : 300_000));
            Instant changed = bench.time().now();
            Said said = trial.change(bench, programme, List.of());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("change " + i + " came to " + said);
            }
            bench.pass(Duration.ofMinutes(13).plusMillis(i * 7_919L));
            expected += Plans.integral(programme, changed, bench.time().now());
        }
        long flowed = bench.flow().pushedPicolitres() / 1_000 - before;
        long planned = expected;
        long allowed = planned * trial.plans().capabilities().accuracyPerMille() / 1_000 + STROKES;
        judge.expect(
                Math.abs(flowed - planned) <= allowed,
                () -> "over 40 changes " + flowed + " nL flowed, and the programmes give " + planned + " nL");
        judge.note(flowed + " nL where the programmes give " + planned);
    }

    private static void nothingDrifts(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        Said said = trial.change(bench, trial.plans().next(), List.of());
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("the uneven day came to " + said);
        }
        bench.pass(Duration.ofHours(1));
        long shown = bench.read().delivered().nanolitres();
        Instant from = bench.time().now();
        for (int day = 0; day < 30; day++) {
            bench.pass(Duration.ofDays(1));
            bench.flow();
        }
        long given = bench.read().delivered().nanolitres() - shown;
        long expected = Plans.integral(trial.plans().next(), from, bench.time().now());
        judge.note(given + " nL counted in 30 days where the day gives " + expected);
        judge.expect(
                Math.abs(given - expected) <= STROKES,
                () -> "in 30 days the pump counted " + given + " nL, and the day gives " + expected + " nL");
    }
}
