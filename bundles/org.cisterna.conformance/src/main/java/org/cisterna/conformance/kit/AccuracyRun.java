// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cisterna.conformance.accuracy.Accuracy;
import org.cisterna.conformance.accuracy.AlarmDelays;
import org.cisterna.conformance.accuracy.BolusAccuracy;
import org.cisterna.conformance.accuracy.Course;
import org.cisterna.conformance.accuracy.FlowRecord;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/**
 * Measures delivery over time on a rig, for the report: the lowest rate, a middle one and a high one, boluses of two volumes,
 * and how long after a fault its alarm begins. It decides no rule; the
 * rules of chapter 9 do that for themselves.
 */
public final class AccuracyRun {

    private static final Duration SAMPLE = Duration.ofMinutes(15);
    private static final Duration FINE = Duration.ofSeconds(1);
    private static final int FINE_SAMPLES = 1_800;
    private static final int LONGEST_DAYS = 15;
    private static final int BOLUSES = 25;
    private static final Duration AFTER_A_BOLUS = Duration.ofMinutes(30);

    /** What is drawn from a full reservoir at most; the rest stays, so that no pump runs low over it. */
    private static final long DRAWN = 14_000_000;

    private final Trial trial;
    private final List<String> notes = new ArrayList<>();

    private AccuracyRun(Trial trial) {
        this.trial = trial;
    }

    /** Measures; what cannot be measured stands in the notes. */
    public static Accuracy of(Supplier<PumpDriver> drivers, RigFactory rigs, KitOrder order) {
        AccuracyRun run = new AccuracyRun(new Trial(drivers, rigs, Optional.empty(), order.profile(), order.seed()));
        List<Course> courses = new ArrayList<>();
        List<BolusAccuracy> boluses = new ArrayList<>();
        run.tried("the flow", () -> run.courses(courses));
        long stroke = courses.stream().mapToLong(Course::strokePicolitres).min().orElse(0);
        run.tried("boluses", () -> run.boluses(boluses, stroke));
        List<AlarmDelays> delays = new ArrayList<>();
        run.tried("alarms", () -> delays.addAll(new DelayRun(run.trial).measured()));
        return new Accuracy(courses, boluses, delays, run.notes);
    }

    private interface Step {
        void run() throws Exception;
    }

    private void tried(String what, Step step) {
        try {
            step.run();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError | CallOverrun why) {
            notes.add(Legible.text(what + " could not be measured: " + why.getMessage()));
        }
    }

    private void courses(List<Course> courses) throws Exception {
        Plans plans = trial.plans();
        long stroke = stroke(plans.rate(500_000));
        TreeSet<Long> rates = new TreeSet<>();
        rates.add(plans.capabilities().rate().min().nanolitresPerDay());
        rates.add(plans.rate(500_000).nanolitresPerDay());
        rates.add(plans.rate(2_000_000).nanolitresPerDay());
        for (long each : rates) {
            FlowRate rate = new FlowRate(each);
            courses.add(Course.of(record(rate), rate, plans.capabilities().accuracyPerMille(), stroke));
        }
    }

    private Bench running(FlowRate rate) throws Exception {
        Bench bench = trial.ready();
        Said said = trial.change(bench, new Programme.Continuous(rate), List.of());
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("the rate " + rate.text() + " came to " + said);
        }
        return bench;
    }

    /** The smallest amount that flows at once: what flowed in the second in which least flowed, and something did. */
    private long stroke(FlowRate rate) throws Exception {
        Bench bench = running(rate);
        long before = bench.flow().pushedPicolitres();
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < FINE_SAMPLES; i++) {
            bench.pass(FINE);
            long now = bench.flow().pushedPicolitres();
            if (now > before) {
                smallest = Math.min(smallest, now - before);
            }
            before = now;
        }
        if (smallest == Long.MAX_VALUE) {
            throw new Unusable("at " + rate.text() + " nothing flowed in half an hour");
        }
        return smallest;
    }

    private FlowRecord record(FlowRate rate) throws Exception {
        Bench bench = running(rate);
        long days = Math.max(1, Math.min(LONGEST_DAYS, DRAWN / rate.nanolitresPerDay()));
        long zero = bench.flow().pushedPicolitres();
        List<Long> flowed = new ArrayList<>(List.of(0L));
        long samples = Duration.ofDays(days).toMillis() / SAMPLE.toMillis();
        for (long i = 0; i < samples; i++) {
            bench.pass(SAMPLE);
            flowed.add(bench.flow().pushedPicolitres() - zero);
        }
        return new FlowRecord(SAMPLE, flowed);
    }

    private void boluses(List<BolusAccuracy> boluses, long stroke) throws Exception {
        Optional<Functions.Bolus> declared = trial.plans().functions().bolus();
        if (declared.isEmpty()) {
            notes.add("The pump declares no bolus by order.");
            return;
        }
        if (declared.get().basal() == Functions.Basal.UNKNOWN || declared.get().after() != Functions.After.RETURNS) {
            notes.add(
                    "Boluses were not measured: what the day's delivery does meanwhile and afterwards is not declared, or it"
                            + " stops.");
            return;
        }
        for (long wanted : List.of(10_000L, 100_000L)) {
            boluses.add(bolus(declared.get(), wanted, stroke));
        }
    }

    private BolusAccuracy bolus(Functions.Bolus declared, long wanted, long stroke) throws Exception {
        Plans plans = trial.plans();
        ProgrammePart.SingleBolus part =
                (ProgrammePart.SingleBolus) plans.bolus(wanted).orElseThrow();
        Volume volume = part.volume();
        List<Long> given = new ArrayList<>();
        Bench bench = trial.ready();
        for (int i = 0; i < BOLUSES; i++) {
            given.add(once(bench, plans, part, declared.basal() == Functions.Basal.REPLACED));
        }
        return new BolusAccuracy(volume, plans.capabilities().accuracyPerMille(), stroke, given);
    }

    private long once(Bench bench, Plans plans, ProgrammePart.SingleBolus part, boolean replaces)
            throws NotTestable, IOException, Unusable, LinkException, InterruptedException {
        long before = bench.flow().pushedPicolitres();
        Instant from = bench.time().now();
        Said said = trial.change(bench, plans.base(), List.of(part));
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("a bolus of " + part.volume().text() + " came to " + said);
        }
        bench.pass(part.duration().plus(AFTER_A_BOLUS));
        long flowed = bench.flow().pushedPicolitres() - before;
        Instant counted = replaces ? from.plus(part.duration()) : from;
        return flowed - Plans.integral(plans.base(), counted, bench.time().now()) * 1_000;
    }
}
