// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.time.Duration;

/**
 * A mass of drug per day of 24 hours, in whole nanograms per day.
 *
 * <p>Immutable; any thread. Sums, differences and products are exact or throw {@link ArithmeticException}.
 *
 * @param nanogramsPerDay 0 to {@link Quantity#MAX_BASE_UNITS}
 */
public record DoseRate(long nanogramsPerDay) implements Quantity, Comparable<DoseRate> {

    /** Nothing. */
    public static final DoseRate ZERO = new DoseRate(0);

    /**
     * Checks the range.
     *
     * @param nanogramsPerDay as above
     * @throws IllegalArgumentException when the number is negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public DoseRate {
        nanogramsPerDay = Dimension.DOSE_RATE.checked(nanogramsPerDay);
    }

    /**
     * Reads a dose rate, exactly or not at all.
     *
     * @param text a plain decimal number, one space, and a unit: ng, mcg or mg per day or per h
     * @return the value, or the refusal in words
     */
    public static Parsed<DoseRate> parse(String text) {
        return QuantityReader.read(Dimension.DOSE_RATE, text, DoseRate::new);
    }

    /**
     * The dose rate of a flow; the same as {@link FlowRate#times(Concentration)}.
     *
     * @param rate the flow
     * @param concentration what flows
     * @return exact nanograms per day
     */
    public static Ratio at(FlowRate rate, Concentration concentration) {
        return rate.times(concentration);
    }

    /**
     * The mass given in a span of time.
     *
     * @param duration the span, whole milliseconds
     * @return exact nanograms
     */
    public Ratio massIn(Duration duration) {
        return exact().times(Ratio.of(Durations.millis(duration), Durations.MILLIS_PER_DAY));
    }

    /**
     * Adds.
     *
     * @param other what to add
     * @return the sum
     * @throws ArithmeticException when the sum is more than {@link Quantity#MAX_BASE_UNITS}
     */
    public DoseRate plus(DoseRate other) {
        return new DoseRate(Dimension.DOSE_RATE.sum(nanogramsPerDay, other.nanogramsPerDay));
    }

    /**
     * Subtracts.
     *
     * @param other what to take away
     * @return the difference
     * @throws ArithmeticException when it would be negative
     */
    public DoseRate minus(DoseRate other) {
        return new DoseRate(Dimension.DOSE_RATE.difference(nanogramsPerDay, other.nanogramsPerDay));
    }

    /**
     * Multiplies.
     *
     * @param factor how many times
     * @return the product
     * @throws ArithmeticException when it would be negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public DoseRate times(long factor) {
        return new DoseRate(Dimension.DOSE_RATE.product(nanogramsPerDay, factor));
    }

    @Override
    public long baseUnits() {
        return nanogramsPerDay;
    }

    /**
     * The canonical text.
     *
     * @return for instance {@code "326 mcg/day"}
     */
    @Override
    public String text() {
        return Dimension.DOSE_RATE.text(nanogramsPerDay);
    }

    @Override
    public int compareTo(DoseRate other) {
        return Long.compare(nanogramsPerDay, other.nanogramsPerDay);
    }

    @Override
    public String toString() {
        return text();
    }
}
