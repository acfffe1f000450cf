// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/**
 * Holds the worst 24 h with the single bolus and with the boluses of the patient against the rules for a rise, and suspects a mistaken unit in
 * it. Boluses that the patient can ask for now are known by what runs, and their worst day is compared with then; others are not taken for
 * having run before. It adds to what is said of the day, and says nothing where nothing is broken.
 */
final class BolusStepCheck implements Check {

    @Override
    public String name() {
        return "step with boluses";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        for (DrugCase drug : subject.drugs()) {
            Optional<DailyDose> worst = BolusDay.of(subject, drug.id());
            Optional<DailyDose> last = BolusDay.comparable(subject, drug);
            if (worst.isPresent() && last.isPresent() && worst.get().compareTo(last.get()) > 0) {
                judge(subject, drug, last.get(), worst.get(), found);
            }
        }
        return found.list();
    }

    private static void judge(Case subject, DrugCase drug, DailyDose last, DailyDose worst, Findings found) {
        UnitJumpCheck.jumpedUp(subject, drug, worst, last, " on the worst day with boluses", found);
        String change = Shown.change(last.nanograms(), worst.nanograms());
        boolean ranBefore = !drug.comparable().equals(Optional.of(last));
        String what = drug.name() + " comes from " + last.text()
                + (ranBefore ? ", the worst day with the boluses that run now," : "") + " to " + worst.text()
                + " on the worst day with boluses, " + change;
        Ratio rise = worst.nanograms().minus(last.nanograms());
        List<Authority.Ruled> shares = Authority.limits(
                subject.request(), drug.id(), LimitKind.MAX_INCREASE, Comparator.comparing(Limit::share));
        for (Authority.Ruled each : shares) {
            if (rise.dividedBy(last.nanograms()).compareTo(each.limit().share()) > 0) {
                found.broken(each, "STEP_CHANGE", drug.id(), change, more(what, each.limit()));
            }
        }
        List<Authority.Ruled> doses = Authority.limits(
                subject.request(), drug.id(), LimitKind.MAX_INCREASE_DOSE, Comparator.comparing(Limit::doseRate));
        for (Authority.Ruled each : doses) {
            if (rise.exceeds(each.limit().doseRate())) {
                found.broken(each, "STEP_DOSE", drug.id(), new DailyDose(rise).text(), more(what, each.limit()));
            }
        }
        if (shares.isEmpty() && doses.isEmpty()) {
            found.add(
                    Verdict.CONFIRM,
                    "NO_STEP_RULE",
                    drug.id(),
                    change,
                    what + ", and no limiter knows a rule for its steps under \""
                            + subject.request().indication()
                            + "\"; confirm that the patient had such boluses before, or the step");
        }
    }

    private static String more(String what, Limit limit) {
        return what + ", more than " + limit.value() + " in one step (" + limit.reason()
                + "); order fewer or smaller boluses, or confirm that the patient had such boluses before";
    }
}
