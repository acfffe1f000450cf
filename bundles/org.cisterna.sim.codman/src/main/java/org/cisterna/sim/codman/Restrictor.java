// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.codman;

import org.cisterna.sim.PumpBody;

/**
 * What makes the flow: propellant that boils at body temperature presses on the bellows with a pressure that depends on temperature alone, against
 * the pressure around the patient; the restrictor lets through what that difference presses. Every number in here is invented for the class and
 * is no product's.
 *
 * <p>Integers throughout. However time is cut into pieces, the same picolitre moves in the same millisecond.
 */
final class Restrictor {

    /** Body temperature at which the label holds. */
    static final long LABEL_MILLIDEGREES = 37_000;
    /** Pressure around the patient at which the label holds. */
    static final long LABEL_PASCALS = 101_300;
    /** Lowest and highest temperature that can be set: nobody lives beyond. */
    static final long LEAST_MILLIDEGREES = 30_000;

    static final long MOST_MILLIDEGREES = 45_000;
    /** Lowest and highest pressure that can be set: a high mountain, and a dive of 50 m. */
    static final long LEAST_PASCALS = 30_000;

    static final long MOST_PASCALS = 600_000;

    /** How much more than the pressure at which the label holds the propellant presses at body temperature. */
    private static final long DRIVE_PASCALS = 50_000;
    /** By how much the propellant presses more for a degree. */
    private static final long PASCALS_PER_DEGREE = 4_500;
    /** By how much thinner the fluid flows for a degree, in thousandths of the flow at body temperature. */
    private static final long THINNER_PER_DEGREE = 20;

    private static final long THOUSAND = 1_000;
    private static final long DAY = 86_400_000;
    /** Below this usable volume the bellows comes to its end, and the flow falls in steps of a tenth. */
    private static final long FALLS_BELOW = 2_000_000_000L;

    private static final long TENTHS = 10;

    private final PumpBody body;
    private final long label;
    private long milliDegrees;
    private long pascals;
    private long perMille;
    private long at;
    private long carried;

    /**
     * A pump in a body.
     *
     * @param labelNanolitresPerDay the flow that the factory measured
     * @param at pump time in milliseconds
     * @param carried from {@link #carried()}; 0 for a new pump
     */
    Restrictor(PumpBody body, long labelNanolitresPerDay, long at, long carried) {
        this.body = body;
        this.label = labelNanolitresPerDay;
        this.at = at;
        this.carried = carried;
        this.milliDegrees = LABEL_MILLIDEGREES;
        this.pascals = LABEL_PASCALS;
    }

    PumpBody body() {
        return body;
    }

    long label() {
        return label;
    }

    long at() {
        return at;
    }

    /** Picolitre-milliseconds per day that have not come to a picolitre yet. */
    long carried() {
        return carried;
    }

    long milliDegrees() {
        return milliDegrees;
    }

    long pascals() {
        return pascals;
    }

    long perMille() {
        return perMille;
    }

    /** The temperature of the body around it, from now on. */
    void warm(long milliDegreesNow) {
        milliDegrees = within(milliDegreesNow, LEAST_MILLIDEGREES, MOST_MILLIDEGREES, "thousandths of a degree");
    }

    /** The pressure around the patient, from now on. */
    void press(long pascalsNow) {
        pascals = within(pascalsNow, LEAST_PASCALS, MOST_PASCALS, "Pa");
    }

    /** By how many thousandths the restrictor lets through more than the factory measured, from now on. */
    void drift(long perMilleNow) {
        perMille = within(perMilleNow, -THOUSAND, THOUSAND, "thousandths");
    }

    private static long within(long value, long least, long most, String unit) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("it takes " + least + " to " + most + " " + unit + ", got " + value);
        }
        return value;
    }

    /** Picolitres in a day, as it would flow from a reservoir that is not near its end. */
    long unhindered() {
        long drive = DRIVE_PASCALS
                + PASCALS_PER_DEGREE * (milliDegrees - LABEL_MILLIDEGREES) / THOUSAND
                + LABEL_PASCALS
                - pascals;
        if (drive <= 0) {
            return 0; // nothing flows back either: the filter's membrane holds
        }
        long thin = THOUSAND + THINNER_PER_DEGREE * (milliDegrees - LABEL_MILLIDEGREES) / THOUSAND;
        return label * drive / DRIVE_PASCALS * thin / THOUSAND * (THOUSAND + perMille);
    }

    /** Picolitres in a day, now. */
    long rate() {
        long usable = body.usablePicolitres();
        if (!body.canFlow()) {
            return 0;
        }
        return usable >= FALLS_BELOW ? unhindered() : unhindered() * tenths(usable) / TENTHS;
    }

    private static long tenths(long usable) {
        return Math.floorDiv(usable * TENTHS + FALLS_BELOW - 1, FALLS_BELOW);
    }

    /** Flows up to a time; one that is past changes nothing. */
    void flowUntil(long pumpTime) {
        while (at < pumpTime) {
            long rate = rate();
            if (rate == 0) {
                at = pumpTime;
                return;
            }
            long piece = Math.min(Math.min(pumpTime - at, DAY), untilStep(rate));
            long sum = carried + rate * piece;
            carried = sum % DAY;
            body.push(sum / DAY);
            at += piece;
        }
    }

    /** Milliseconds until the flow is another one: because less is left, or because a blocked path takes no more. */
    private long untilStep(long rate) {
        long usable = body.usablePicolitres();
        long step =
                usable >= FALLS_BELOW ? usable - FALLS_BELOW + 1 : usable - (tenths(usable) - 1) * FALLS_BELOW / TENTHS;
        long down = Math.min(step, body.takesPicolitres());
        if (down > rate) {
            return DAY; // not within a day
        }
        return Math.max(1, Math.floorDiv(down * DAY - carried + rate - 1, rate));
    }
}
