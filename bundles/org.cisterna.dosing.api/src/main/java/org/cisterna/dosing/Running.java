// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;

/**
 * What the pump runs when something else is ordered, as it was read.
 *
 * @param programme what runs; {@link Programme.Stopped} when it stands still
 * @param solution what reservoir and path hold
 */
public record Running(Programme programme, Solution solution) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("programme", programme.toJson())
                .put("solution", solution.toJson())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Running fromJson(JsonObject json) {
        json.onlyNames("programme", "solution");
        return new Running(Programme.fromJson(json.object("programme")), Solution.fromJson(json.array("solution")));
    }
}
