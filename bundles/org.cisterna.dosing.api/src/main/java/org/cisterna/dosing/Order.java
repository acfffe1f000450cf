// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.quantity.DoseRate;

/**
 * What a person ordered: doses of the primary drug, each with its unit and its period. An order may be wrong; the engine says how. It may
 * not be vague: there is no default unit and no default period.
 */
public sealed interface Order {

    /**
     * The same rate all day.
     *
     * @param daily dose of the primary drug in 24 h
     */
    record Continuous(DoseRate daily) implements Order {}

    /**
     * A day in steps, repeated each pump day.
     *
     * @param steps as ordered; whether they make a whole day is for the engine to say
     */
    record Flex(List<OrderStep> steps) implements Order {
        public Flex {
            steps = List.copyOf(steps);
        }
    }

    /** As JSON: {@code {"mode":"flex","steps":[{"start":"00:00","rate":"240 mcg/day"}, …]}}. */
    default JsonObject toJson() {
        if (this instanceof Continuous continuous) {
            return Json.object()
                    .put("mode", "continuous")
                    .put("daily", continuous.daily().text())
                    .build();
        }
        Flex flex = (Flex) this;
        return Json.object()
                .put("mode", "flex")
                .put(
                        "steps",
                        Json.array(flex.steps().stream().map(OrderStep::toJson).toList()))
                .build();
    }

    /**
     * Reads what {@link #toJson()} wrote, or a person did.
     *
     * @throws IllegalArgumentException naming the first thing that is wrong
     */
    static Order fromJson(JsonObject json) {
        return RequestReader.orThrow(read(json));
    }

    /** Reads an order that a person wrote; a refusal names every field that is wrong, its value, and what to write. Never throws. */
    static Answer<Order> read(JsonObject json) {
        return RequestReader.order(json);
    }
}
