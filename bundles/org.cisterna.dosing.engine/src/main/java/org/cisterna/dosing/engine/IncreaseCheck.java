// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/** Holds a rise against the titration rules of the indication (F12): how far in one step, and how soon after the last change. */
final class IncreaseCheck implements Check {

    private static final Comparator<Limit> SMALLEST_STEP = Comparator.comparing(Limit::share);
    private static final Comparator<Limit> LONGEST_WAIT =
            Comparator.comparing(Limit::interval).reversed();

    @Override
    public String name() {
        return "increase";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        for (DrugCase drug : subject.solutionDrugs()) {
            if (drug.comparable().isPresent() && drug.highest().isPresent()) {
                judge(subject, drug, drug.comparable().get(), drug.highest().get(), found);
            }
        }
        return found.list();
    }

    private static void judge(Case subject, DrugCase drug, DailyDose last, DailyDose now, Findings found) {
        if (now.compareTo(last) <= 0) {
            return;
        }
        String change = Shown.change(last.nanograms(), now.nanograms());
        List<Authority.Ruled> steps =
                Authority.limits(subject.request(), drug.id(), LimitKind.MAX_INCREASE, SMALLEST_STEP);
        if (steps.isEmpty()) {
            unruled(subject, drug, last, now, change, found);
        } else {
            step(drug, last, now, change, steps, found);
        }
        interval(subject, drug, found);
    }

    /** A step that some limiter rules as a dose has its rule there. */
    private static void unruled(
            Case subject, DrugCase drug, DailyDose last, DailyDose now, String change, Findings found) {
        if (Authority.limits(
                        subject.request(),
                        drug.id(),
                        LimitKind.MAX_INCREASE_DOSE,
                        Comparator.comparing(Limit::doseRate))
                .isEmpty()) {
            found.add(
                    Verdict.CONFIRM,
                    "NO_STEP_RULE",
                    drug.id(),
                    change,
                    drug.name() + " rises from " + last.text() + " to " + now.text() + ", " + change
                            + ", and no limiter knows a rule for its steps under \""
                            + subject.request().indication() + "\"; confirm the step");
        }
    }

    private static void step(
            DrugCase drug, DailyDose last, DailyDose now, String change, List<Authority.Ruled> steps, Findings found) {
        Ratio share = now.nanograms().dividedBy(last.nanograms()).minus(Ratio.ONE);
        boolean held = true;
        for (Authority.Ruled each : steps) {
            if (share.compareTo(each.limit().share()) > 0) {
                held = false;
                found.broken(
                        each,
                        "STEP_CHANGE",
                        drug.id(),
                        change,
                        drug.name() + " rises from " + last.text() + " to " + now.text() + ", " + change
                                + ", more than " + each.limit().value() + " in one step ("
                                + each.limit().reason() + "); order a smaller step, or confirm");
            }
        }
        if (held) {
            Authority.Ruled tightest = steps.get(0);
            found.against(
                    Verdict.PASS,
                    "STEP_CHANGE",
                    drug.id(),
                    change,
                    tightest.limit().value(),
                    "from " + last.text() + " to " + now.text() + " ("
                            + tightest.limit().reason() + ")",
                    tightest.authority());
        }
    }

    private static void interval(Case subject, DrugCase drug, Findings found) {
        List<Authority.Ruled> waits =
                Authority.limits(subject.request(), drug.id(), LimitKind.MIN_INCREASE_INTERVAL, LONGEST_WAIT);
        Duration since = Duration.between(
                drug.last().orElseThrow().since(), subject.request().pumpTime());
        boolean held = true;
        for (Authority.Ruled each : waits) {
            if (since.compareTo(each.limit().interval()) < 0) {
                held = false;
                found.broken(
                        each,
                        "STEP_INTERVAL",
                        drug.id(),
                        Shown.hours(since),
                        drug.name() + " was last changed " + Shown.hours(since) + " ago, less than "
                                + each.limit().value() + " (" + each.limit().reason() + "); wait, or confirm");
            }
        }
        if (held && !waits.isEmpty()) {
            Authority.Ruled longest = waits.get(0);
            found.against(
                    Verdict.PASS,
                    "STEP_INTERVAL",
                    drug.id(),
                    Shown.hours(since),
                    longest.limit().value(),
                    longest.limit().reason(),
                    longest.authority());
        }
    }
}
