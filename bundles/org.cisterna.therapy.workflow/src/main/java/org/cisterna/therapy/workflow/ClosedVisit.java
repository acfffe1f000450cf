// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.List;

/**
 * What a fold keeps of a visit that was closed: where it stands in the ledger, and what no entry of its own says. A pump has hundreds of them in its
 * life, and hardly anybody asks for one; who does reads two entries.
 *
 * @param id its name
 * @param opened sequence of the entry that opened it
 * @param closed sequence of the entry that closed it, of the last one when there are several
 * @param patient the hospital's reference, as the pump was enrolled when it was opened
 * @param changes the changes of dose drafted in it, the oldest first
 */
record ClosedVisit(String id, long opened, long closed, String patient, List<String> changes) {

    ClosedVisit {
        changes = List.copyOf(changes);
    }

    /** It was closed once more. */
    ClosedVisit closedBy(long entry) {
        return new ClosedVisit(id, opened, entry, patient, changes);
    }

    /** A change of dose was drafted in it, late. */
    ClosedVisit drafted(String change) {
        List<String> more = new ArrayList<>(changes);
        more.add(change);
        return new ClosedVisit(id, opened, closed, patient, more);
    }
}
