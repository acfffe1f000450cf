// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What the second person types from order and vial, without having been shown the draft.
 *
 * @param drug the primary drug by its id or name, in any case of letters
 * @param concentration with its unit, {@code 2000 mcg/mL}
 * @param dailyTotal the mass ordered for 24 h, {@code 326 mcg/day}
 */
public record BlindEntry(String drug, String concentration, String dailyTotal) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("drug", drug)
                .put("concentration", concentration)
                .put("dailyTotal", dailyTotal)
                .build();
    }

    /**
     * Reads the form of {@link #toJson()}.
     *
     * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
     */
    public static BlindEntry fromJson(JsonObject json) {
        json.onlyNames("drug", "concentration", "dailyTotal");
        return new BlindEntry(json.string("drug"), json.string("concentration"), json.string("dailyTotal"));
    }
}
