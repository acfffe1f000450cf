// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * Who did it. People appear by account and printed name because a signature must; patients never appear here.
 *
 * @param id the account, or {@code system}; at most {@value #MAX_LENGTH} characters, not blank
 * @param printedName the name as it is printed beside a signature; at most {@value #MAX_LENGTH} characters, not blank
 * @param role the role in which the person acted, for example {@code programmer}; at most {@value #MAX_LENGTH} characters, not blank
 * @param via the way it came, for example {@code rest} or {@code console}, for the system the component that acted; at most
 *     {@value #MAX_LENGTH} characters, not blank
 */
public record Actor(String id, String printedName, String role, String via) {
    /** The most characters each part may have. */
    public static final int MAX_LENGTH = 120;

    private static final String SYSTEM = "system";

    /** Checks that each part is there and not too long. */
    public Actor {
        Text.checked("the actor's id", id, MAX_LENGTH);
        Text.checked("the actor's printed name", printedName, MAX_LENGTH);
        Text.checked("the actor's role", role, MAX_LENGTH);
        Text.checked("the actor's way in", via, MAX_LENGTH);
    }

    /**
     * The platform itself, where nobody asked for what was done.
     *
     * @param component the part of the platform, for example {@code pump.host}
     */
    public static Actor system(String component) {
        return new Actor(SYSTEM, "Cisterna", SYSTEM, component);
    }

    /** Whether it is the platform itself. */
    public boolean isSystem() {
        return id.equals(SYSTEM);
    }

    /** As JSON: {@code {"id":…,"name":…,"role":…,"via":…}}. */
    public JsonObject json() {
        return Json.object()
                .put("id", id)
                .put("name", printedName)
                .put("role", role)
                .put("via", via)
                .build();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws org.cisterna.canonical.JsonException when a part is missing, unknown or of another type
     */
    public static Actor from(JsonObject json) {
        json.onlyNames("id", "name", "role", "via");
        return new Actor(json.string("id"), json.string("name"), json.string("role"), json.string("via"));
    }
}
