// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;

/**
 * What lies between the reservoir and the tip of the catheter, for showing: rounded half to even to the nanolitre.
 *
 * @param tubing inside the pump, as the pump declares it
 * @param catheter the implanted length of every segment
 * @param path both together
 */
public record PathVolumes(Volume tubing, Volume catheter, Volume path) {

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("tubing", tubing.text())
                .put("catheter", catheter.text())
                .put("path", path.text())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static PathVolumes fromJson(JsonObject json) {
        return new PathVolumes(volume(json, "tubing"), volume(json, "catheter"), volume(json, "path"));
    }

    private static Volume volume(JsonObject json, String name) {
        return Volume.parse(json.string(name)).orElseThrow();
    }
}
