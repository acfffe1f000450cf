// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.rig;

import org.cisterna.quantity.Volume;
import org.cisterna.time.TimeSource;

/**
 * What the kit wants on the bench.
 *
 * @param pump which of several pumps, from 0 on; another number is another serial
 * @param seed of everything in it that is left to chance
 * @param fill usable volume in the reservoir; a rig whose pump takes less fills it
 * @param house house time, for waits of the link
 * @param pumpTime the pump's time; it moves when the kit says so, and in a run in real time by itself
 */
public record RigOrder(int pump, long seed, Volume fill, TimeSource house, TimeSource pumpTime) {

    public RigOrder {
        if (pump < 0) {
            throw new IllegalArgumentException("pumps are counted from 0, not " + pump);
        }
    }
}
