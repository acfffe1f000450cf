// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * One reason for which something was refused, complete enough to act upon.
 *
 * @param code a stable name in capitals, for programs and documentation
 * @param message what happened and what to do, in words
 * @param field which field or subject, when it is about one
 * @param value the value that was refused, as it came
 * @param limit what it was held against
 * @param source where the limit comes from
 */
public record Violation(
        String code,
        String message,
        Optional<String> field,
        Optional<String> value,
        Optional<String> limit,
        Optional<String> source) {

    /** A violation that concerns no single field. */
    public static Violation of(String code, String message) {
        return new Violation(code, message, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A violation of one field by one value. */
    public static Violation of(String code, String field, String value, String message) {
        return new Violation(code, message, Optional.of(field), Optional.of(value), Optional.empty(), Optional.empty());
    }

    /** The same, with the limit and the limit's source. */
    public Violation against(String newLimit, String newSource) {
        return new Violation(code, message, field, value, Optional.of(newLimit), Optional.of(newSource));
    }

    /** As JSON, absent parts left out. */
    public JsonObject toJson() {
        return Json.object()
                .put("code", code)
                .put("message", message)
                .putOptional("field", field)
                .putOptional("value", value)
                .putOptional("limit", limit)
                .putOptional("source", source)
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Violation fromJson(JsonObject json) {
        return new Violation(
                json.string("code"),
                json.string("message"),
                json.optionalString("field"),
                json.optionalString("value"),
                json.optionalString("limit"),
                json.optionalString("source"));
    }
}
