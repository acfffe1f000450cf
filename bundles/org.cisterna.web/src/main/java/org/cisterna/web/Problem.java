// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Violation;

/**
 * A refusal as RFC 9457 has it: {@code application/problem+json}. It says what happened, to which value, and what to do.
 *
 * @param status HTTP status, 400 to 599
 * @param code stable name in capitals; the problem's type is {@code urn:cisterna:problem:} and this name in lower case
 * @param title a few words, the same for each occurrence
 * @param detail what happened this time and what to do
 * @param violations every reason, when the request was refused for values
 */
public record Problem(int status, String code, String title, String detail, List<Violation> violations) {

    /** Media type of its JSON. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a problem has a status from 400 to 599: " + status);
        }
        violations = List.copyOf(violations);
    }

    /** A problem that is about the request as a whole. */
    public static Problem of(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, List.of());
    }

    /** A refusal with its reasons; the first gives code and detail. */
    public static Problem of(int status, List<Violation> violations) {
        Violation first = violations.get(0);
        return new Problem(status, first.code(), "Refused; nothing was changed", first.message(), violations);
    }

    /** As JSON. */
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object()
                .put(
                        "type",
                        "urn:cisterna:problem:"
                                + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
        if (!violations.isEmpty()) {
            json.put(
                    "violations",
                    Json.array(violations.stream().map(Violation::toJson).toList()));
            Optional<String> field = violations.get(0).field();
            json.putOptional("field", field);
        }
        return json.build();
    }
}
