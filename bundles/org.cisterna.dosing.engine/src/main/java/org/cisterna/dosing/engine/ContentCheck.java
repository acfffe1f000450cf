// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Running;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;

/** Whether the path still holds what the programme is meant for. Another content needs a bridge, which belongs to a refill. */
final class ContentCheck implements Check {

    @Override
    public String name() {
        return "content";
    }

    @Override
    public List<Finding> examine(Case subject) {
        DosingRequest request = subject.request();
        Findings found = new Findings();
        Optional<Solution> old = request.running().map(Running::solution);
        if (old.isEmpty() || sameContent(old.get(), request.solution())) {
            return found.list();
        }
        found.add(
                Verdict.BLOCK,
                "BRIDGE_REQUIRED",
                "solution",
                request.solution().text(),
                "the path still holds " + old.get().text() + withoutBridge(subject, old.get())
                        + "; a change of content belongs to a refill and needs a bridge, which is not offered here");
        return found.list();
    }

    private static boolean sameContent(Solution one, Solution other) {
        return new HashSet<>(one.ingredients()).equals(new HashSet<>(other.ingredients()));
    }

    private static String withoutBridge(Case subject, Solution old) {
        Solution.Ingredient primary = subject.request().solution().primary();
        Optional<Concentration> before = old.concentrationOf(primary.drug());
        if (before.isEmpty() || subject.programme().isEmpty()) {
            return "";
        }
        DailyDose dose = DailyDose.of(subject.programme().get(), before.get());
        return "; without a bridge the patient would get " + dose.text() + " of " + primary.drug()
                + " until it is used up";
    }
}
