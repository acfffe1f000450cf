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
    private final Map<Which, Visit> visits = new LinkedHashMap<>(16, 0.75f, true);

    synchronized Optional<Visit> find(PumpId pump, ClosedVisit visit) {
        return Optional.ofNullable(visits.get(new Which(pump, visit)));
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
