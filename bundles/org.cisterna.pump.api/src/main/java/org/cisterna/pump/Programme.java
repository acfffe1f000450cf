// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;

/** What a pump runs: volumes over the pump's own day. Doses follow from it and the concentration; they are not part of it. */
public sealed interface Programme {

    /** Minutes of a day. */
    int MINUTES_PER_DAY = 1440;

    /** Seconds of a pump day. */
    long SECONDS_PER_DAY = 86_400;

    /** No delivery, by order. */
    record Stopped() implements Programme {}

    /**
     * The same rate all day.
     *
     * @param rate above zero
     */
    record Continuous(FlowRate rate) implements Programme {
        public Continuous {
            if (rate.nanolitresPerDay() == 0) {
                throw new IllegalArgumentException(
                        "a continuous rate is above zero; a pump without delivery is stopped");
            }
        }
    }

    /**
     * A day in steps, repeated each pump day.
     *
     * @param steps at least one; the first starts at 00:00, each later than the one before; the last ends with the day
     */
    record Flex(List<Step> steps) implements Programme {
        public Flex {
            steps = List.copyOf(steps);
            if (steps.isEmpty() || steps.get(0).start().minute() != 0) {
                throw new IllegalArgumentException("the first step of a day starts at 00:00");
            }
            for (int i = 1; i < steps.size(); i++) {
                if (steps.get(i).start().minute() <= steps.get(i - 1).start().minute()) {
                    throw new IllegalArgumentException("steps start one after the other: "
                            + steps.get(i).start().text());
                }
            }
        }

        /** How many minutes step {@code index} lasts. */
        public int minutesOf(int index) {
            int end = index + 1 < steps.size() ? steps.get(index + 1).start().minute() : MINUTES_PER_DAY;
            return end - steps.get(index).start().minute();
        }
    }

    /**
     * A part of the day.
     *
     * @param start time of the pump's day
     * @param rate from there on
     */
    record Step(DayTime start, FlowRate rate) {}

    /** The volume of 24 h of pump time in nanolitres, exact. */
    default Ratio dailyNanolitres() {
        if (this instanceof Continuous continuous) {
            return Ratio.of(continuous.rate().nanolitresPerDay(), 1);
        }
        if (this instanceof Flex flex) {
            Ratio sum = Ratio.of(0, 1);
            for (int i = 0; i < flex.steps().size(); i++) {
                long rate = flex.steps().get(i).rate().nanolitresPerDay();
                sum = sum.plus(Ratio.of(Math.multiplyExact(rate, flex.minutesOf(i)), MINUTES_PER_DAY));
            }
            return sum;
        }
        return Ratio.of(0, 1);
    }

    /**
     * How long a volume takes to be delivered, by the schedule and not by its mean.
     *
     * @param nanolitres the volume, exact, not negative
     * @param from the time of the pump's day at which it begins
     * @return rounded up to the second; empty when the programme delivers nothing
     */
    default Optional<Duration> timeToDeliver(Ratio nanolitres, LocalTime from) {
        if (nanolitres.signum() < 0) {
            throw new IllegalArgumentException("a volume is not negative: " + nanolitres);
        }
        Ratio daily = dailyNanolitres();
        if (daily.signum() <= 0) {
            return Optional.empty();
        }
        long seconds = 0;
        Ratio left = nanolitres;
        if (left.compareTo(daily) >= 0) {
            // whole days first: each delivers the same, wherever in the day it begins
            long days = left.dividedBy(daily).floor().longValueExact();
            seconds = Math.multiplyExact(days, SECONDS_PER_DAY);
            left = left.minus(daily.times(days));
        }
        List<Step> steps = this instanceof Flex flex ? flex.steps() : List.of(new Step(new DayTime(0), rates().get(0)));
        long clock = from.toSecondOfDay();
        while (left.signum() > 0) {
            int index = steps.size() - 1;
            while (steps.get(index).start().minute() * 60L > clock) {
                index--;
            }
            long end = index + 1 < steps.size() ? steps.get(index + 1).start().minute() * 60L : SECONDS_PER_DAY;
            Ratio flow = Ratio.of(steps.get(index).rate().nanolitresPerDay(), SECONDS_PER_DAY);
            Ratio delivered = flow.times(end - clock);
            if (delivered.compareTo(left) >= 0) {
                return Optional.of(
                        Duration.ofSeconds(seconds + left.dividedBy(flow).ceil().longValueExact()));
            }
            left = left.minus(delivered);
            seconds += end - clock;
            clock = end == SECONDS_PER_DAY ? 0 : end;
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /** Every rate that occurs, in the order of the day. */
    default List<FlowRate> rates() {
        if (this instanceof Continuous continuous) {
            return List.of(continuous.rate());
        }
        if (this instanceof Flex flex) {
            return flex.steps().stream().map(Step::rate).toList();
        }
        return List.of();
    }

    /** As JSON: {@code {"mode":"flex","steps":[{"start":"00:00","rate":"0.12 mL/day"}, …]}}. */
    default JsonObject toJson() {
        if (this instanceof Continuous continuous) {
            return Json.object()
                    .put("mode", "continuous")
                    .put("rate", continuous.rate().text())
                    .build();
        }
        if (this instanceof Flex flex) {
            List<JsonObject> steps = new ArrayList<>();
            for (Step step : flex.steps()) {
                steps.add(Json.object()
                        .put("start", step.start().text())
                        .put("rate", step.rate().text())
                        .build());
            }
            return Json.object()
                    .put("mode", "flex")
                    .put("steps", Json.array(steps))
                    .build();
        }
        return Json.object().put("mode", "stopped").build();
    }

    /** Reads what {@link #toJson()} wrote. */
    static Programme fromJson(JsonObject json) {
        String mode = json.string("mode");
        return switch (mode) {
            case "stopped" -> new Stopped();
            case "continuous" ->
                new Continuous(json.value("rate", text -> FlowRate.parse(text).orElseThrow()));
            case "flex" ->
                new Flex(json.array("steps").objects().stream()
                        .map(each -> new Step(
                                each.value("start", text -> DayTime.parse(text).orElseThrow()),
                                each.value("rate", text -> FlowRate.parse(text).orElseThrow())))
                        .toList());
            default -> throw new IllegalArgumentException("unknown mode of a programme: " + mode);
        };
    }
}
