// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.edition;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Finding;

/**
 * A pump whose last released decision another edition would make otherwise.
 *
 * @param pump as {@code manufacturer/serial}
 * @param change what would change
 */
public record PumpVerdict(String pump, VerdictChange change) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("pump", pump)
                .put("request", change.request().text())
                .put("before", change.before().name())
                .put("after", change.after().name())
                .put(
                        "reasons",
                        Json.array(
                                change.reasons().stream().map(Finding::toJson).toList()))
                .build();
    }
}
