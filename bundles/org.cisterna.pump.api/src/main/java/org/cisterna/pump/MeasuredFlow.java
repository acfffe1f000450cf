// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * The flow of a pump without telemetry between two attested acts: what was filled, less what came back, over the time between. It is the mean of
 * a whole period, with every fever and every journey in it.
 *
 * @param filled what was filled
 * @param returned what came back, less than was filled
 * @param from pump time of the fill
 * @param to pump time of the emptying, later
 */
public record MeasuredFlow(Volume filled, Volume returned, Instant from, Instant to) {

    private static final long MILLIS_PER_DAY = 86_400_000;

    /** Checks that something flowed, in some time. */
    public MeasuredFlow {
        if (!from.isBefore(to) || returned.compareTo(filled) >= 0) {
            throw new IllegalArgumentException("a flow is measured from a volume that left in a time");
        }
    }

    /** Whether a flow can be computed from these: time passed, and less came back than was filled. */
    public static boolean isMeasured(Volume filled, Volume returned, Instant from, Instant to) {
        return from.isBefore(to) && returned.compareTo(filled) < 0;
    }

    /** The time between. */
    public Duration elapsed() {
        return Duration.between(from, to);
    }

    /** Exact nanolitres per day. */
    public Ratio nanolitresPerDay() {
        return filled.exact()
                .minus(returned.exact())
                .times(MILLIS_PER_DAY)
                .dividedBy(elapsed().toMillis());
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("filled", filled.text())
                .put("returned", returned.text())
                .put("from", from.toString())
                .put("to", to.toString())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static MeasuredFlow fromJson(JsonObject json) {
        json.onlyNames("filled", "returned", "from", "to");
        return new MeasuredFlow(
                json.value("filled", text -> Volume.parse(text).orElseThrow()),
                json.value("returned", text -> Volume.parse(text).orElseThrow()),
                json.value("from", Instant::parse),
                json.value("to", Instant::parse));
    }
}
