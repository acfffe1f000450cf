// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;

/** Holds the 24 h dose of every drug of the solution, the secondary ones too, against every limit of it. */
final class DoseLimitCheck implements Check {

    private static final Comparator<Limit> TIGHTEST = Comparator.comparing(Limit::doseRate);

    @Override
    public String name() {
        return "daily dose";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        for (DrugCase drug : subject.solutionDrugs()) {
            drug.highest().ifPresent(dose -> judge(subject, drug, dose, found));
        }
        return found.list();
    }

    private static void judge(Case subject, DrugCase drug, DailyDose dose, Findings found) {
        List<Authority.Ruled> limits =
                Authority.limits(subject.request(), drug.id(), LimitKind.MAX_DAILY_DOSE, TIGHTEST);
        if (limits.isEmpty()) {
            found.add(
                    Verdict.CONFIRM,
                    "NO_DOSE_RULE",
                    drug.id(),
                    dose.text(),
                    "no limiter knows a limit of the daily dose of " + drug.name() + "; confirm the dose itself");
            return;
        }
        List<Authority.Ruled> broken = limits.stream()
                .filter(each -> dose.nanograms().exceeds(each.limit().doseRate()))
                .toList();
        for (Authority.Ruled each : broken) {
            found.broken(
                    each,
                    "DAILY_DOSE",
                    drug.id(),
                    dose.text(),
                    drug.name() + " " + dose.text() + " is above "
                            + each.limit().value() + ", "
                            + each.limit().reason()
                            + (each.limit().effect() == Verdict.BLOCK ? "; order less" : "; confirm the dose"));
        }
        if (broken.isEmpty()) {
            Authority.Ruled tightest = limits.get(0);
            found.against(
                    Verdict.PASS,
                    "DAILY_DOSE",
                    drug.id(),
                    dose.text(),
                    tightest.limit().value(),
                    tightest.limit().reason(),
                    tightest.authority());
        }
    }
}
