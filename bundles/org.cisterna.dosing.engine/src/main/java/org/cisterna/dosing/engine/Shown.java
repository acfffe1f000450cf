// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.Duration;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Ratio;

/** Numbers as findings show them. Nothing is decided by what comes out of here. */
final class Shown {

    private static final int PERCENT_DIGITS = 1;
    private static final int RATE_DIGITS = 6;
    private static final int FACTOR_DIGITS = 2;
    private static final int HOUR_DIGITS = 1;
    private static final int TIME_DIGITS = 3;

    private Shown() {}

    /** A change in percent with its sign: {@code "+16.4 %"}. */
    static String change(Ratio from, Ratio to) {
        String text = to.dividedBy(from).minus(Ratio.ONE).times(100).decimal(PERCENT_DIGITS);
        boolean unsigned = text.equals("0") || text.startsWith("-");
        return (unsigned ? text : "+" + text) + " %";
    }

    /** Nanolitres a day as a rate: {@code "0.02 mL/day"}. */
    static String rate(Ratio nanolitresPerDay) {
        return nanolitresPerDay.dividedBy(1_000_000).decimal(RATE_DIGITS) + " mL/day";
    }

    /** How many times something is something else: {@code "5.14 times"}, {@code "24 times less"}; a fraction reads like a date. */
    static String factor(Ratio quotient) {
        return quotient.signum() == 0 || quotient.compareTo(Ratio.ONE) >= 0
                ? quotient.decimal(FACTOR_DIGITS) + " times"
                : Ratio.ONE.dividedBy(quotient).decimal(FACTOR_DIGITS) + " times less";
    }

    /** How much of a last dose a dose is: {@code "1.16 times"}, {@code "90.91 % of the last dose"}. */
    static String share(Ratio quotient) {
        return quotient.compareTo(Ratio.ONE) >= 0
                ? factor(quotient)
                : quotient.times(100).decimal(FACTOR_DIGITS) + " % of the last dose";
    }

    /** A concentration in nanograms a millilitre. */
    static String concentration(long nanogramsPerMillilitre) {
        return new Concentration(nanogramsPerMillilitre).text();
    }

    /** A concentration that need not be whole: {@code "1234.568 mcg/mL"}. */
    static String amount(Ratio nanogramsPerMillilitre) {
        return nanogramsPerMillilitre.dividedBy(1000).decimal(TIME_DIGITS) + " mcg/mL";
    }

    /** Nanograms as a mass, to the nanogram. */
    static Mass mass(Ratio nanograms) {
        return new Mass(Rounding.SHOWN_MASS.of(nanograms, 1));
    }

    /** Milliseconds as a duration, down to the second. */
    static Duration seconds(Ratio millis) {
        return Duration.ofMillis(
                Rounding.TIME_TO_TIP.of(millis, Duration.ofSeconds(1).toMillis()));
    }

    /** Nanolitres as a volume: {@code "0.003467 mL"}. */
    static String volume(Ratio nanolitres) {
        return nanolitres.dividedBy(1_000_000).decimal(RATE_DIGITS) + " mL";
    }

    /** Milliseconds for people: {@code "43.416 h"}, {@code "6.24 min"}. */
    static String time(Ratio millis) {
        long hour = Duration.ofHours(1).toMillis();
        return millis.compareTo(Ratio.of(hour)) >= 0
                ? millis.dividedBy(hour).decimal(TIME_DIGITS) + " h"
                : millis.dividedBy(Duration.ofMinutes(1).toMillis()).decimal(TIME_DIGITS) + " min";
    }

    static String hours(Duration duration) {
        return Ratio.of(duration.toMillis(), Duration.ofHours(1).toMillis()).decimal(HOUR_DIGITS) + " h";
    }
}
