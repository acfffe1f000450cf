// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Identified;

/**
 * One request, taken apart.
 *
 * @param who whoever sign-in recognised; empty on the few routes that need nobody
 * @param path what stood in the places of the route's pattern
 * @param query parameters of the query, each once
 * @param body of the request, when there was one
 */
record Call(Optional<Identified> who, Map<String, String> path, Map<String, String> query, Optional<Json> body) {

    /** Whoever asks; sign-in let nobody else through. */
    Identified identified() throws Refusal {
        return who.orElseThrow(
                () -> new Refusal(401, Violation.of("TOKEN_MISSING", "send the header 'Authorization: Bearer TOKEN'")));
    }

    /** What stood in a place of the path. */
    String at(String place) {
        String text = path.get(place);
        if (text == null) {
            throw new IllegalStateException("the route has no place named " + place);
        }
        return text;
    }

    /** The pump that the path names. */
    PumpId pump() throws Refusal {
        String manufacturer = at("manufacturer");
        String serial = at("serial");
        if (!PumpId.isValid(manufacturer, serial)) {
            throw new Refusal(
                    404,
                    Violation.of(
                            "UNKNOWN_PUMP",
                            "path",
                            shortened(manufacturer + "/" + serial),
                            "a pump is named by manufacturer and serial; see the list of pumps"));
        }
        return new PumpId(manufacturer, serial);
    }

    /** The body, which must be a JSON object. */
    JsonObject object() throws Refusal {
        if (body.isPresent() && body.get() instanceof JsonObject object) {
            return object;
        }
        throw new Refusal(
                400,
                Violation.of(
                        "BODY_MISSING", "the body of the request must be a JSON object; see /api/v1/openapi.json"));
    }

    /** A whole number of the query within bounds. */
    long number(String name, long otherwise, long least, long most) throws Refusal {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,19}")) {
            BigInteger number = new BigInteger(text);
            if (number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.longValueExact();
            }
        }
        throw new Refusal(
                400,
                Violation.of("BAD_QUERY", name, shortened(text), "give a whole number from " + least + " to " + most)
                        .against(least + " to " + most, "this interface"));
    }

    /** A text of the query, without spaces around it; empty when there is none. */
    String text(String name) {
        String text = query.get(name);
        return text == null ? "" : text.strip();
    }

    /** A word of the query that some name; refused, with all there are, when it names none of them. */
    <T> T choice(String name, T otherwise, Function<String, Optional<T>> named, List<String> words) throws Refusal {
        String text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        return named.apply(text)
                .orElseThrow(() -> new Refusal(
                        400,
                        Violation.of("BAD_QUERY", name, shortened(text), "give one of " + String.join(", ", words))
                                .against(String.join(", ", words), "this interface")));
    }

    /** An instant of the query. */
    Optional<Instant> instant(String name) throws Refusal {
        String text = text(name);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException wrong) {
            throw new Refusal(
                    400,
                    Violation.of(
                                    "BAD_QUERY",
                                    name,
                                    shortened(text),
                                    "give an instant of house time in UTC, for example 2026-03-05T08:00:00Z")
                            .against("an instant in UTC", "this interface"));
        }
    }

    static String shortened(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
    }

    /** A request that cannot be carried out as it came. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient Violation violation;

        Refusal(int status, Violation violation) {
            super(violation.message());
            this.status = status;
            this.violation = violation;
        }

        /** A body of the wrong form. */
        static Refusal of(JsonException wrong) {
            return new Refusal(
                    400,
                    Violation.of(
                            "BAD_BODY",
                            "the body of the request is not what this address takes: " + wrong.getMessage()));
        }

        int status() {
            return status;
        }

        Violation violation() {
            return violation;
        }
    }
}
