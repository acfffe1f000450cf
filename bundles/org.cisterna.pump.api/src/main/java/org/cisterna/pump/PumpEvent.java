// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;

/**
 * One event of a pump's own log.
 *
 * @param number rises by one from event to event and never starts again
 * @param at the pump's own clock when it happened
 * @param code canonical name in capitals; one that the driver does not know is {@code UNKNOWN_EVENT_} and its number
 * @param command the command it is about, when it is about one
 * @param detail what else the pump says of it, in words; may be empty
 */
public record PumpEvent(long number, Instant at, String code, Optional<CommandId> command, String detail) {
    public PumpEvent {
        if (number < 0) {
            throw new IllegalArgumentException("an event's number is 0 or more: " + number);
        }
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("number", number)
                .put("at", at.toString())
                .put("code", code)
                .putOptional("command", command.map(CommandId::hex))
                .put("detail", detail)
                .build();
    }

    /** Reads what {@link #toJson} wrote. */
    public static PumpEvent fromJson(JsonObject json) {
        json.onlyNames("number", "at", "code", "command", "detail");
        return new PumpEvent(
                json.number("number"),
                Timestamp.parse(json.string("at")),
                json.string("code"),
                json.optionalString("command").map(CommandId::new),
                json.string("detail"));
    }
}
