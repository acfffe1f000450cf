// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Comparator;
import java.util.List;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Concentration;

/** Holds the concentration of every drug of the solution against every limit of it. */
final class ConcentrationCheck implements Check {

    private static final Comparator<Limit> TIGHTEST = Comparator.comparing(Limit::concentration);

    @Override
    public String name() {
        return "concentration";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        for (DrugCase drug : subject.solutionDrugs()) {
            judge(subject, drug, drug.concentration().orElseThrow(), found);
        }
        return found.list();
    }

    private static void judge(Case subject, DrugCase drug, Concentration concentration, Findings found) {
        List<Authority.Ruled> limits =
                Authority.limits(subject.request(), drug.id(), LimitKind.MAX_CONCENTRATION, TIGHTEST);
        if (limits.isEmpty()) {
            found.add(
                    Verdict.CONFIRM,
                    "NO_CONCENTRATION_RULE",
                    drug.id(),
                    concentration.text(),
                    "no limiter knows a limit of the concentration of " + drug.name()
                            + "; compare it with the order and the vial");
            return;
        }
        List<Authority.Ruled> broken = limits.stream()
                .filter(each -> concentration.compareTo(each.limit().concentration()) > 0)
                .toList();
        for (Authority.Ruled each : broken) {
            found.broken(
                    each,
                    "CONCENTRATION",
                    drug.id(),
                    concentration.text(),
                    drug.name() + " " + concentration.text() + " is above "
                            + each.limit().value() + ", " + each.limit().reason()
                            + "; compare it with the order and the vial");
        }
        if (broken.isEmpty()) {
            Authority.Ruled tightest = limits.get(0);
            found.against(
                    Verdict.PASS,
                    "CONCENTRATION",
                    drug.id(),
                    concentration.text(),
                    tightest.limit().value(),
                    tightest.limit().reason(),
                    tightest.authority());
        }
    }
}
