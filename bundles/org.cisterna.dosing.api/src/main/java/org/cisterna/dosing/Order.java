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

    /**
     * Different days in a week.
     *
     * @param patterns as ordered; whether they make a whole week is for the engine to say
     */
    record Week(List<DayPattern> patterns) implements Order {
        public Week {
            patterns = List.copyOf(patterns);
        }
    }

    /** The rate that only keeps the pump moving. */
    record MinimumRate() implements Order {}

    /** No delivery at all. */
    record Stop() implements Order {}

    /**
     * A day, and what goes with it.
     *
     * @param day any other order
     * @param additions what goes with it
     */
    record Combined(Order day, Additions additions) implements Order {
        public Combined {
            if (day instanceof Combined) {
                throw new IllegalArgumentException("additions stand beside one day, not beside each other");
            }
        }
    }

    /** The order of the day alone. */
    default Order dayAlone() {
        return this instanceof Combined combined ? combined.day() : this;
    }

    /** What is ordered beside the day. */
    default Additions beside() {
        return this instanceof Combined combined ? combined.additions() : Additions.NONE;
    }

    /** As JSON: {@code {"mode":"flex","steps":[{"start":"00:00","rate":"240 mcg/day"}, …]}}. */
    default JsonObject toJson() {
        JsonObject.Builder json = Json.object();
        Order day = dayAlone();
        if (day instanceof Continuous continuous) {
            json.put("mode", "continuous").put("daily", continuous.daily().text());
        } else if (day instanceof Flex flex) {
            json.put("mode", "flex")
                    .put(
                            "steps",
                            Json.array(
                                    flex.steps().stream().map(OrderStep::toJson).toList()));
        } else if (day instanceof Week week) {
            json.put("mode", "week")
                    .put(
                            "patterns",
                            Json.array(week.patterns().stream()
                                    .map(DayPattern::toJson)
                                    .toList()));
        } else {
            json.put("mode", day instanceof Stop ? "stop" : "minimum-rate");
        }
        beside().into(json);
        return json.build();
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
        return OrderReader.read(json);
    }
}
