// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Visit;

/** The closed visits of one ledger that were read last: those of the pumps that people have before them. Any thread. */
final class ReadVisits {

    private static final int MOST = 4_096;

    private record Which(PumpId pump, ClosedVisit visit) {}

    /** The one that was asked for longest ago at the front. */
    private final Map<Which, Visit> visits = new LinkedHashMap<>();

    synchronized Optional<Visit> find(PumpId pump, ClosedVisit visit) {
        Which which = new Which(pump, visit);
        Optional<Visit> known = Optional.ofNullable(visits.remove(which));
        known.ifPresent(each -> visits.put(which, each)); // to the end
        return known;
    }

    synchronized void add(PumpId pump, ClosedVisit closed, Visit visit) {
        visits.put(new Which(pump, closed), visit);
        Iterator<Visit> oldest = visits.values().iterator();
        while (visits.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized int size() {
        return visits.size();
    }
}
