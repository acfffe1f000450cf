// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Volume;

/**
 * A stretch of one fluid.
 *
 * @param picolitres its volume, 0 or more; a thousandth of a nanolitre, so that a stroke that is off by per mille is a whole number
 * @param solution what it is
 */
public record Plug(long picolitres, Solution solution) {

    /** Checks the volume. */
    public Plug {
        if (picolitres < 0) {
            throw new IllegalArgumentException("a volume is never negative, got " + picolitres + " pL");
        }
    }

    /** A volume of a solution. */
    public static Plug of(Volume volume, Solution solution) {
        return new Plug(Math.multiplyExact(volume.nanolitres(), Reservoir.PICOLITRES_PER_NANOLITRE), solution);
    }

    /** As JSON. */
    public JsonObject json() {
        return Json.object()
                .put("picolitres", picolitres)
                .put("solution", solution.json())
                .build();
    }

    /** Back from {@link #json()}. */
    public static Plug fromJson(JsonObject json) {
        return new Plug(json.number("picolitres"), Solution.fromJson(json.object("solution")));
    }
}
