// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * When the reservoir is low and when it is to be refilled; pump time, down to the second. A date that cannot be known is empty, never late.
 *
 * @param low when the day alone brings it to its low volume
 * @param lowWithBoluses the same when the patient asks for every bolus that the pump allows; empty without patient boluses
 * @param lowWorst the same with the pump's accuracy to its worse side
 * @param stabilityEnd when the solution no longer keeps; empty while that is unknown
 * @param refillBy the earliest of what is expected, less the lead; empty while the stability is unknown
 * @param refillByWorst the same with {@code lowWorst}
 * @param orderBy when the solution is to be ordered; empty without a lead of the pharmacy
 */
public record SupplyDates(
        Instant low,
        Optional<Instant> lowWithBoluses,
        Instant lowWorst,
        Optional<Instant> stabilityEnd,
        Optional<Instant> refillBy,
        Optional<Instant> refillByWorst,
        Optional<Instant> orderBy) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("low", low.toString())
                .putOptional("lowWithBoluses", lowWithBoluses.map(Instant::toString))
                .put("lowWorst", lowWorst.toString())
                .putOptional("stabilityEnd", stabilityEnd.map(Instant::toString))
                .putOptional("refillBy", refillBy.map(Instant::toString))
                .putOptional("refillByWorst", refillByWorst.map(Instant::toString))
                .putOptional("orderBy", orderBy.map(Instant::toString))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static SupplyDates fromJson(JsonObject json) {
        return new SupplyDates(
                Instant.parse(json.string("low")),
                json.optionalString("lowWithBoluses").map(Instant::parse),
                Instant.parse(json.string("lowWorst")),
                json.optionalString("stabilityEnd").map(Instant::parse),
                json.optionalString("refillBy").map(Instant::parse),
                json.optionalString("refillByWorst").map(Instant::parse),
                json.optionalString("orderBy").map(Instant::parse));
    }
}
