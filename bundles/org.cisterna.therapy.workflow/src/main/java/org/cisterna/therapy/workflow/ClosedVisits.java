// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The closed visits of a pump. A ledger has more of them than of anything else that is kept, and a start reads them all. Guarded by the fold that owns it. */
final class ClosedVisits {

    private final Map<String, ClosedVisit> visits = new LinkedHashMap<>();

    void add(ClosedVisit visit) {
        visits.put(visit.id(), visit);
    }

    void remove(String id) {
        visits.remove(id);
    }

    Optional<ClosedVisit> find(String id) {
        return Optional.ofNullable(visits.get(id));
    }

    List<ClosedVisit> all() {
        return List.copyOf(visits.values());
    }

    /** For a snapshot: name, the two places, patient, how many changes, and those. */
    String packed() {
        StringBuilder packed = new StringBuilder();
        for (ClosedVisit each : visits.values()) {
            Packed.text(packed, each.id());
            Packed.number(packed, each.opened());
            Packed.number(packed, each.closed());
            Packed.text(packed, each.patient());
            Packed.number(packed, each.changes().size());
            each.changes().forEach(change -> Packed.text(packed, change));
        }
        return packed.toString();
    }

    /**
     * Out of a snapshot.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static ClosedVisits unpacked(String packed) {
        ClosedVisits read = new ClosedVisits();
        Packed.Reader reader = new Packed.Reader(packed);
        String patient = "";
        while (reader.hasNext()) {
            String id = reader.text();
            long opened = reader.number();
            long closed = reader.number();
            String of = reader.text();
            // nearly always the patient of the visit before: one text for all of them
            patient = of.equals(patient) ? patient : of;
            List<String> changes = new ArrayList<>();
            for (long left = reader.number(); left > 0; left--) {
                changes.add(reader.text());
            }
            read.add(new ClosedVisit(id, opened, closed, patient, changes));
        }
        return read;
    }
}
