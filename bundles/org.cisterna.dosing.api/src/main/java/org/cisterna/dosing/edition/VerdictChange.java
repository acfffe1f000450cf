// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.edition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;

/**
 * A request that another edition would decide otherwise: what is looked at before that edition is released.
 *
 * @param request digest of the request as it was made
 * @param before its verdict
 * @param after its verdict with the other edition
 * @param reasons findings that do not pass and were not there before, the most limiting first
 */
public record VerdictChange(Digest request, Verdict before, Verdict after, List<Finding> reasons) {

    public VerdictChange {
        reasons = List.copyOf(reasons);
    }

    /**
     * Decides every request again.
     *
     * @param engine the engine
     * @param requests as they were made, of the pumps in question
     * @param edition the edition that would be used
     * @return those whose verdict changes, in the order of the requests
     */
    public static List<VerdictChange> of(
            DosingEngine engine, Collection<DosingRequest> requests, EditionContent edition) {
        List<VerdictChange> changes = new ArrayList<>();
        for (DosingRequest each : requests) {
            Proposal before = engine.propose(each);
            Proposal after = engine.propose(edition.applied(each));
            if (before.verdict() != after.verdict()) {
                changes.add(new VerdictChange(
                        each.digest(),
                        before.verdict(),
                        after.verdict(),
                        after.findings().stream()
                                .filter(finding -> finding.verdict() != Verdict.PASS)
                                .filter(finding -> before.findings().stream().noneMatch(old -> isSame(old, finding)))
                                .toList()));
            }
        }
        return List.copyOf(changes);
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.code().equals(other.code())
                && one.subject().equals(other.subject())
                && one.verdict() == other.verdict()
                && one.limit().equals(other.limit());
    }
}
