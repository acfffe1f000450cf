// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonNumber;
import org.cisterna.canonical.JsonString;

/**
 * The closed visits of a pump. In a snapshot they stand in one flat array, five values a visit and its changes: a ledger has more of them than of
 * anything else that is kept, and a start reads them all. Guarded by the fold that owns it.
 */
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

    /** For a snapshot. */
    Json toJson() {
        List<Json> flat = new ArrayList<>();
        for (ClosedVisit each : visits.values()) {
            flat.add(Json.text(each.id()));
            flat.add(Json.number(each.opened()));
            flat.add(Json.number(each.closed()));
            flat.add(Json.text(each.patient()));
            flat.add(Json.number(each.changes().size()));
            each.changes().forEach(change -> flat.add(Json.text(change)));
        }
        return Json.array(flat);
    }

    /**
     * Out of a snapshot.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static ClosedVisits fromJson(Json json) {
        if (!(json instanceof JsonArray array)) {
            throw new IllegalArgumentException("closed visits are an array");
        }
        ClosedVisits read = new ClosedVisits();
        Values values = new Values(array.values());
        while (values.hasNext()) {
            String id = values.text();
            long opened = values.number();
            long closed = values.number();
            String patient = values.text();
            long count = values.number();
            List<String> changes = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                changes.add(values.text());
            }
            read.add(new ClosedVisit(id, opened, closed, patient, changes));
        }
        return read;
    }

    /** The values of the array, one after the other. */
    private static final class Values {
        private final List<Json> all;
        private int at;

        Values(List<Json> all) {
            this.all = all;
        }

        boolean hasNext() {
            return at < all.size();
        }

        String text() {
            if (next() instanceof JsonString text) {
                return text.value();
            }
            throw new IllegalArgumentException("a closed visit has no text at place " + (at - 1));
        }

        long number() {
            if (next() instanceof JsonNumber number) {
                return number.value();
            }
            throw new IllegalArgumentException("a closed visit has no number at place " + (at - 1));
        }

        private Json next() {
            if (!hasNext()) {
                throw new IllegalArgumentException("the last closed visit is not whole");
            }
            return all.get(at++);
        }
    }
}
