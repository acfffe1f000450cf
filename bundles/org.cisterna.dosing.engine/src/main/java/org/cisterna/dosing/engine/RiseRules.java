// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/**
 * Holds a dose of 24 h that is not the one of a day against the last therapeutic dose: the rules for a rise, in percent and as a dose, and the
 * jump of a unit. It says nothing where nothing is broken.
 */
final class RiseRules {

    private RiseRules() {}

    /**
     * Judges a dose.
     *
     * @param judged what is held against the same rules elsewhere; no more than that raises no second question
     * @param when the dose is given, in words that follow it
     * @param advice what to do, in words
     */
    static void judge(
            Case subject,
            String drug,
            DailyDose dose,
            Optional<DailyDose> judged,
            String when,
            String advice,
            Findings found) {
        subject.drugs().stream()
                .filter(each -> each.id().equals(drug))
                .filter(each -> judged.isEmpty() || dose.compareTo(judged.get()) > 0)
                .findFirst()
                .ifPresent(each -> each.comparable()
                        .filter(last -> dose.compareTo(last) > 0)
                        .ifPresent(last -> rise(subject, each, last, dose, when, advice, found)));
    }

    private static void rise(
            Case subject, DrugCase drug, DailyDose last, DailyDose dose, String when, String advice, Findings found) {
        UnitJumpCheck.jumpedUp(subject, drug, dose, last, when, found);
        String change = Shown.change(last.nanograms(), dose.nanograms());
        String what = drug.name() + " comes from " + last.text() + " to " + dose.text() + when + ", " + change;
        Ratio rise = dose.nanograms().minus(last.nanograms());
        List<Authority.Ruled> shares = Authority.limits(
                subject.request(), drug.id(), LimitKind.MAX_INCREASE, Comparator.comparing(Limit::share));
        for (Authority.Ruled each : shares) {
            if (rise.dividedBy(last.nanograms()).compareTo(each.limit().share()) > 0) {
                found.broken(each, "STEP_CHANGE", drug.id(), change, more(what, each.limit(), advice));
            }
        }
        List<Authority.Ruled> doses = Authority.limits(
                subject.request(), drug.id(), LimitKind.MAX_INCREASE_DOSE, Comparator.comparing(Limit::doseRate));
        for (Authority.Ruled each : doses) {
            if (rise.exceeds(each.limit().doseRate())) {
                found.broken(
                        each, "STEP_DOSE", drug.id(), new DailyDose(rise).text(), more(what, each.limit(), advice));
            }
        }
        if (shares.isEmpty() && doses.isEmpty()) {
            found.add(
                    Verdict.CONFIRM,
                    "NO_STEP_RULE",
                    drug.id(),
                    change,
                    what + ", and no limiter knows a rule for its steps under \""
                            + subject.request().indication() + "\"; " + advice);
        }
    }

    private static String more(String what, Limit limit, String advice) {
        return what + ", more than " + limit.value() + " in one step (" + limit.reason() + "); " + advice;
    }
}
