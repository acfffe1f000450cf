// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;

/**
 * How long a solution is known to keep in a pump, counted from its compounding. Only what was read in a source stands here: a time that
 * is remembered would lengthen the interval between refills.
 *
 * @param drugs ids of exactly the drugs of the solution, sorted
 * @param condition what it holds for: {@code undiluted}, {@code diluted}, {@code first-fill}; empty when for any
 * @param duration how long
 * @param text what is known, in words
 * @param source where it was taken from
 * @param trust how far it can be trusted
 */
public record Keeping(
        List<String> drugs, Optional<String> condition, Duration duration, String text, String source, Trust trust) {

    /**
     * Checks what the trust allows.
     *
     * @throws IllegalArgumentException in words
     */
    public Keeping {
        drugs = List.copyOf(new TreeSet<>(drugs));
        if (drugs.isEmpty() || duration.isZero() || text.isBlank() || source.isBlank()) {
            throw new IllegalArgumentException(
                    "a keeping time names its drugs, its time, what is known and its source");
        }
        if (trust != Trust.READ && trust != Trust.DERIVED && trust != Trust.INSTITUTION) {
            throw new IllegalArgumentException("a keeping time of " + drugs + " rests on " + trust
                    + "; without a source that was read the pharmacy's date is entered");
        }
    }

    /** Whether it is about exactly these drugs. */
    public boolean isOf(Collection<String> ids) {
        return Set.copyOf(drugs).equals(Set.copyOf(ids));
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("drugs", Json.texts(drugs))
                .putOptional("condition", condition)
                .put("duration", Durations.text(duration))
                .put("text", text)
                .put("source", source)
                .put("trust", trust.name())
                .build();
    }

    /** Reads what {@link #toJson()} wrote, or a person did; refuses any other field. */
    public static Keeping fromJson(JsonObject json) {
        json.onlyNames("drugs", "condition", "duration", "text", "source", "trust");
        return new Keeping(
                json.array("drugs").strings(),
                json.optionalString("condition"),
                json.value("duration", text -> Durations.parse(text).orElseThrow()),
                json.string("text"),
                json.string("source"),
                KnownWord.of(Trust.class, json.string("trust")));
    }
}
