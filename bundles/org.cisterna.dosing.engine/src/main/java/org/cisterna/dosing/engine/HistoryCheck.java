// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Instant;
import java.util.List;
import org.cisterna.dosing.Circumstances.Rise;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LastDose;
import org.cisterna.dosing.Verdict;

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
}
