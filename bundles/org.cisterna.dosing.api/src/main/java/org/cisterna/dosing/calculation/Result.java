// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.calculation;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A computed amount with its name. Nothing is decided by its text.
 *
 * @param name what it is, in camel case, listed in {@code docs/calculations.md}
 * @param of which one of several it is about: a drug, a day; empty when there is one
 * @param value with its unit, rounded half to even where its decimals go on, or in words
 * @param exact the exact fraction in the base unit; empty when the value shows all of it
 */
public record Result(String name, Optional<String> of, String value, Optional<String> exact) {

    /** As JSON, absent parts left out. */
    public JsonObject toJson() {
        return Json.object()
                .put("name", name)
                .putOptional("of", of)
                .put("value", value)
                .putOptional("valueExact", exact)
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Result fromJson(JsonObject json) {
        json.onlyNames("name", "of", "value", "valueExact");
        return new Result(
                json.string("name"),
                json.optionalString("of"),
                json.string("value"),
                json.optionalString("valueExact"));
    }
}
