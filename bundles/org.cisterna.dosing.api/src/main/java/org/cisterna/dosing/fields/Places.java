// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.fields;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;

/** Finds what stands at a place that a refusal names. */
final class Places {

    private static final Pattern STEPS = Pattern.compile("[.\\[\\]]");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private Places() {}

    /** The value of a field within an object, {@code segments[1].volume}, where it is there. */
    static Optional<Json> value(JsonObject json, String field) {
        Optional<Json> at = Optional.of(json);
        for (String step : STEPS.split(field, -1)) {
            at = at.flatMap(each -> step.isEmpty() ? Optional.of(each) : below(each, step));
        }
        return at;
    }

    private static Optional<Json> below(Json value, String step) {
        if (value instanceof JsonObject object) {
            return object.get(step);
        }
        if (value instanceof JsonArray array && INDEX.matcher(step).matches()) {
            int index = Integer.parseInt(step);
            return index < array.size() ? Optional.of(array.values().get(index)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** A value as a person wrote it; nothing for what has parts of its own. */
    static String shown(Json value) {
        if (value instanceof JsonString text) {
            return text.value();
        }
        return value instanceof JsonObject || value instanceof JsonArray ? "" : value.canonicalText();
    }
}
