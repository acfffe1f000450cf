// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.util.Collection;

/** What objects and arrays have in common: how deep they are, and how a value inside is found and named. */
final class Nesting {

    private Nesting() {}

    /** The depth of a container of these values. */
    static int around(Collection<Json> values) {
        int deepest = 0;
        for (Json each : values) {
            deepest = Math.max(deepest, depth(each));
        }
        int depth = 1 + deepest;
        if (depth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException(tooDeep());
        }
        return depth;
    }

    static String tooDeep() {
        return "objects and arrays nest at most " + Json.MAX_DEPTH + " deep; flatten the document";
    }

    private static int depth(Json value) {
        if (value instanceof JsonObject object) {
            return object.depth();
        }
        return value instanceof JsonArray array ? array.depth() : 0;
    }

    /** The same value, knowing where it stands. */
    static Json place(Json value, Place place) {
        if (value instanceof JsonObject object) {
            return object.at(place);
        }
        return value instanceof JsonArray array ? array.at(place) : value;
    }

    static <T extends Json> T as(Class<T> type, String wanted, Json value, Place place) {
        if (!type.isInstance(value)) {
            throw new JsonException(place.toString(), "is " + kind(value) + ", and " + wanted + " is wanted");
        }
        return type.cast(value);
    }

    private static String kind(Json value) {
        if (value instanceof JsonObject) {
            return "an object";
        } else if (value instanceof JsonArray) {
            return "an array";
        } else if (value instanceof JsonString text) {
            return "the string " + WholeText.quoted(text.value());
        } else if (value instanceof JsonNumber number) {
            return "the number " + number.value();
        } else if (value instanceof JsonBoolean flag) {
            return String.valueOf(flag.value());
        }
        return "null";
    }
}
