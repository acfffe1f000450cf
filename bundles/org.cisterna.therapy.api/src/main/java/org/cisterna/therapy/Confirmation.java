// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * Why the author, or the second person, goes on in spite of a finding that asks for a reason.
 *
 * @param code the finding's code
 * @param subject the finding's subject
 * @param reason in words, 3 to 200 characters
 */
public record Confirmation(String code, String subject, String reason) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("code", code)
                .put("subject", subject)
                .put("reason", reason)
                .build();
    }

    /**
     * Reads the form of {@link #toJson()}.
     *
     * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
     */
    public static Confirmation fromJson(JsonObject json) {
        json.onlyNames("code", "subject", "reason");
        return new Confirmation(json.string("code"), json.string("subject"), json.string("reason"));
    }
}
