// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/** What goes wrong with a pump of the workload, for how long, until somebody sees to it. */
public enum FleetFault {
    /** The rotor stands, and turns again by itself. */
    ROTOR_STANDS(1, 24),
    /** The firmware loses power for a moment; the pump stands until it is programmed anew. */
    POWER_LOSS(1, 72),
    /** The pump moves 15 per cent more or less than it counts. */
    INACCURATE(240, 1_440),
    /** The valve that closes when too much flows at once is closed, until it is reset by hand. */
    FLOW_VALVE(1, 72),
    /** A scan with drug in the reservoir: it surges and the valve closes, until it is reset by hand afterwards. */
    FIELD(1, 12);

    /** How much an inaccurate pump is off, per mille. */
    static final int PER_MILLE = 150;

    private static final long HOUR = 3_600_000;
    private static final int SECONDS = 3_600;

    private final int leastHours;
    private final int mostHours;

    FleetFault(int leastHours, int mostHours) {
        this.leastHours = leastHours;
        this.mostHours = mostHours;
    }

    /** How long this one lasts, in milliseconds, whole seconds. */
    long lasts(long chance) {
        int seconds = Chance.below(chance, (mostHours - leastHours) * SECONDS);
        return leastHours * HOUR + seconds * 1_000L;
    }
}
