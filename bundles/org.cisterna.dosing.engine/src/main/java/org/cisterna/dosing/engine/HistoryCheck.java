// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Circumstances.Rise;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.Ratio;

/** Whether the history of doses can be true. */
final class HistoryCheck implements Check {

    @Override
    public String name() {
        return "history";
    }

    @Override
    public List<Finding> examine(Case subject) {
        DosingRequest request = subject.request();
        Instant now = request.pumpTime();
        Findings found = new Findings();
        for (LastDose last : request.lastTherapeutic()) {
            if (last.since().isAfter(now)) {
                found.against(
                        Verdict.BLOCK,
                        "TIME_IMPOSSIBLE",
                        last.drug(),
                        last.since().toString(),
                        "not after " + now,
                        "the last dose of " + last.drug() + " would have begun after now, " + now
                                + "; compare the pump's clock with its record",
                        Authority.RECORD);
            }
            if (request.lastTherapeutic().stream()
                            .filter(each -> each.drug().equals(last.drug()))
                            .count()
                    > 1) {
                found.add(
                        Verdict.BLOCK,
                        "LAST_DOSE_TWICE",
                        last.drug(),
                        last.rate().text(),
                        "the request holds more than one last therapeutic dose of " + last.drug()
                                + "; it must hold one");
            }
        }
        for (DrugCase drug : subject.solutionDrugs()) {
            differs(subject, drug, found);
        }
        request.circumstances()
                .yearAgo()
                .filter(each -> each.since().isAfter(now))
                .ifPresent(each -> found.against(
                        Verdict.BLOCK,
                        "TIME_IMPOSSIBLE",
                        "yearAgo",
                        each.since().toString(),
                        "not after " + now,
                        "the dose of a year ago would have begun after now, " + now
                                + "; compare the pump's clock with its record",
                        Authority.RECORD));
        for (Rise each : request.circumstances().rises().orElse(List.of())) {
            if (each.at().isAfter(now)) {
                found.against(
                        Verdict.BLOCK,
                        "TIME_IMPOSSIBLE",
                        each.drug(),
                        each.at().toString(),
                        "not after " + now,
                        "a rise of " + each.drug() + " would have been after now, " + now
                                + "; compare the pump's clock with its record",
                        Authority.RECORD);
            }
        }
        return found.list();
    }

    /**
     * What runs is what was given last, as far as the pump's grid can tell; else one of the two is not true, and each step was held against the wrong
     * one. What stands still, or gives so little that it counts as interrupted, is asked about as a restart.
     */
    private static void differs(Case subject, DrugCase drug, Findings found) {
        Optional<Ratio> runs = drug.before().map(DailyDose::nanograms);
        Optional<Ratio> last = drug.comparable().map(DailyDose::nanograms);
        if (runs.isEmpty()
                || last.isEmpty()
                || !Case.isTherapy(subject.request())
                || RestartCheck.isInterrupted(subject, drug, drug.comparable().get())) {
            return;
        }
        Ratio step = subject.request()
                .running()
                .flatMap(each -> each.solution().concentrationOf(drug.id()))
                .map(each -> each.exact()
                        .times(subject.request().capabilities().rateGrid().nanolitresPerDay())
                        .dividedBy(1_000_000))
                .orElse(Ratio.ZERO);
        if (runs.get().minus(last.get()).abs().compareTo(step) > 0) {
            found.twoPersons(
                    "LAST_DOSE_DIFFERS",
                    drug.id(),
                    drug.comparable().get().text(),
                    Optional.of(drug.before().get().text()),
                    "the record has " + drug.comparable().get().text() + " of " + drug.name()
                            + " as the last dose, and the pump gives "
                            + drug.before().get().text()
                            + " now; against that this order is "
                            + Shown.change(
                                    runs.get(),
                                    drug.highest().map(DailyDose::nanograms).orElse(runs.get()))
                            + ". Find out which of the two is true, or confirm both",
                    Authority.RECORD);
        }
    }
}
