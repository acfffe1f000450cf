// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Refusal;
import org.cisterna.web.Problem;

/** What a route answers. */
sealed interface Result {

    /**
     * JSON.
     *
     * @param status of HTTP
     * @param body what is answered
     */
    record Body(int status, Json body) implements Result {}

    /** A file. */
    final class File implements Result {
        private final String mediaType;
        private final byte[] bytes;
        private final boolean immutable;

        /**
         * A file; its bytes are not copied.
         *
         * @param immutable whether it may be kept for ever
         */
        File(String mediaType, byte[] bytes, boolean immutable) {
            this.mediaType = mediaType;
            this.bytes = bytes;
            this.immutable = immutable;
        }

        String mediaType() {
            return mediaType;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean immutable() {
            return immutable;
        }
    }

    /**
     * Lines that are neither JSON nor a problem.
     *
     * @param status of HTTP
     * @param mediaType as the protocol has it
     * @param text what is answered
     */
    record Text(int status, String mediaType, String text) implements Result {}

    /**
     * Somewhere else.
     *
     * @param location where
     */
    record Moved(String location) implements Result {}

    /**
     * A refusal.
     *
     * @param problem what is said
     */
    record Refused(Problem problem) implements Result {}

    /** The media type of JSON. */
    String JSON = "application/json";

    /** 200 with JSON. */
    static Result ok(Json body) {
        return new Body(200, body);
    }

    /** The answer of a service: its value as JSON, or its refusal. */
    static <T> Result of(int status, Answer<T> answer, Function<? super T, ? extends Json> toJson) {
        return answer instanceof Answer.Done<T> done
                ? new Body(status, toJson.apply(done.value()))
                : refused(answer.violations());
    }

    /** A refusal for these reasons. */
    static Result refused(List<Violation> violations) {
        return new Refused(Problem.of(statusOf(violations.get(0).code()), violations));
    }

    /** Codes that are not those of the acts, and what they mean to HTTP; any other is a conflict with the present state. */
    Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("VALUE_REFUSED", 422),
            Map.entry("FIELD_MISSING", 422),
            Map.entry("BAD_TEXT", 422),
            Map.entry("OFF_GRID", 422),
            Map.entry("OUT_OF_RANGE", 422),
            Map.entry("LABEL_INVALID", 422),
            Map.entry("WRONG_PUMP", 422),
            Map.entry("NOT_AS_ORDERED", 422),
            Map.entry("NOT_AS_CHECKED", 422),
            Map.entry("DRAFT_OPEN", 409),
            Map.entry("NO_SUCH_JAR", 404),
            Map.entry("NO_SUCH_DRIVER", 404),
            Map.entry("NO_SUCH_RUN", 404),
            Map.entry("NO_REPORT", 404),
            Map.entry("EVIDENCE_LOST", 503),
            Map.entry("KIT_MISSING", 503),
            Map.entry("KIT_NOT_STARTED", 503),
            Map.entry("UNKNOWN_EDITION", 404),
            Map.entry("NOT_A_LIBRARY", 422),
            Map.entry("REASON_MISSING", 422),
            Map.entry("EDITIONS_UNREADABLE", 503),
            Map.entry("EVIDENCE_UNAVAILABLE", 503),
            Map.entry("LEDGER_UNAVAILABLE", 503),
            Map.entry("PUMP_NOT_PAIRED", 404),
            Map.entry("DRIVER_STOPPED", 503),
            Map.entry("DRIVER_FAILED", 503),
            Map.entry("DRIVER_STUCK", 503),
            Map.entry("ENDED_EARLY", 503),
            Map.entry("NO_LINK", 503),
            Map.entry("LINK_FAILED", 503),
            Map.entry("HOST_CLOSED", 503));

    private static int statusOf(String code) {
        for (Refusal each : Refusal.values()) {
            if (each.name().equals(code)) {
                return switch (each.kind()) {
                    case INVALID -> 422;
                    case FORBIDDEN -> 403;
                    case NOT_FOUND -> 404;
                    case CONFLICT -> 409;
                    case TOO_MANY -> 429;
                    case UNAVAILABLE -> 503;
                };
            }
        }
        return STATUSES.getOrDefault(code, 409);
    }
}
