// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.DayOfWeek;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The ordered day of some weekdays.
 *
 * @param days on which it runs, by the pump's own calendar
 * @param steps of each of these days
 */
public record DayPattern(List<DayOfWeek> days, List<OrderStep> steps) {

    public DayPattern {
        days = List.copyOf(days);
        steps = List.copyOf(steps);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("days", Json.texts(days.stream().map(Enum::name).toList()))
                .put("steps", Json.array(steps.stream().map(OrderStep::toJson).toList()))
                .build();
    }
}
