// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.Optional;
import org.cisterna.canonical.JsonObject;

/**
 * An order to stop delivery.
 *
 * @param reason in words, 3 to 200 characters
 * @param orderedBy who ordered it, 2 to 80 characters; a technician must name one
 */
public record StopRequest(String reason, Optional<String> orderedBy) {

    /**
     * Reads the JSON form: {@code {"reason":…,"orderedBy":…}}.
     *
     * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
     */
    public static StopRequest fromJson(JsonObject json) {
        json.onlyNames("reason", "orderedBy");
        return new StopRequest(json.string("reason"), json.optionalString("orderedBy"));
    }
}
