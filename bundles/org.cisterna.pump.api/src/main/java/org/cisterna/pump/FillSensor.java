// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;
import org.cisterna.quantity.Volume;

/**
 * What a pump with a fill-level sensor says beside the volume that it measured: a sensor drifts, so neither of the two volumes is the truth.
 *
 * @param measuredAt when the volume in {@link Snapshot#reservoir()} was measured, by the pump's own clock
 * @param calculated usable volume left by the pump's own account: what it was told, less what it counted
 * @param tolerance how far the two may differ before the pump takes its sensor, or its account, for wrong
 */
public record FillSensor(Instant measuredAt, Volume calculated, Volume tolerance) {

    /** How far a measured volume and the calculated one are apart. */
    public Volume difference(Volume measured) {
        return new Volume(Math.abs(Math.subtractExact(measured.nanolitres(), calculated.nanolitres())));
    }

    /** Whether a measured volume differs from the calculated one by more than the tolerance. */
    public boolean contradicts(Volume measured) {
        return difference(measured).compareTo(tolerance) > 0;
    }

    /** As JSON, each quantity with its unit. */
    public JsonObject toJson() {
        return Json.object()
                .put("measuredAt", measuredAt.toString())
                .put("calculated", calculated.text())
                .put("tolerance", tolerance.text())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static FillSensor fromJson(JsonObject json) {
        return new FillSensor(
                Timestamp.parse(json.string("measuredAt")),
                json.value("calculated", text -> Volume.parse(text).orElseThrow()),
                json.value("tolerance", text -> Volume.parse(text).orElseThrow()));
    }
}
