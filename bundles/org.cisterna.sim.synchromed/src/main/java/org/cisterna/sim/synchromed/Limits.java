// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import org.cisterna.quantity.Volume;
import org.cisterna.sim.Battery;
import org.cisterna.sim.firmware.Pairings;

/**
 * What this class of device declares of itself; docs/protocols/synchromed.md, section 5.1, says which numbers were read in public sources and
 * which were invented for the class.
 */
final class Limits {

    static final String MANUFACTURER = "Cisterna Simulations";
    static final String FIRMWARE = "1.0.0";
    static final int SUITE = 1;

    static final long LOWEST_RATE = 48_000;
    static final long HIGHEST_RATE = 24_000_000;
    static final long RATE_GRID = 1_000;
    static final int MOST_STEPS = 13;
    static final int START_GRID_MINUTES = 1;
    static final int DAY_PATTERNS = 1;
    static final int MOST_DRUGS = 8;
    static final int LONGEST_NAME = 40;
    static final long HIGHEST_CONCENTRATION = 1_000_000_000L;

    static final Volume RESIDUAL = new Volume(1_400_000);
    static final Volume TUBING = new Volume(140_000);

    /** By how much a blocked path swells before the rollers slip back. */
    static final Volume PATH_GIVES = new Volume(20_000);

    static final long LOW_RESERVOIR = 2_000_000;
    static final int ACCURACY_PER_MILLE = 145;
    static final long STROKE = 10;

    static final long DURATION_GRID_MILLIS = 60_000;
    static final long PRIME_RATE = 24_000_000;
    static final long LARGEST_PRIME = 1_000_000;
    static final long LONGEST_BRIDGE_MILLIS = 14 * 86_400_000L;
    static final long HIGHEST_BOLUS_RATE = 24_000_000;
    static final long LARGEST_BOLUS = 2_000_000;
    static final long LONGEST_BOLUS_MILLIS = 86_400_000;
    static final long LONGEST_INTERVAL_MILLIS = 7 * 86_400_000L;
    static final int MOST_PATIENT_BOLUSES = 1_440;
    static final int DRIFT_PER_MILLION = 100;
    static final long MINIMUM_RATE = 6_000;

    static final long INTERIM_STOP_MILLIS = 60_000;
    static final long STAGED_MILLIS = 300_000;
    static final long IDLE_MILLIS = 120_000;
    static final long STOPPED_ALARM_MILLIS = 172_800_000L;
    static final long CHALLENGE_MILLIS = 30_000;
    static final long OFFER_MILLIS = 120_000;
    static final long STALL_NOTICE_MILLIS = 1_200_000;

    static final int EVENT_RING = 200;
    static final int REMEMBERED_COMMANDS = 16;
    static final int MOST_PAIRINGS = 2;
    static final int FREE_PAIRING_FAILURES = 5;
    static final long PAIRING_BLOCK_MILLIS = 3_600_000;
    static final Pairings.Terms PAIRINGS =
            new Pairings.Terms(Suite.ONE::keyId, role -> MOST_PAIRINGS, FREE_PAIRING_FAILURES, PAIRING_BLOCK_MILLIS);
    static final int MOST_EVENTS_AT_ONCE = 60;
    static final int MOST_VIOLATIONS = 32;
    static final int LONGEST_PAYLOAD = 2_048;

    private static final long DAY = 86_400_000L;
    static final long TUBE_SET_MILLIS = 4 * DAY;

    /** A day of standing by takes as much as 237,500 strokes: ERI after 81 months without a stroke, after 56 at 1 mL a day. */
    static final Battery.Cell CELL = new Battery.Cell(2_430L * 237_500, 1, 237_500, 90 * DAY, 9 * DAY, 2_557 * DAY);

    private Limits() {}
}
