// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.Optional;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/**
 * How a visit is to end. A visit ends only with the pump seen running, or stopped by order with a date and somebody who sees to it.
 *
 * @param ending which of the two
 * @param restart for {@link Ending#STOPPED_BY_ORDER}: the day of pump time, {@code 2026-03-05}, by which it is to be restarted
 * @param owner for {@link Ending#STOPPED_BY_ORDER}: the account of the programmer or clinician who sees to it
 */
public record CloseRequest(Ending ending, Optional<String> restart, Optional<String> owner) {

    /** The two ends. */
    public enum Ending {
        /** The pump was read after all that was done in the visit, and delivers. */
        RUNNING,
        /** The pump was read after all that was done in the visit, and stands still, by order. */
        STOPPED_BY_ORDER
    }

    /** The pump runs. */
    public static CloseRequest running() {
        return new CloseRequest(Ending.RUNNING, Optional.empty(), Optional.empty());
    }

    /** The pump stays stopped until a day, and somebody sees to it. */
    public static CloseRequest stoppedByOrder(String restart, String owner) {
        return new CloseRequest(Ending.STOPPED_BY_ORDER, Optional.of(restart), Optional.of(owner));
    }

    /**
     * Reads the JSON form: {@code {"ending":"STOPPED_BY_ORDER","restart":"2026-03-05","owner":"clara"}}.
     *
     * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
     */
    public static CloseRequest fromJson(JsonObject json) {
        json.onlyNames("ending", "restart", "owner");
        String ending = json.string("ending");
        for (Ending each : Ending.values()) {
            if (each.name().equals(ending)) {
                return new CloseRequest(each, json.optionalString("restart"), json.optionalString("owner"));
            }
        }
        throw new JsonException("$.ending", "is neither RUNNING nor STOPPED_BY_ORDER");
    }
}
