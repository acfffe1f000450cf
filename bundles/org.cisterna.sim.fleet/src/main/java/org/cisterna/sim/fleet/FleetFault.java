// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/** What goes wrong with a pump of the workload, for how long, until somebody sees to it. Each changes what is delivered, or what the pump makes of it. */
public enum FleetFault {
    /** The rotor stands, and turns again by itself. */
    ROTOR_STANDS(1, 24),
    /** The firmware loses power for a moment; the pump stands until it is programmed anew. */
    POWER_LOSS(1, 72),
    /** The pump moves 15 per cent more or less than it counts, or than its label says. */
    INACCURATE(240, 1_440),
    /** The valve that closes when too much flows at once is closed, until it is reset by hand. */
    FLOW_VALVE(1, 72),
    /** A scan. A rotor stands in it and a piezo valve stays shut; with drug in the reservoir the Prometra class surges, and is reset by hand afterwards. */
    FIELD(1, 12),
    /** The piezo valve stands, and opens again by itself. */
    VALVE_STANDS(1, 24),
    /** The fill-level sensor drifts by up to 0.4 mL a day more or less than it should, until it is calibrated; a pump that took itself for empty is programmed. */
    SENSOR_DRIFT(240, 1_440),
    /** A fever of 38.0 to 40.5 degrees. */
    FEVER(24, 168),
    /** A stay in the mountains, at 700 to 950 hPa. */
    HEIGHT(24, 336),
    /** A tenth to nine tenths of what leaves the pump goes into the tissue at the connector, until it is mended. */
    LEAK(240, 1_440),
    /** The catheter is blocked at its tip, and free again. */
    OCCLUSION(24, 336),
    /** The catheter is off the connector, until it is mended. */
    DISCONNECTION(24, 336),
    /** Whoever refills next misses the port; the next refill is right again. */
    POCKET_FILL(Workload.DAYS_BETWEEN_REFILLS * 24, Workload.DAYS_BETWEEN_REFILLS * 24 + 1);

    private static final long HOUR = 3_600_000;
    private static final int SECONDS = 3_600;
    private static final int OFF_PER_MILLE = 150;

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

    /** How bad this one is, in the unit that devices have for it; 1 where there is nothing to say. */
    int extent(long chance) {
        boolean more = (chance & 1) == 0;
        return switch (this) {
            case INACCURATE -> more ? OFF_PER_MILLE : -OFF_PER_MILLE;
            case SENSOR_DRIFT -> (more ? 1 : -1) * between(chance, 50_000, 400_000);
            case FEVER -> between(chance, 380, 405);
            case HEIGHT -> between(chance, 700, 950);
            case LEAK -> between(chance, 100, 900);
            default -> 1;
        };
    }

    private static int between(long chance, int least, int most) {
        return least + Chance.below(chance, most - least + 1);
    }

    /** Whether it is one of catheter and needle, the same for every family. */
    boolean isOfThePath() {
        return switch (this) {
            case LEAK, OCCLUSION, DISCONNECTION, POCKET_FILL -> true;
            default -> false;
        };
    }
}
