// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.List;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Battery;
import org.cisterna.sim.firmware.Pairings;

/**
 * What this class of device declares of itself; docs/protocols/prometra.md, section 5.4, says which numbers were read in public sources and
 * which were invented for the class.
 */
final class Limits {

    static final String MANUFACTURER = "Cisterna Simulations";
    static final String FIRMWARE = "1.0.0";
    static final int VERSION = 1;
    static final int SUITE = 1;
    static final long HIGHEST_COUNTER = 1L << 31;

    /** What the accumulator holds, in nanolitres. */
    static final long STROKE = 2_000;

    static final long LOWEST_RATE = 1;
    static final long HIGHEST_RATE = 14_400;
    static final int MOST_STEPS = 24;
    static final int START_GRID_MINUTES = 30;
    static final int MINUTES = 1_440;
    static final int MOST_DRUGS = 4;
    static final int LONGEST_TEXT = 40;
    static final long HIGHEST_CONCENTRATION = 1_000_000_000L;
    static final int MOST_STROKES = 1_000;
    static final int LONGEST_BOLUS_MINUTES = 1_440;
    static final int BOLUS_GRID_MINUTES = 1;
    static final int LONGEST_BRIDGE_MINUTES = 43_200;
    static final int BRIDGE_GRID_MINUTES = 30;
    static final int LONGEST_LOCKOUT_MINUTES = 10_080;
    static final int MOST_A_DAY = 24;
    static final long PRIME_RATE = 14_400;
    static final int DRIFT_PER_MILLION = 50;
    static final int HIGHEST_FIELD_MILLITESLA = 1_500;

    /** The drugs that the patient's controller may be used with. */
    static final List<String> CONTROLLER_DRUGS = List.of("morphine");

    static final Volume RESIDUAL = new Volume(500_000);
    static final Volume PATHWAY = new Volume(40_000);

    /** A blocked path takes nothing: no more pressure stands behind the accumulator than in it. */
    static final Volume PATH_GIVES = new Volume(0);

    static final long REFILL_AT = 3_000_000;
    static final int ACCURACY_PER_MILLE = 150;
    static final Volume SURGE = new Volume(10_000);
    static final int STROKES_UNTIL_NOTICED = 3;

    static final long MINUTE = 60_000;
    static final long DAY = 86_400_000L;
    static final long PRIME_STROKE_MILLIS = DAY / PRIME_RATE;
    static final long STAGED_MILLIS = 300_000;
    static final long IDLE_MILLIS = 120_000;
    static final long NOT_DELIVERING_ALARM_MILLIS = 2 * DAY;
    static final long OPENING_MILLIS = 30_000;
    static final long OFFER_MILLIS = 120_000;

    static final int EVENT_RING = 128;
    static final int MOST_EVENTS_AT_ONCE = 30;
    static final int REMEMBERED = 16;
    static final int MOST_PROGRAMMERS = 2;
    static final int MOST_HANDSETS = 1;
    static final int FREE_PAIRING_FAILURES = 5;
    static final long PAIRING_BLOCK_MILLIS = 3_600_000;
    static final Pairings.Terms PAIRINGS = new Pairings.Terms(
            Suite.ONE::keyId,
            role -> role == Code.HANDSET ? MOST_HANDSETS : MOST_PROGRAMMERS,
            FREE_PAIRING_FAILURES,
            PAIRING_BLOCK_MILLIS);
    static final int MOST_VIOLATIONS = 32;
    static final int LONGEST_PACKET = 2_048;

    /** A day of standing by takes as much as 2,500 strokes: ERI after 117 months without a stroke, 111 at 0.25 mL a day. */
    static final Battery.Cell CELL = new Battery.Cell(117L * 30 * 10_000, 4, 10_000, 90 * DAY, 9 * DAY, Long.MAX_VALUE);

    private Limits() {}
}
