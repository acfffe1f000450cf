// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What happens when a drug stops, to be named whenever it is stopped or much less of it is ordered.
 *
 * @param priority how urgent it is
 * @param text what is seen, in words
 * @param onset how soon, in words
 * @param source where it was taken from
 * @param trust how far it can be trusted
 */
public record Withdrawal(Priority priority, String text, String onset, String source, Trust trust) {

    /** How urgent an interrupted delivery is. */
    public enum Priority {
        /** A syndrome that can kill or hospitalise. */
        HIGH,
        /** The treated complaint comes back. */
        MEDIUM,
        /** No effect of stopping is known. */
        NONE
    }

    public Withdrawal {
        if (!trust.mayDecide()) {
            throw new IllegalArgumentException("a withdrawal profile rests on " + trust + "; find the source");
        }
        if (text.isBlank() || onset.isBlank() || source.isBlank()) {
            throw new IllegalArgumentException("a withdrawal profile says what, how soon, and from which source");
        }
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("priority", priority.name())
                .put("text", text)
                .put("onset", onset)
                .put("source", source)
                .put("trust", trust.name())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Withdrawal fromJson(JsonObject json) {
        json.onlyNames("priority", "text", "onset", "source", "trust");
        return new Withdrawal(
                KnownWord.of(Priority.class, json.string("priority")),
                json.string("text"),
                json.string("onset"),
                json.string("source"),
                KnownWord.of(Trust.class, json.string("trust")));
    }
}
