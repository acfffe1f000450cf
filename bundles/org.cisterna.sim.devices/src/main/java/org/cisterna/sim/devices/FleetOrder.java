// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.util.ArrayList;
import java.util.List;

/**
 * Which fleet is wanted. A folder that holds a fleet already keeps it, seed included; only pumps that are missing are added.
 *
 * @param pumps how many pumps, 1 to 10,000
 * @param seed decides what they are and every number they draw
 * @param speedPerMille how fast pump time runs between dialogues, in thousandths of house time: 0 to 100,000,000
 * @param stories whether the pumps of the demo that are in the middle of something are wanted too, of the families that are installed
 */
public record FleetOrder(int pumps, long seed, long speedPerMille, boolean stories) {

    /** Real time. */
    public static final long REAL_TIME = 1_000;

    private static final int MOST_PUMPS = 10_000;
    private static final long HIGHEST_SPEED = 100_000_000;

    /** Without the pumps that have a story. */
    public FleetOrder(int pumps, long seed, long speedPerMille) {
        this(pumps, seed, speedPerMille, false);
    }

    /** Checks the ranges. */
    public FleetOrder {
        List<String> wrong = new ArrayList<>();
        if (pumps < 1 || pumps > MOST_PUMPS) {
            wrong.add("pumps is " + pumps + "; give 1 to " + MOST_PUMPS);
        }
        if (speedPerMille < 0 || speedPerMille > HIGHEST_SPEED) {
            wrong.add("the speed is " + speedPerMille + " per mille; give 0 to " + HIGHEST_SPEED);
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
    }

    /** The same with another speed. */
    FleetOrder withSpeed(long perMille) {
        return new FleetOrder(pumps, seed, perMille, stories);
    }
}
