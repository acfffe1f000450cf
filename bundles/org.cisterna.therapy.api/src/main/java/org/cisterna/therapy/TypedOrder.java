// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * A dose of the primary drug as somebody typed it, not looked at yet. Every dose with its unit.
 *
 * @param mode {@code continuous} or {@code flex}
 * @param daily the dose of a day, for {@code continuous}: {@code 280 mcg/day}
 * @param steps the day in steps, for {@code flex}
 */
public record TypedOrder(String mode, Optional<String> daily, List<Step> steps) {

    /** The mode with one rate all day. */
    public static final String CONTINUOUS = "continuous";
    /** The mode with a day in steps. */
    public static final String FLEX = "flex";

    /**
     * A part of the day, until the next begins.
     *
     * @param start time of the pump's day, {@code 06:00}; the first step starts at {@code 00:00}
     * @param rate dose rate from there on, {@code 20 mcg/h}
     * @param duration how long it is meant to last, {@code 4 h}, when the order says so
     */
    public record Step(String start, String rate, Optional<String> duration) {

        /** A step that lasts until the next one, or until the day ends. */
        public Step(String start, String rate) {
            this(start, rate, Optional.empty());
        }
    }

    /** Copies the list. */
    public TypedOrder {
        steps = List.copyOf(steps);
    }

    /** The same rate all day. */
    public static TypedOrder continuous(String daily) {
        return new TypedOrder(CONTINUOUS, Optional.of(daily), List.of());
    }

    /** A day in steps. */
    public static TypedOrder flex(Step... steps) {
        return new TypedOrder(FLEX, Optional.empty(), List.of(steps));
    }

    /** As JSON: {@code {"mode":"flex","steps":[{"start":"00:00","rate":"10 mcg/h"},…]}}. */
    public JsonObject toJson() {
        JsonObject.Builder json = Json.object().put("mode", mode).putOptional("daily", daily);
        if (!steps.isEmpty()) {
            json.put(
                    "steps",
                    Json.array(steps.stream()
                            .map(each -> Json.object()
                                    .put("start", each.start())
                                    .put("rate", each.rate())
                                    .putOptional("duration", each.duration())
                                    .build())
                            .toList()));
        }
        return json.build();
    }

    /**
     * Reads the form of {@link #toJson()}.
     *
     * @throws org.cisterna.canonical.JsonException naming what is missing, unknown or of another type
     */
    public static TypedOrder fromJson(JsonObject json) {
        json.onlyNames("mode", "daily", "steps");
        return new TypedOrder(
                json.string("mode"),
                json.optionalString("daily"),
                json.optionalArray("steps").map(each -> each.objects()).orElse(List.of()).stream()
                        .map(each -> each.onlyNames("start", "rate", "duration"))
                        .map(each ->
                                new Step(each.string("start"), each.string("rate"), each.optionalString("duration")))
                        .toList());
    }
}
