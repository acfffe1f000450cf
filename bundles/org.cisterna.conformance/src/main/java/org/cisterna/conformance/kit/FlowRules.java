// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.accuracy.FlowRecord;
import org.cisterna.conformance.accuracy.Trumpet;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.Functions;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Source;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** Chapters 8, 9 and 16: delivery in short windows, and what must not disturb it. */
final class FlowRules {

    private static final long SLACK = 4_500;
    private static final Duration HOUR = Duration.ofHours(1);

    private static final int SAMPLE_MINUTES = 15;

    private FlowRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("8.06", FlowRules::aCalculatedReservoirHidesNothing),
                new Check("8.07", FlowRules::theAlarmFollowsTheNumber),
                new Check("9.02", FlowRules::noWindowLeavesTheBand),
                new Check("9.03", FlowRules::aStartIsNoSpurt),
                new Check("9.04", FlowRules::strokesComeEvenly),
                new Check("9.08", FlowRules::smallAndLargeBolusesAreExact),
                new Check("9.10", FlowRules::aHostThatAsksOrHangsChangesNothing),
                new Check("16.07", FlowRules::readingTheLogDisturbsNothing));
    }

    private static void aCalculatedReservoirHidesNothing(Trial trial, Judge judge) throws Exception {
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.ACCURACY_OFFSET);
        bench.act(RigAct.ACCURACY_OFFSET, 300);
        for (boolean filled : new boolean[] {false, true}) {
            Optional<ProgrammePart> refill = filled ? trial.plans().refill(new Volume(17_000_000)) : Optional.empty();
            Said said =
                    trial.change(bench, trial.plans().next(), refill.stream().toList());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("the programme came to " + said);
            }
            Snapshot first = bench.read();
            long before = bench.flow().usablePicolitres() / 1_000;
            bench.pass(Duration.ofDays(8));
            Snapshot later = bench.read();
            long gone = before - bench.flow().usablePicolitres() / 1_000;
            long shown = first.reservoir().nanolitres() - later.reservoir().nanolitres();
            Source declared = later.identity().capabilities().reservoirSource();
            String when = filled ? "after a fill" : "a third more is moved than counted";
            judge.note(when + ": " + gone + " nL went, the reading lost " + shown + " nL, declared " + declared);
            boolean right = Math.abs(gone - shown) <= gone / 50 + SLACK;
            judge.expect(
                    right || declared == Source.CALCULATED || !later.alarms().isEmpty(),
                    () -> when + ": " + gone + " nL are gone, the reading lost " + shown + " nL, and it is declared "
                            + declared);
            judge.expect(
                    declared != Source.CALCULATED || later.fillSensor().isEmpty(),
                    () -> "a calculated volume comes with the reading of a sensor");
        }
    }

    private static boolean warns(Snapshot snapshot) {
        return snapshot.alarms().stream()
                .anyMatch(each -> each.code().contains("LOW_RESERVOIR")
                        || each.code().contains("EMPTY_RESERVOIR")
                        || each.code().contains("REFILL"));
    }

    private static void theAlarmFollowsTheNumber(Trial trial, Judge judge) throws Exception {
        for (boolean looked : new boolean[] {true, false}) {
            Bench bench = trial.ready();
            Capabilities can = trial.plans().capabilities();
            FlowRate rate = can.rate().max();
            Said said = trial.change(bench, new Programme.Continuous(rate), List.of());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("the highest rate came to " + said);
            }
            long threshold = can.lowReservoir().nanolitres();
            long left = bench.read().reservoir().nanolitres();
            long aMinute = Math.max(1, rate.nanolitresPerDay() / 1_440);
            bench.pass(Duration.ofMinutes(Math.max(0, (left - threshold) / aMinute - 90)));
            for (int i = 0; i < 36; i++) {
                bench.pass(Duration.ofMinutes(5));
                if (!looked && i % 12 != 11) {
                    continue;
                }
                Snapshot snapshot = bench.read();
                long shown = snapshot.reservoir().nanolitres();
                long near = snapshot.fillSensor().isPresent() ? aMinute * 61 + SLACK : SLACK;
                judge.expect(
                        shown > threshold + near == !warns(snapshot) || Math.abs(shown - threshold) <= near,
                        () -> snapshot.reservoir().text() + " are shown, the pump warns at "
                                + can.lowReservoir().text() + ", and its alarms are " + snapshot.alarms());
            }
            judge.expect(
                    warns(bench.read()),
                    () -> "the threshold is passed by an hour and a half, and nothing warns: it is at "
                            + can.lowReservoir().text());
        }
    }

    /** Samples of the flow at one rate, one every so many minutes. */
    private static List<Long> sampled(Bench bench, Duration span, int minutes) throws NotTestable {
        List<Long> samples = new ArrayList<>();
        samples.add(bench.flow().pushedPicolitres());
        for (long i = 0; i < span.toMinutes(); i += minutes) {
            bench.pass(Duration.ofMinutes(minutes));
            samples.add(bench.flow().pushedPicolitres());
        }
        return samples;
    }

    private static Bench running(Trial trial, FlowRate rate) throws Exception {
        Bench bench = trial.ready();
        Said said = trial.change(bench, new Programme.Continuous(rate), List.of());
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("the rate " + rate.text() + " came to " + said);
        }
        return bench;
    }

    private static void noWindowLeavesTheBand(Trial trial, Judge judge) throws Exception {
        Capabilities can = trial.plans().capabilities();
        for (FlowRate rate : List.of(can.rate().min(), trial.plans().rate(500_000))) {
            Bench bench = running(trial, rate);
            bench.pass(HOUR);
            FlowRecord record = new FlowRecord(
                    Duration.ofMinutes(SAMPLE_MINUTES), sampled(bench, Duration.ofDays(9), SAMPLE_MINUTES));
            long stroke = new Strokes(sampled(bench, Duration.ofDays(1), 1)).smallest();
            List<Trumpet.Window> windows = Trumpet.windows(record, rate, Trumpet.MINUTES);
            Strokes.stayInTheBand(windows, rate, can.accuracyPerMille(), stroke, judge);
            windows.stream()
                    .filter(each -> each.length().equals(Duration.ofDays(1)))
                    .forEach(each -> judge.note(rate.text() + ": stroke " + stroke / 1_000 + " nL, a day "
                            + each.least().decimal(2) + " to " + each.most().decimal(2) + " %"));
        }
    }

    private static void aStartIsNoSpurt(Trial trial, Judge judge) throws Exception {
        Capabilities can = trial.plans().capabilities();
        FlowRate rate = trial.plans().rate(500_000);
        for (boolean stop : new boolean[] {false, true}) {
            Bench bench = trial.ready();
            if (stop) {
                bench.session().stop(bench.id(), bench.soon());
                bench.flow();
                bench.pass(HOUR.multipliedBy(7));
                bench.flow();
            }
            Said said = trial.change(bench, new Programme.Continuous(rate), List.of());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("the rate " + rate.text() + " came to " + said);
            }
            Instant from = bench.time().now();
            long before = bench.flow().pushedPicolitres() / 1_000;
            for (int minutes : new int[] {1, 14, 45, 60, 360, 960}) {
                bench.pass(Duration.ofMinutes(minutes));
                long given = bench.flow().pushedPicolitres() / 1_000 - before;
                long set = Plans.integral(
                        new Programme.Continuous(rate), from, bench.time().now());
                long allowed = set * can.accuracyPerMille() / 1_000 + SLACK;
                String when = Duration.between(from, bench.time().now()).toMinutes() + " min after "
                        + (stop ? "a stop of 7 h" : "a change");
                judge.expect(
                        Math.abs(given - set) <= allowed,
                        () -> when + " " + given + " nL had flowed, and the rate gives " + set);
            }
            judge.note((stop ? "after a stop of 7 h" : "after a change") + ": kept in six windows of the first day");
        }
    }

    private static void strokesComeEvenly(Trial trial, Judge judge) throws Exception {
        FlowRate least = trial.plans().capabilities().rate().min();
        Bench bench = running(trial, least);
        bench.pass(HOUR.multipliedBy(3));
        Strokes strokes = new Strokes(sampled(bench, Duration.ofDays(3), 1));
        int minutes = 1;
        if (strokes.gaps().size() < Strokes.FEWEST) {
            minutes = 10;
            strokes = new Strokes(sampled(bench, Duration.ofDays(15), minutes));
        }
        strokes.comeEvenly(least, minutes, judge);
    }

    private static void smallAndLargeBolusesAreExact(Trial trial, Judge judge) throws Exception {
        Functions.Bolus can = trial.plans()
                .functions()
                .bolus()
                .orElseThrow(() -> NotTestable.absent("the pump declares no bolus by order"));
        Duration duration = can.extent()
                                .durations()
                                .map(Range::min)
                                .orElse(can.durationGrid())
                                .compareTo(Duration.ofMinutes(30))
                        > 0
                ? can.extent().durations().orElseThrow().min()
                : can.durationGrid()
                        .multipliedBy(
                                Math.max(1, 30 / Math.max(1, can.durationGrid().toMinutes())));
        long grid = can.volumeGrid().nanolitres();
        long smallest =
                can.extent().volumes().map(each -> each.min().nanolitres()).orElse(grid);
        long fits = can.highestRate().nanolitresPerDay() / 2 * duration.toMinutes() / 1_440;
        long largest = Math.min(
                can.extent().volumes().map(each -> each.max().nanolitres()).orElse(Long.MAX_VALUE), fits);
        for (long volume : new long[] {smallest, largest / grid * grid}) {
            Bench bench = trial.ready();
            ProgrammePart part = new ProgrammePart.SingleBolus(new Volume(volume), duration);
            Instant from = bench.time().now();
            long before = bench.flow().pushedPicolitres() / 1_000;
            int times = 12;
            for (int i = 0; i < times; i++) {
                Said said = trial.change(bench, trial.plans().base(), List.of(part));
                if (said.kind() != Said.Kind.APPLIED) {
                    throw new Unusable("the declared bolus " + part.text() + " came to " + said);
                }
                bench.pass(duration.plus(HOUR));
            }
            long given = bench.flow().pushedPicolitres() / 1_000 - before;
            Programme day = trial.plans().base();
            long basal = Plans.integral(day, from, bench.time().now());
            if (can.basal() == Functions.Basal.REPLACED) {
                basal -= times * Plans.integral(day, Bench.START, Bench.START.plus(duration));
            }
            long boluses = given - basal;
            long set = times * volume;
            judge.note(times + " times " + part.text() + ": " + boluses + " nL of " + set + " beside the day");
            judge.expect(
                    Math.abs(boluses - set)
                            <= (set + basal) * trial.plans().capabilities().accuracyPerMille() / 1_000 + SLACK,
                    () -> times + " boluses of " + volume + " nL gave " + boluses + " nL beside the day");
        }
    }

    private static void aHostThatAsksOrHangsChangesNothing(Trial trial, Judge judge) throws Exception {
        Bench alone = trial.ready();
        Bench asked = trial.ready();
        Bench hung = trial.ready();
        alone.pass(Duration.between(alone.time().now(), asked.time().now()));
        PumpSession left = hung.session();
        hung.flow();
        try (PumpSession session = asked.session()) {
            for (int i = 0; i < 150; i++) {
                session.interrogate(asked.soon());
            }
        }
        for (int i = 0; i < 24; i++) {
            asked.pass(Duration.ofMinutes(30));
            try (PumpSession session = asked.session()) {
                for (int often = 0; often < 4; often++) {
                    session.interrogate(asked.soon());
                    session.readBack(asked.soon());
                }
            }
        }
        Instant end = asked.time().now().isAfter(hung.time().now())
                ? asked.time().now()
                : hung.time().now();
        long[] given = new long[3];
        int at = 0;
        for (Bench each : List.of(alone, asked, hung)) {
            each.pass(Duration.between(each.time().now(), end));
            given[at] = each.flow().pushedPicolitres() / 1_000;
            at++;
        }
        judge.note("nobody asked: " + given[0] + " nL, asked without end: " + given[1] + " nL, a session left open: "
                + given[2] + " nL");
        judge.expect(
                given[1] == given[0],
                () -> "a host asked without end, and " + given[1] + " nL flowed; alone the pump gives " + given[0]);
        judge.expect(
                given[2] == given[0],
                () -> "a host left its session open, and " + given[2] + " nL flowed; alone the pump gives " + given[0]);
        left.close();
    }

    private static void readingTheLogDisturbsNothing(Trial trial, Judge judge) throws Exception {
        if (!trial.descriptor().conduct().eventLog()) {
            throw NotTestable.absent("the pump keeps no log that can be read");
        }
        Optional<ProgrammePart> bolus = trial.plans().bolus(40_000);
        Bench alone = trial.ready();
        Bench read = trial.ready();
        for (Bench each : List.of(alone, read)) {
            Said said = trial.change(each, trial.plans().base(), bolus.stream().toList());
            if (said.kind() != Said.Kind.APPLIED) {
                throw new Unusable("a bolus came to " + said);
            }
        }
        try (PumpSession session = read.session()) {
            for (int i = 0; i < 60; i++) {
                session.events(0, 30, read.soon());
                read.pass(Duration.ofSeconds(40));
            }
        } catch (LinkException ended) {
            judge.note("the session ended: " + ended.getMessage());
        }
        judge.note(read.wire().bytes(Direction.FROM_PUMP) + " bytes of log during a bolus");
        read.pass(HOUR.multipliedBy(2));
        alone.pass(Duration.between(alone.time().now(), read.time().now()));
        long disturbed = read.flow().pushedPicolitres() / 1_000;
        long undisturbed = alone.flow().pushedPicolitres() / 1_000;
        judge.expect(
                disturbed == undisturbed,
                () -> "the log was read during a bolus, and " + disturbed + " nL flowed; unread the pump gives "
                        + undisturbed);
        MotorState motor = read.read().motor();
        judge.expect(motor == MotorState.RUNNING, () -> "after reading the log the pump is " + motor);
    }
}
