// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/**
 * Asks the prescriber when a drug starts, or starts again (F18). A pump that stands still, or gives less than a tenth of the last
 * therapeutic dose, has interrupted it; no threshold of time is known, so it is asked every time.
 */
final class RestartCheck implements Check {

    private static final Ratio INTERRUPTED = Ratio.of(10, 100);
    private static final String INTERRUPTED_TEXT = "10 % of the last therapeutic dose";

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public List<Finding> examine(Case subject) {
        Findings found = new Findings();
        for (DrugCase drug : subject.solutionDrugs()) {
            Optional<DailyDose> last = drug.comparable();
            if (last.isEmpty()) {
                found.twoPersons(
                        "START",
                        drug.id(),
                        "no last therapeutic dose",
                        Optional.empty(),
                        drug.name() + " has no last therapeutic dose, so neither its step nor a jump of its unit can be"
                                + " checked; confirm it as a start",
                        Authority.ENGINE);
            } else if (isInterrupted(subject, drug, last.get())) {
                found.against(
                        Verdict.CONFIRM,
                        "RESTART",
                        drug.id(),
                        drug.before().map(DailyDose::text).orElse("standing still"),
                        INTERRUPTED_TEXT,
                        drug.name() + " was interrupted; the last therapeutic dose was "
                                + last.get().text() + ". The prescriber confirms it, or orders a new start dose;"
                                + " nothing missed is caught up",
                        Authority.ENGINE);
            }
        }
        return found.list();
    }

    private static boolean isInterrupted(Case subject, DrugCase drug, DailyDose last) {
        if (subject.isStandingStill()) {
            return true;
        }
        Ratio before = drug.before().map(DailyDose::nanograms).orElse(Ratio.ZERO);
        return before.compareTo(last.nanograms().times(INTERRUPTED)) < 0;
    }
}
