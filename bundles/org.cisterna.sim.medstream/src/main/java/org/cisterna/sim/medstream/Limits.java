// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.quantity.Volume;
import org.cisterna.sim.Battery;
import org.cisterna.sim.firmware.Pairings;

/**
 * What this class of device declares of itself; docs/protocols/medstream.md, section 5.3, says which numbers were read in public sources and
 * which were invented for the class. Volumes in nanolitres, rates in nanolitres a day.
 */
final class Limits {

    static final String MANUFACTURER = "Cisterna Simulations";
    static final String FIRMWARE = "1.0.0";
    static final int SUITE = 1;
    static final long HIGHEST_COUNTER = 1L << 31;

    /** What passes while the valve stands open once. */
    static final long PULSE = 800;

    static final long LOWEST_RATE = 100_000;
    static final long HIGHEST_RATE = 4_000_000;
    static final long RATE_GRID = 1_000;
    static final int MOST_STEPS = 10;
    static final int START_GRID_MINUTES = 15;
    static final int MINUTES = 1_440;
    static final int MOST_DRUGS = 4;
    static final int LONGEST_TEXT = 40;
    static final long HIGHEST_CONCENTRATION = 1_000_000_000L;
    static final long MOST_BOLUS = 1_600_000;
    static final int LONGEST_BOLUS_MINUTES = 720;
    static final int BOLUS_GRID_MINUTES = 1;
    static final int LONGEST_BRIDGE_MINUTES = 43_200;
    static final int BRIDGE_GRID_MINUTES = 15;
    static final long MOST_PRIME = 1_600_000;
    static final long PRIME_RATE = 4_000_000;

    static final Volume RESIDUAL = new Volume(700_000);
    static final Volume PATHWAY = new Volume(60_000);

    /** A blocked path takes nothing: the gas behind the valve presses no harder than the path already holds. */
    static final Volume PATH_GIVES = new Volume(0);

    static final long LOW = 3_000_000;
    static final long LOW_ENDS_ABOVE = 3_500_000;

    /** So little may be what the sensor has drifted by: when the count is used up as well, the reservoir is taken for empty. */
    static final long SENSOR_BLIND = 500_000;

    static final int ACCURACY_PER_MILLE = 100;
    static final int PULSES_UNTIL_NOTICED = 3;

    static final long MINUTE = 60_000;
    static final long DAY = 86_400_000L;
    static final long PRIME_PULSE_MILLIS = DAY * PULSE / PRIME_RATE;
    static final long STAGED_MILLIS = 300_000;
    static final long IDLE_MILLIS = 120_000;
    static final long NOT_DELIVERING_ALARM_MILLIS = 2 * DAY;
    static final long OPENING_MILLIS = 30_000;
    static final long OFFER_MILLIS = 120_000;

    /** How often the sensor measures by itself. */
    static final long MEASURED_EVERY_MILLIS = 3_600_000;

    /** How far the sensor drifts upward in a day, in nanolitres. */
    static final long DRIFT_A_DAY = 1_000;

    /** How far it drifts upward, in thousandths of what passed the valve. */
    static final long DRIFT_PER_MILLE = 5;

    static final int EVENT_RING = 96;
    static final int MOST_EVENTS_AT_ONCE = 30;
    static final int REMEMBERED = 16;
    static final int MOST_PROGRAMMERS = 2;
    static final int MOST_UNITS = 1;
    static final int FREE_PAIRING_FAILURES = 5;
    static final long PAIRING_BLOCK_MILLIS = 3_600_000;
    static final Pairings.Terms PAIRINGS = new Pairings.Terms(
            Suite.ONE::keyId,
            role -> role == Code.UNIT ? MOST_UNITS : MOST_PROGRAMMERS,
            FREE_PAIRING_FAILURES,
            PAIRING_BLOCK_MILLIS);
    static final int MOST_REASONS = 32;
    static final int LONGEST_LINE = 4_096;

    /** A day of standing by takes as much as 10,000 pulses: ERI after 99 months without a pulse, 93 at 0.5 mL a day. */
    static final Battery.Cell CELL = new Battery.Cell(99L * 30 * 10_000, 1, 10_000, 90 * DAY, 9 * DAY, Long.MAX_VALUE);

    private Limits() {}

    /** How far sensor and calculation may differ before the device says so. */
    static long tolerance(long usable) {
        return usable > 20_000_000 ? 2_000_000 : 1_000_000;
    }
}
