// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;

/**
 * A visit: the time in which somebody is at a pump. One pump has at most one open visit.
 *
 * @param id its name
 * @param pump which pump
 * @param patient the hospital's pseudonymous reference
 * @param opened house time
 * @param openedBy who
 * @param entry sequence of the ledger entry that opened it
 * @param changes the changes of dose drafted in it, the oldest first
 * @param closing how it ended; empty while it is open
 */
public record Visit(
        String id,
        PumpId pump,
        String patient,
        Instant opened,
        Staff openedBy,
        long entry,
        List<String> changes,
        Optional<Closing> closing) {

    /**
     * The end of a visit.
     *
     * @param ending how the pump was left
     * @param at house time
     * @param by who closed it
     * @param reading sequence of the ledger entry of the reading that showed the pump so
     * @param restart day of pump time by which a stopped pump is to be restarted
     * @param owner who sees to that
     */
    public record Closing(
            CloseRequest.Ending ending,
            Instant at,
            Staff by,
            long reading,
            Optional<LocalDate> restart,
            Optional<Staff> owner) {

        /** As JSON. */
        public JsonObject toJson() {
            return Json.object()
                    .put("ending", ending.name())
                    .put("at", at.toString())
                    .put("by", by.toJson())
                    .put("reading", reading)
                    .putOptional("restart", restart.map(LocalDate::toString))
                    .putOptional("owner", owner.map(Staff::toJson))
                    .build();
        }
    }

    /** Copies the list. */
    public Visit {
        changes = List.copyOf(changes);
    }

    /** Whether it has not ended. */
    public boolean isOpen() {
        return closing.isEmpty();
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("id", id)
                .put("pump", pump.text())
                .put("patient", patient)
                .put("open", isOpen())
                .put("opened", opened.toString())
                .put("openedBy", openedBy.toJson())
                .put("entry", entry)
                .put("changes", Json.texts(changes))
                .putOptional("closing", closing.map(Closing::toJson))
                .build();
    }
}
