// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.fields.Instants;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Volume;

/**
 * What the dates of the next refill rest on. A stability that nobody knows is left out, and is then asked for: it is never dropped from the
 * earliest of the dates.
 *
 * @param volume usable volume in the reservoir at the time of the request
 * @param compounded when the solution was made
 * @param stability how long it keeps from then on
 * @param beyondUse the pharmacy's own date
 * @param refillLimit the latest refill by a label, as a date
 * @param endOfService when the pump may stop for its battery
 * @param lead how long before the earliest of these dates the refill is to be
 * @param orderLead how long before the refill the solution is to be ordered
 * @param condition of the solution, for drugs whose keeping time depends on it: {@code undiluted}, {@code diluted}, {@code first-fill}
 */
public record Supply(
        Volume volume,
        Optional<Instant> compounded,
        Optional<Duration> stability,
        Optional<Instant> beyondUse,
        Optional<Instant> refillLimit,
        Optional<Instant> endOfService,
        Duration lead,
        Optional<Duration> orderLead,
        Optional<String> condition) {

    private static final List<String> CONDITIONS = List.of("undiluted", "diluted", "first-fill");

    /** Refuses a condition that no keeping time can know. */
    public Supply {
        if (condition.filter(each -> !CONDITIONS.contains(each)).isPresent()) {
            throw new IllegalArgumentException(
                    "condition: one of " + String.join(", ", CONDITIONS) + ", not " + condition.get());
        }
    }

    /** Of a solution whose condition nobody named. */
    public Supply(
            Volume volume,
            Optional<Instant> compounded,
            Optional<Duration> stability,
            Optional<Instant> beyondUse,
            Optional<Instant> refillLimit,
            Optional<Instant> endOfService,
            Duration lead,
            Optional<Duration> orderLead) {
        this(volume, compounded, stability, beyondUse, refillLimit, endOfService, lead, orderLead, Optional.empty());
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("volume", volume.text())
                .putOptional("compounded", compounded.map(Instant::toString))
                .putOptional("stability", stability.map(Durations::text))
                .putOptional("beyondUse", beyondUse.map(Instant::toString))
                .putOptional("refillLimit", refillLimit.map(Instant::toString))
                .putOptional("endOfService", endOfService.map(Instant::toString))
                .put("lead", Durations.text(lead))
                .putOptional("orderLead", orderLead.map(Durations::text))
                .putOptional("condition", condition)
                .build();
    }

    /** Reads what {@link #toJson()} wrote, or a person did; refuses any other field. */
    public static Supply fromJson(JsonObject json) {
        json.onlyNames(
                "volume",
                "compounded",
                "stability",
                "beyondUse",
                "refillLimit",
                "endOfService",
                "lead",
                "orderLead",
                "condition");
        return new Supply(
                json.value("volume", text -> Volume.parse(text).orElseThrow()),
                json.optionalValue("compounded", Instants::of),
                json.optionalValue("stability", text -> Durations.parse(text).orElseThrow()),
                json.optionalValue("beyondUse", Instants::of),
                json.optionalValue("refillLimit", Instants::of),
                json.optionalValue("endOfService", Instants::of),
                json.value("lead", text -> Durations.parse(text).orElseThrow()),
                json.optionalValue("orderLead", text -> Durations.parse(text).orElseThrow()),
                json.optionalString("condition"));
    }
}
