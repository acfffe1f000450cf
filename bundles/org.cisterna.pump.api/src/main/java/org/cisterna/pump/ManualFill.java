// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;

/**
 * What was put into a pump without telemetry, by people's word.
 *
 * @param volume how much
 * @param solution of what
 * @param at pump time
 */
public record ManualFill(Volume volume, Solution solution, Instant at) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("volume", volume.text())
                .put("solution", solution.toJson())
                .put("at", at.toString())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static ManualFill fromJson(JsonObject json) {
        json.onlyNames("volume", "solution", "at");
        return new ManualFill(
                json.value("volume", text -> Volume.parse(text).orElseThrow()),
                Solution.fromJson(json.array("solution")),
                json.value("at", Instant::parse));
    }
}
