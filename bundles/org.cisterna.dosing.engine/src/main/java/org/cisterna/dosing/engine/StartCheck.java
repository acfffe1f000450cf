// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/**
 * Rules that hold for a start, for a step as a dose, and for a year: each only where a limiter says one. Start and year are held with every bolus
 * on top of the day; a step with boluses has a check of its own.
 */
final class StartCheck implements Check {

    @Override
    public String name() {
        return "start, step as a dose and year";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        if (!Case.isTherapy(subject.request())) {
            subject.solutionDrugs().forEach(drug -> MinimumDose.of(subject, drug)
                    .ifPresent(dose -> start(subject, drug, dose, " by the minimum rate", found)));
            return found.list();
        }
        for (DrugCase drug : subject.solutionDrugs()) {
            drug.highest().ifPresent(dose -> {
                DailyDose most = BolusDay.orMore(subject, drug.id(), dose);
                String when = BolusDay.whenMore(most, dose);
                start(subject, drug, most, when, found);
                step(subject, drug, dose, found);
                year(subject, drug, most, when, found);
            });
        }
        return found.list();
    }

    /** Holds the dose by which a drug starts against what the limiters know of its start. */
    static void start(Case subject, DrugCase drug, DailyDose dose, String when, Findings found) {
        if (drug.comparable().isPresent()) {
            return;
        }
        List<Authority.Ruled> limits = Authority.limits(
                subject.request(), drug.id(), LimitKind.MAX_START_DOSE, Comparator.comparing(Limit::doseRate));
        boolean held = true;
        for (Authority.Ruled each : limits) {
            if (dose.nanograms().exceeds(each.limit().doseRate())) {
                held = false;
                found.broken(
                        each,
                        "START_DOSE",
                        drug.id(),
                        dose.text(),
                        drug.name() + " starts at " + dose.text() + when + ", above "
                                + each.limit().value() + " ("
                                + each.limit().reason() + "); start lower, or confirm");
            }
        }
        if (held && !limits.isEmpty()) {
            Authority.Ruled tightest = limits.get(0);
            found.against(
                    Verdict.PASS,
                    "START_DOSE",
                    drug.id(),
                    dose.text(),
                    tightest.limit().value(),
                    tightest.limit().reason(),
                    tightest.authority());
        }
    }

    /** A rise as a dose; a rise in percent has its own check. */
    private static void step(Case subject, DrugCase drug, DailyDose dose, Findings found) {
        Optional<DailyDose> last = drug.comparable();
        if (last.isEmpty() || dose.compareTo(last.get()) <= 0) {
            return;
        }
        DailyDose rise = new DailyDose(dose.nanograms().minus(last.get().nanograms()));
        for (Authority.Ruled each : Authority.limits(
                subject.request(), drug.id(), LimitKind.MAX_INCREASE_DOSE, Comparator.comparing(Limit::doseRate))) {
            if (rise.nanograms().exceeds(each.limit().doseRate())) {
                found.broken(
                        each,
                        "STEP_DOSE",
                        drug.id(),
                        rise.text(),
                        drug.name() + " rises by " + rise.text() + ", more than "
                                + each.limit().value() + " in one step ("
                                + each.limit().reason() + "); order a smaller step, or confirm");
            } else {
                found.against(
                        Verdict.PASS,
                        "STEP_DOSE",
                        drug.id(),
                        rise.text(),
                        each.limit().value(),
                        each.limit().reason(),
                        each.authority());
            }
        }
    }

    private static void year(Case subject, DrugCase drug, DailyDose dose, String when, Findings found) {
        Optional<LastDose> before = subject.request()
                .circumstances()
                .yearAgo()
                .filter(each -> each.drug().equals(drug.id()) && each.rate().baseUnits() > 0);
        if (before.isEmpty()) {
            return;
        }
        Ratio then = before.get().rate().exact();
        Ratio share = dose.nanograms().dividedBy(then).minus(Ratio.ONE);
        for (Authority.Ruled each : Authority.limits(
                subject.request(), drug.id(), LimitKind.MAX_YEARLY_INCREASE, Comparator.comparing(Limit::share))) {
            if (share.compareTo(each.limit().share()) > 0) {
                found.broken(
                        each,
                        "GRANULOMA",
                        drug.id(),
                        Shown.change(then, dose.nanograms()),
                        drug.name() + " rose by " + Shown.change(then, dose.nanograms()) + when + " since "
                                + before.get().since() + ", more than "
                                + each.limit().value() + " (" + each.limit().reason()
                                + "); a mass may form at the tip: look for new pain, numbness or weakness, and confirm");
            } else {
                found.against(
                        Verdict.PASS,
                        "GRANULOMA",
                        drug.id(),
                        Shown.change(then, dose.nanograms()),
                        each.limit().value(),
                        each.limit().reason(),
                        each.authority());
            }
        }
    }
}
