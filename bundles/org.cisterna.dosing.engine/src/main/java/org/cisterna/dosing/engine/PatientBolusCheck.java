// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Additions;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Functions;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.Ratio;

/**
 * Boluses that the patient asks for (F8): how many there can be in a day, with the pump's clock as far off as it may be, and what the worst day
 * amounts to. What a pump does not declare is computed as the worse case.
 */
final class PatientBolusCheck implements Check {

    private static final long MILLION = 1_000_000;

    /**
     * A worst day.
     *
     * @param exact boluses in any 24 h, the clock being exact
     * @param safe the same with the clock as far off as it may be; the one that limits are held against
     * @param nanolitres that leave the pump in the worst 24 h
     */
    record WorstDay(long exact, long safe, Ratio nanolitres) {}

    @Override
    public String name() {
        return "patient bolus";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Optional<Additions.PatientBolus> ordered =
                subject.request().order().beside().patientBolus();
        if (ordered.isEmpty()) {
            return List.of();
        }
        Findings found = new Findings();
        Optional<Functions.PatientBolus> function =
                subject.request().capabilities().functions().flatMap(Functions::patientBolus);
        if (function.isEmpty()) {
            BolusCheck.missing("order.patientBolus", "patient bolus", found);
        }
        Shot shot = subject.physical().boluses().patient().orElseThrow();
        long between = between(function, subject.physical().boluses().lockoutMillis(), shot.millis());
        if (between < shot.millis()) {
            found.against(
                    Verdict.BLOCK,
                    "LOCKOUT",
                    "order.patientBolus.lockout",
                    Shown.time(Ratio.of(between)),
                    "no shorter than the bolus, " + Shown.time(Ratio.of(shot.millis())),
                    "the lockout from start to start is shorter than the bolus, " + Shown.time(Ratio.of(shot.millis()))
                            + "; order a longer one",
                    Authority.ARITHMETIC);
        }
        boolean added =
                function.map(each -> each.basal() != Functions.Basal.REPLACED).orElse(true);
        boolean fits = BolusCheck.fits(
                subject, shot, "order.patientBolus", function.map(Functions.PatientBolus::highestRate), added, found);
        if (fits) {
            worstDay(subject).ifPresent(worst -> judge(subject, shot, worst, found));
        }
        return found.list();
    }

    private static void judge(Case subject, Shot shot, WorstDay worst, Findings found) {
        boolean held = true;
        for (String drug : subject.physical().drugs()) {
            DailyDose most = BolusDay.ofPatient(subject, drug, worst);
            held &= !Ceilings.broken(
                    subject,
                    drug,
                    most,
                    "PATIENT_BOLUS",
                    most.text(),
                    subject.nameOf(drug) + " " + most.text() + " on a day with " + worst.safe() + " patient boluses"
                            + bound(subject, drug),
                    found);
        }
        String drug = subject.request().solution().primary().drug();
        DailyDose most = BolusDay.ofPatient(subject, drug, worst);
        if (held) {
            found.add(
                    Verdict.PASS,
                    "PATIENT_BOLUS",
                    "order.patientBolus",
                    most.text(),
                    BolusCheck.mass(subject, shot) + " each, " + worst.exact() + " in 24 h by an exact clock and "
                            + worst.safe() + " at most: " + most.text() + " of " + subject.nameOf(drug)
                            + " and " + Shown.rate(worst.nanolitres()) + " on the worst day"
                            + bound(subject, drug));
        }
    }

    /** Says that a dose is a bound, where the path holds more of a drug than the reservoir. */
    private static String bound(Case subject, String drug) {
        Ratio strongest = subject.physical().strongest(drug);
        return strongest.compareTo(subject.physical().reservoir().effective().of(drug)) > 0
                ? ", an upper bound: each of them with the most concentrated fluid of path and reservoir, "
                        + Shown.amount(strongest) + ","
                : "";
    }

    /** Milliseconds from the start of one bolus to the start of the next, at least. */
    private static long between(Optional<Functions.PatientBolus> function, long lockoutMillis, long millis) {
        return function.map(Functions.PatientBolus::lockout)
                        .filter(each -> each == Functions.LockoutFrom.END)
                        .isPresent()
                ? lockoutMillis + millis
                : lockoutMillis;
    }

    /** The worst day; empty without patient boluses, without a day, or with a lockout that cannot be. */
    static Optional<WorstDay> worstDay(Case subject) {
        Optional<Shot> shot = subject.physical().boluses().patient().filter(Shot::isGiven);
        Optional<Integer> most =
                subject.request().order().beside().patientBolus().flatMap(Additions.PatientBolus::most);
        return shot.flatMap(each -> subject.physical()
                .plan()
                .map(plan -> worst(
                        function(subject.request()),
                        plan,
                        each.nanolitres(),
                        each.millis(),
                        subject.physical().boluses().lockoutMillis(),
                        most)));
    }

    /** The worst day with the boluses that the patient can ask for now; empty where none are known, or the pump stands still. */
    static Optional<WorstDay> worstDayBefore(DosingRequest request) {
        return request.running()
                .filter(running -> !(running.programme() instanceof Programme.Stopped))
                .flatMap(running -> running.patientBolus()
                        .map(bolus -> worst(
                                function(request),
                                WeekPlan.of(running.programme()),
                                bolus.volume().nanolitres(),
                                bolus.duration().toMillis(),
                                bolus.lockout().toMillis(),
                                Optional.of(bolus.most()).filter(most -> most < Programme.MINUTES_PER_DAY))));
    }

    private static Optional<Functions.PatientBolus> function(DosingRequest request) {
        return request.capabilities().functions().flatMap(Functions::patientBolus);
    }

    private static WorstDay worst(
            Optional<Functions.PatientBolus> function,
            WeekPlan plan,
            long nanolitres,
            long millis,
            long lockoutMillis,
            Optional<Integer> allowed) {
        long between = between(function, lockoutMillis, millis);
        long most = allowed.map(each -> function.map(Functions.PatientBolus::counted)
                                .filter(counted -> counted == Functions.CountedOver.ROLLING)
                                .isPresent()
                        ? (long) each
                        : 2L * each)
                .orElse(Long.MAX_VALUE);
        long exact = Math.min(most, exact(between));
        long safe = Math.min(
                most,
                safe(
                        between,
                        function.map(Functions.PatientBolus::driftPerMillion).orElse(0)));
        Ratio all = plan.most24h().plus(Ratio.of(nanolitres).times(safe));
        boolean replaced = function.map(Functions.PatientBolus::basal)
                .filter(each -> each == Functions.Basal.REPLACED)
                .isPresent();
        if (!replaced) {
            return new WorstDay(exact, safe, all);
        }
        Ratio less = all.minus(Displaced.least(plan, safe, millis, between));
        // boluses that are slower than the day they replace give less than a day without any
        return new WorstDay(exact, safe, Extreme.more(less, plan.most24h()));
    }

    /** Boluses in any 24 h, half open, by a clock that is exact. */
    static long exact(long betweenMillis) {
        return Ratio.of(WeekPlan.MILLIS_PER_DAY, betweenMillis).ceil().longValueExact();
    }

    /** Boluses in 24 h when the pump's clock runs fast by a drift in millionths. */
    static long safe(long betweenMillis, int driftPerMillion) {
        BigInteger whole = Ratio.of(WeekPlan.MILLIS_PER_DAY)
                .dividedBy(Ratio.of(betweenMillis).times(Ratio.of(MILLION - driftPerMillion, MILLION)))
                .floor();
        return whole.longValueExact() + 1;
    }
}
