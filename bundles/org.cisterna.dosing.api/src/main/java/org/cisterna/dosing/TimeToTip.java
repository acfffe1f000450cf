// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.time.Duration;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Durations;

/**
 * How long what leaves the reservoir at the time of the request takes to the tip under the proposed programme, down to the second.
 *
 * @param nominal as if it moved like a plug: when the whole path has passed
 * @param bound the earliest that laminar flow allows: when half of the path has passed
 */
public record TimeToTip(Duration nominal, Duration bound) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("nominal", Durations.text(nominal))
                .put("bound", Durations.text(bound))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static TimeToTip fromJson(JsonObject json) {
        return new TimeToTip(
                Durations.parse(json.string("nominal")).orElseThrow(),
                Durations.parse(json.string("bound")).orElseThrow());
    }
}
