// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;

/**
 * A part of an ordered day.
 *
 * @param start time of the pump's day from which the rate holds
 * @param rate of the primary drug
 * @param duration how long it is meant to last, when the order says so; it is then held against the start of the next step, so that a
 *     day with a gap, an overlap, 23 or 25 hours is noticed
 */
public record OrderStep(DayTime start, DoseRate rate, Optional<Duration> duration) {

    private static final int HOURS_PER_DAY = 24;
    private static final int SHOWN_DIGITS = 3;

    /** A step that lasts until the next one, or until the day ends. */
    public OrderStep(DayTime start, DoseRate rate) {
        this(start, rate, Optional.empty());
    }

    /** The rate for people who think in hours, rounded half to even to the nanogram: {@code "10 mcg/h"}. */
    public String perHour() {
        return rate.exact().dividedBy(HOURS_PER_DAY * 1000).decimal(SHOWN_DIGITS) + " mcg/h";
    }

    /** As JSON, the rate in its canonical text. */
    public JsonObject toJson() {
        return Json.object()
                .put("start", start.text())
                .put("rate", rate.text())
                .putOptional("duration", duration.map(Durations::text))
                .build();
    }

    /** Reads what {@link #toJson()} wrote, or a person did: a rate as typed, {@code "10 mcg/h"}. */
    public static OrderStep fromJson(JsonObject json) {
        json.onlyNames("start", "rate", "duration");
        return new OrderStep(
                json.value("start", text -> DayTime.parse(text).orElseThrow()),
                json.value("rate", text -> DoseRate.parse(text).orElseThrow()),
                json.optionalValue("duration", text -> Durations.parse(text).orElseThrow()));
    }
}
