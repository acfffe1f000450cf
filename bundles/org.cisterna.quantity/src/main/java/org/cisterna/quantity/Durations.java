// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * The text form of durations, under the same rules as quantities: {@code "6 h"}, {@code "30 min"}, {@code "90 s"},
 * {@code "1 day"}, {@code "250 ms"}. A day is 24 hours of pump time, always. Pure; any thread.
 */
public final class Durations {

    static final long MILLIS_PER_DAY = 86_400_000;

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text a number, one space, and ms, s, min, h or day; decimals are read when they come to whole milliseconds
     * @return the duration, 0 to 10<sup>15</sup> ms, or the refusal in words
     */
    public static Parsed<Duration> parse(String text) {
        return QuantityReader.read(Dimension.DURATION, text, Duration::ofMillis);
    }

    /**
     * The canonical text, in the largest unit in which the number is whole.
     *
     * @param duration not negative, and whole in milliseconds
     * @return for instance {@code "6 h"} for 360 minutes and {@code "90 min"} for one and a half hours; it parses back
     *     to an equal duration
     * @throws IllegalArgumentException when the duration is negative, longer than 10<sup>15</sup> ms, or finer than a
     *     millisecond
     */
    public static String text(Duration duration) {
        long millis = millis(duration);
        if (millis == 0) {
            return "0 s";
        }
        Dimension.Unit unit = Dimension.DURATION.units().stream()
                .filter(u -> millis % u.baseUnits() == 0)
                .max(Comparator.comparingLong(Dimension.Unit::baseUnits))
                .orElseThrow();
        return millis / unit.baseUnits() + " " + unit.symbol();
    }

    /** Whole milliseconds, in the range of a quantity. */
    static long millis(Duration duration) {
        if (duration.isNegative()
                || duration.compareTo(Duration.ofMillis(Quantity.MAX_BASE_UNITS)) > 0
                || !duration.truncatedTo(ChronoUnit.MILLIS).equals(duration)) {
            throw new IllegalArgumentException("a duration is a whole number of milliseconds, 0 to "
                    + Quantity.MAX_BASE_UNITS + ", got " + duration);
        }
        return duration.toMillis();
    }
}
