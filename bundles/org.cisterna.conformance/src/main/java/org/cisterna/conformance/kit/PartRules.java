// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Functions;
import org.cisterna.pump.HeldPart;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** Chapter 6: what a pump makes of boluses, held against the flow. */
final class PartRules {

    private static final long BOLUS = 40_000;
    private static final long SLACK = 4_500;
    private static final Duration HOUR = Duration.ofHours(1);

    private PartRules() {}

    static List<Check> checks() {
        return List.of(
                new Check("6.01", PartRules::twoKindsOfBolusAreTwoThings),
                new Check("6.02", PartRules::aBolusHasADuration),
                new Check("6.05", PartRules::theSumStaysBelowTheHighestRate),
                new Check("6.06", PartRules::whatIsGrantedIsGivenOnce),
                new Check("6.07", PartRules::aBolusIsEven),
                new Check("6.08", PartRules::aSecondBolusTakesThePlaceOfTheFirst),
                new Check("6.10", PartRules::anInterruptedBolusSaysHowMuch),
                new Check("6.11", PartRules::thePumpAloneGrants));
    }

    private static ProgrammePart.SingleBolus bolus(Trial trial) throws Exception {
        return (ProgrammePart.SingleBolus)
                trial.plans().bolus(BOLUS).orElseThrow(() -> NotTestable.absent("the pump declares no bolus by order"));
    }

    static void applied(Trial trial, Bench bench, ProgrammePart... parts) throws Exception {
        Said said = trial.change(bench, trial.plans().base(), List.of(parts));
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("a programme with " + List.of(parts) + " came to " + said);
        }
    }

    static long nanolitres(Bench bench) throws NotTestable {
        return bench.flow().pushedPicolitres() / 1_000;
    }

    /** What stands in the log of boluses that began: code and detail, without times. */
    private static List<String> begun(Trial trial, Bench bench) throws Exception {
        return trial.descriptor().conduct().eventLog()
                ? CallRules.log(bench, 30).stream()
                        .filter(each -> each.code().contains("BEGAN"))
                        .map(each -> each.code() + ' ' + each.detail())
                        .toList()
                : List.of();
    }

    private static void twoKindsOfBolusAreTwoThings(Trial trial, Judge judge) throws Exception {
        ProgrammePart.SingleBolus ordered = bolus(trial);
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.PATIENT_ASKS);
        applied(trial, bench, ordered);
        boolean granted = bench.act(RigAct.PATIENT_ASKS, 0);
        judge.expect(!granted, () -> "a bolus by order is set and none by the patient, and a wish was granted");
        bench.pass(ordered.duration().plus(HOUR));
        granted = bench.act(RigAct.PATIENT_ASKS, 0);
        judge.expect(!granted, () -> "a bolus by order was given, and afterwards a wish was granted");
        Optional<ProgrammePart> controller = trial.plans().patientBolus(4);
        if (controller.isEmpty()) {
            judge.note("the pump declares no bolus by the patient");
            return;
        }
        Bench patients = trial.ready();
        applied(trial, patients, controller.get());
        Instant from = patients.time().now();
        long given = patients.flowIn(HOUR.multipliedBy(5));
        long day = Plans.integral(trial.plans().base(), from, patients.time().now());
        judge.expect(
                Tolerance.near(given, day, trial.plans().capabilities()),
                () -> "a bolus by the patient is set and nobody asked, and " + (given - day)
                        + " nL flowed beside the day");
        judge.expect(patients.act(RigAct.PATIENT_ASKS, 0), () -> "the first wish was not granted");
        patients.pass(HOUR);
        List<String> ofPatient = begun(trial, patients);
        ProgrammePart.PatientBolus wish = (ProgrammePart.PatientBolus) controller.get();
        Bench same = trial.ready();
        applied(trial, same, new ProgrammePart.SingleBolus(wish.volume(), wish.duration()));
        same.pass(HOUR);
        List<String> ofOrder = begun(trial, same);
        judge.note("in the log a wish is " + ofPatient + ", an order of the same volume " + ofOrder);
        judge.expect(
                ofPatient.isEmpty() || !ofPatient.equals(ofOrder),
                () -> "a granted wish and a bolus by order of the same volume stand in the log as the same: "
                        + ofOrder);
    }

    private static void aBolusHasADuration(Trial trial, Judge judge) throws Exception {
        bolus(trial);
        Plans plans = trial.plans();
        Functions.Bolus can = plans.functions().bolus().orElseThrow();
        long grid = can.volumeGrid().nanolitres();
        long inOneStep =
                can.highestRate().nanolitresPerDay() * can.durationGrid().toMillis() / 86_400_000L;
        long tooMuch = (2 * inOneStep / grid + 2) * grid;
        List<ProgrammePart> wrong = new ArrayList<>();
        wrong.add(new ProgrammePart.SingleBolus(new Volume(tooMuch), can.durationGrid()));
        try {
            wrong.add(new ProgrammePart.SingleBolus(new Volume(grid * 10), Duration.ZERO));
        } catch (IllegalArgumentException impossible) {
            judge.note("a bolus without a duration cannot be written down: " + impossible.getMessage());
        }
        Bench bench = trial.ready();
        Snapshot before = bench.read();
        for (ProgrammePart each : wrong) {
            try (PumpSession session = bench.session()) {
                long sent = bench.wire().bytes(Direction.TO_PUMP);
                Plan plan = plans.plan(before.revision(), plans.base(), List.of(each));
                judge.expect(!session.preview(plan).isDone(), () -> "a preview takes " + each.text());
                judge.expect(
                        !session.stage(plan, bench.id(), bench.soon()).isDone(), () -> "it was staged: " + each.text());
                judge.expect(
                        bench.wire().bytes(Direction.TO_PUMP) == sent,
                        () -> "bytes were sent for " + each.text() + ", which no pump can give");
            }
        }
        judge.note("refused: " + wrong.size() + " boluses that need more than "
                + can.highestRate().text());
    }

    /** The largest amount in five minutes while something runs, in nanolitres. */
    private static long steepest(Bench bench, Duration span) throws NotTestable {
        long steepest = 0;
        for (long minute = 0; minute < span.toMinutes(); minute += 5) {
            steepest = Math.max(steepest, bench.flowIn(Duration.ofMinutes(5)));
        }
        return steepest;
    }

    private static void theSumStaysBelowTheHighestRate(Trial trial, Judge judge) throws Exception {
        bolus(trial);
        Plans plans = trial.plans();
        Functions.Bolus can = plans.functions().bolus().orElseThrow();
        FlowRate highest = can.highestRate();
        Programme day = new Programme.Continuous(plans.rate(Math.min(
                highest.nanolitresPerDay() / 2,
                plans.capabilities().rate().max().nanolitresPerDay())));
        long inFive = highest.nanolitresPerDay() / 288;
        long allowed = inFive + inFive * plans.capabilities().accuracyPerMille() / 1_000 + SLACK;
        for (int share : new int[] {30, 45, 60, 90}) {
            Bench bench = trial.ready();
            Duration span = Duration.ofMinutes(Math.max(10, can.durationGrid().toMinutes()));
            long volume = highest.nanolitresPerDay() * span.toMinutes() / 1_440 * share / 100;
            long on = Math.max(1, volume / can.volumeGrid().nanolitres())
                    * can.volumeGrid().nanolitres();
            ProgrammePart part = new ProgrammePart.SingleBolus(new Volume(on), span);
            Said said = trial.change(bench, day, List.of(part));
            long most = steepest(bench, span.plusMinutes(15));
            judge.note(share + " % of the highest rate on " + day + ": " + said.kind() + ", at most " + most
                    + " nL in 5 min");
            judge.expect(
                    most <= allowed,
                    () -> "day and bolus gave " + most + " nL in 5 min; the highest rate gives " + inFive);
        }
    }

    /** What the day gives in a span in which a bolus runs. */
    private static long day(Trial trial, Functions.Basal basal, Duration running, Instant from, Instant to)
            throws Exception {
        Programme day = trial.plans().base();
        long whole = Plans.integral(day, from, to);
        return basal == Functions.Basal.REPLACED ? whole - Plans.integral(day, from, from.plus(running)) : whole;
    }

    private static void whatIsGrantedIsGivenOnce(Trial trial, Judge judge) throws Exception {
        ProgrammePart.SingleBolus ordered = bolus(trial);
        Functions.Basal basal = trial.plans().functions().bolus().orElseThrow().basal();
        Optional<ProgrammePart> controller = trial.plans().patientBolus(4);
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.PATIENT_ASKS);
        List<ProgrammePart> parts = new ArrayList<>(List.of(ordered));
        controller.ifPresent(parts::add);
        Instant from = bench.time().now();
        long before = nanolitres(bench);
        Said said = trial.change(bench, trial.plans().base(), parts);
        if (said.kind() != Said.Kind.APPLIED) {
            judge.note("both at once came to " + said);
            judge.expect(said.kind() == Said.Kind.REFUSED, () -> "two kinds of bolus in one programme came to " + said);
            applied(trial, bench, ordered);
        }
        bench.pass(ordered.duration().dividedBy(3));
        boolean granted = bench.act(RigAct.PATIENT_ASKS, 0);
        bench.pass(HOUR.multipliedBy(6));
        long wish = granted && controller.isPresent()
                ? ((ProgrammePart.PatientBolus) controller.get()).volume().nanolitres()
                : 0;
        long given = nanolitres(bench) - before;
        long expected = day(trial, basal, ordered.duration(), from, bench.time().now())
                + ordered.volume().nanolitres()
                + wish;
        judge.note("asked while a bolus ran, granted: " + granted + "; " + given + " nL in all");
        judge.expect(
                Tolerance.near(given, expected, trial.plans().capabilities()),
                () -> "the patient asked while a bolus by order ran, which was " + (granted ? "" : "not ") + "granted; "
                        + given + " nL flowed, and day and granted boluses are " + expected + " nL");
    }

    private static void aBolusIsEven(Trial trial, Judge judge) throws Exception {
        ProgrammePart.SingleBolus part = bolus(trial);
        Functions.Basal basal = trial.plans().functions().bolus().orElseThrow().basal();
        Bench bench = trial.ready();
        applied(trial, bench, part);
        Duration quarter = part.duration().dividedBy(4);
        long day = basal == Functions.Basal.REPLACED
                ? 0
                : Plans.integral(trial.plans().base(), Bench.START, Bench.START.plus(quarter));
        long expected = part.volume().nanolitres() / 4 + day;
        for (int i = 1; i <= 4; i++) {
            int number = i;
            long given = bench.flowIn(quarter);
            judge.note("quarter " + i + ": " + given + " nL");
            judge.expect(
                    Tolerance.near(given, expected, trial.plans().capabilities()),
                    () -> "quarter " + number + " of a bolus over "
                            + part.duration().toMinutes() + " min gave " + given + " nL; an even one gives "
                            + expected);
        }
    }

    private static void aSecondBolusTakesThePlaceOfTheFirst(Trial trial, Judge judge) throws Exception {
        ProgrammePart.SingleBolus part = bolus(trial);
        Functions.Bolus can = trial.plans().functions().bolus().orElseThrow();
        Bench bench = trial.ready();
        Instant from = bench.time().now();
        long before = nanolitres(bench);
        applied(trial, bench, part);
        bench.pass(part.duration().dividedBy(3));
        long first = nanolitres(bench) - before;
        Said said = trial.change(bench, trial.plans().base(), List.of(part));
        Snapshot during = bench.read();
        long running = during.parts().stream()
                .filter(each -> each.part() instanceof ProgrammePart.SingleBolus)
                .count();
        judge.expect(running <= 1, () -> "after a second bolus was set the pump holds " + running);
        bench.pass(HOUR.multipliedBy(5));
        long given = nanolitres(bench) - before;
        long day = Plans.integral(trial.plans().base(), from, bench.time().now());
        long most = first + (said.kind() == Said.Kind.APPLIED ? part.volume().nanolitres() : 0) + day;
        long whole = (said.kind() == Said.Kind.APPLIED ? 2 : 1) * part.volume().nanolitres() + day;
        long allowed = said.kind() == Said.Kind.APPLIED ? most : whole;
        judge.note("a second bolus at a third of the first came to " + said.kind() + "; " + given + " nL in all, "
                + can.basal());
        judge.expect(
                given <= allowed + allowed * trial.plans().capabilities().accuracyPerMille() / 1_000 + SLACK,
                () -> "a second bolus was set when " + first + " nL of the first had flowed, and " + given
                        + " nL flowed in all; at most " + allowed + " nL were ordered");
    }

    /** What is held of the first part of a kind. */
    static Optional<HeldPart> held(Snapshot snapshot, Class<? extends ProgrammePart> kind) {
        return snapshot.parts().stream()
                .filter(each -> kind.isInstance(each.part()))
                .findFirst();
    }

    private static void anInterruptedBolusSaysHowMuch(Trial trial, Judge judge) throws Exception {
        ProgrammePart.SingleBolus part = bolus(trial);
        ended(trial, judge, part, part.duration().dividedBy(3));
    }

    /** A part is ended by a stop; what is said of it is held against the flow, by two readings. */
    static void ended(Trial trial, Judge judge, ProgrammePart part, Duration after) throws Exception {
        Bench bench = trial.ready();
        applied(trial, bench, part);
        bench.pass(after);
        long before = nanolitres(bench);
        Optional<Long> running =
                held(bench.read(), part.getClass()).flatMap(HeldPart::delivered).map(Volume::nanolitres);
        try (PumpSession session = bench.session()) {
            CommandId id = bench.id();
            session.stop(id, bench.soon());
        }
        long between = nanolitres(bench) - before;
        for (int reading = 1; reading <= 2; reading++) {
            int number = reading;
            Optional<HeldPart> held = held(bench.read(), part.getClass());
            judge.expect(
                    held.isPresent(),
                    () -> "it was stopped in the middle of " + part.text() + ", and reading " + number
                            + " knows nothing of it");
            held.ifPresent(each -> {
                judge.note("reading " + number + ": " + each.stage() + " " + each.delivered());
                judge.expect(
                        each.stage() == HeldPart.Stage.ENDED_EARLY,
                        () -> "it was stopped in the middle of " + part.text() + ", and it reads as " + each.stage());
                judge.expect(
                        each.delivered().isPresent(),
                        () -> "it does not say how much of " + part.text() + " was given");
                each.delivered()
                        .filter(any -> running.isPresent())
                        .ifPresent(given -> judge.expect(
                                given.nanolitres() >= running.get() - SLACK
                                        && given.nanolitres() <= running.get() + between + SLACK,
                                () -> "before the stop " + running.get() + " nL of " + part.text()
                                        + " were given, then " + between + " nL flowed, and now it says "
                                        + given.text()));
                each.delivered()
                        .ifPresent(given -> judge.expect(
                                given.nanolitres() < whole(part),
                                () -> "it was stopped in the middle of " + part.text() + ", and says that "
                                        + given.text() + " of it were given"));
            });
            bench.pass(HOUR);
        }
        long later = bench.flowIn(HOUR.multipliedBy(4));
        judge.expect(later == 0, () -> part.text() + " was stopped, and " + later + " nL flowed in 4 h");
    }

    static long whole(ProgrammePart part) {
        if (part instanceof ProgrammePart.SingleBolus bolus) {
            return bolus.volume().nanolitres();
        }
        if (part instanceof ProgrammePart.Prime prime) {
            return prime.volume().nanolitres();
        }
        ProgrammePart.Bridge bridge = (ProgrammePart.Bridge) part;
        return amount(bridge.rate(), bridge.duration());
    }

    static long amount(FlowRate rate, Duration span) {
        return Plans.integral(new Programme.Continuous(rate), Bench.START, Bench.START.plus(span));
    }

    private static void thePumpAloneGrants(Trial trial, Judge judge) throws Exception {
        ProgrammePart.PatientBolus part = (ProgrammePart.PatientBolus) trial.plans()
                .patientBolus(4)
                .orElseThrow(() -> NotTestable.absent("the pump declares no bolus by the patient"));
        Bench bench = trial.ready();
        trial.requires(bench, RigAct.PATIENT_ASKS);
        applied(trial, bench, part);
        bench.read();
        bench.pass(part.lockout());
        ProgrammePart.PatientBolus longer = new ProgrammePart.PatientBolus(
                part.volume(), part.duration(), part.lockout().multipliedBy(3), part.most());
        Bench somebody = bench.asSomebodyElse(trial.newDriver());
        applied(trial, somebody, longer);
        bench.pass(longer.lockout());
        Snapshot shown = bench.read();
        judge.expect(
                held(shown, ProgrammePart.PatientBolus.class)
                        .filter(each -> each.part().equals(longer))
                        .isPresent(),
                () -> "the lockout was changed behind the driver's back, and it shows " + shown.parts());
        boolean first = bench.act(RigAct.PATIENT_ASKS, 0);
        bench.pass(part.lockout().plus(part.duration()).plusMinutes(5));
        bench.read();
        boolean early = bench.act(RigAct.PATIENT_ASKS, 0);
        judge.expect(first, () -> "no wish was granted though no lockout ran");
        judge.expect(!early, () -> "a wish was granted by the lockout that the driver remembers");
        judge.note("granted at once: " + first + ", by the old lockout: " + early);
    }
}
