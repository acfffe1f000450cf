// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * An alarm that stands in a pump.
 *
 * @param code canonical code, for example {@code LOW_RESERVOIR}, {@code EMPTY_RESERVOIR}, {@code STOPPED_PUMP_48H}, {@code MOTOR_STALL},
 *     {@code POWER_ON_RESET}, {@code MEMORY_ERROR}
 * @param critical whether therapy is lost or about to be
 * @param since the pump's own clock
 */
public record Alarm(String code, boolean critical, Instant since) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("code", code)
                .put("critical", critical)
                .put("since", since.toString())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Alarm fromJson(JsonObject json) {
        return new Alarm(json.string("code"), json.flag("critical"), Instant.parse(json.string("since")));
    }
}
