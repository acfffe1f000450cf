// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * An alarm that stands in a pump.
 *
 * @param code canonical code, for example {@code LOW_RESERVOIR}, {@code EMPTY_RESERVOIR}, {@code STOPPED_PUMP_48H}, {@code MOTOR_STALL},
 *     {@code POWER_ON_RESET}, {@code MEMORY_ERROR}, {@code FLOW_VALVE_CLOSED}
 * @param critical whether therapy is lost or about to be
 * @param since the pump's own clock; empty when the pump does not say since when
 */
public record Alarm(String code, boolean critical, Optional<Instant> since) {

    /** An alarm of which the pump says since when. */
    public Alarm(String code, boolean critical, Instant since) {
        this(code, critical, Optional.of(since));
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("code", code)
                .put("critical", critical)
                .putOptional("since", since.map(Instant::toString))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static Alarm fromJson(JsonObject json) {
        return new Alarm(
                json.string("code"),
                json.flag("critical"),
                json.optionalString("since").map(Instant::parse));
    }
}
