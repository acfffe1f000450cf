// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.Objects;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * What one check says, complete enough to act upon.
 *
 * @param code a stable name in capitals, listed in {@code docs/dosing.md}
 * @param verdict what follows from it
 * @param twoPersons whether a CONFIRM needs two persons; false for any other verdict
 * @param subject what it is about: a drug, {@code order}, {@code order.steps[2]}, {@code catheter[0]}…
 * @param value what was found, with its unit, or in words
 * @param limit what it was held against, with its unit, when there is such a thing
 * @param message what happened, to which value, and what to do
 * @param source where the limit comes from
 * @param sourceVersion the version of that source: of a library, of an institution's limits, of the engine's policy
 * @param limiter who set the limit: {@code library}, {@code institution}, {@code pump}, {@code engine}
 */
public record Finding(
        String code,
        Verdict verdict,
        boolean twoPersons,
        String subject,
        String value,
        Optional<String> limit,
        String message,
        Optional<String> source,
        Optional<String> sourceVersion,
        Optional<String> limiter) {

    public Finding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(message, "message");
        if (twoPersons && verdict != Verdict.CONFIRM) {
            throw new IllegalArgumentException("only a CONFIRM is given by two persons: " + code + " is a " + verdict);
        }
    }

    /** As JSON, absent parts left out. */
    public JsonObject toJson() {
        return Json.object()
                .put("code", code)
                .put("verdict", verdict.name())
                .putOptional("twoPersons", twoPersons ? Optional.of(true) : Optional.empty())
                .put("subject", subject)
                .put("value", value)
                .putOptional("limit", limit)
                .put("message", message)
                .putOptional("source", source)
                .putOptional("sourceVersion", sourceVersion)
                .putOptional("limiter", limiter)
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Finding fromJson(JsonObject json) {
        return new Finding(
                json.string("code"),
                KnownWord.of(Verdict.class, json.string("verdict")),
                json.get("twoPersons").isPresent() && json.flag("twoPersons"),
                json.string("subject"),
                json.string("value"),
                json.optionalString("limit"),
                json.string("message"),
                json.optionalString("source"),
                json.optionalString("sourceVersion"),
                json.optionalString("limiter"));
    }
}
