// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.time.Duration;

/**
 * A volume of fluid per day of 24 hours, in whole nanolitres per day.
 *
 * <p>Whole nanolitres per day, because both grids that pumps have, mL/day and mL/h, are whole numbers of it: 1 nL/h is
 * 24 nL/day.
 *
 * <p>Immutable; any thread. Sums, differences and products are exact or throw {@link ArithmeticException}.
 *
 * @param nanolitresPerDay 0 to {@link Quantity#MAX_BASE_UNITS}
 */
public record FlowRate(long nanolitresPerDay) implements Quantity, Comparable<FlowRate> {

    /** Nothing. */
    public static final FlowRate ZERO = new FlowRate(0);

    /**
     * Checks the range.
     *
     * @param nanolitresPerDay as above
     * @throws IllegalArgumentException when the number is negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public FlowRate {
        nanolitresPerDay = Dimension.FLOW_RATE.checked(nanolitresPerDay);
    }

    /**
     * Reads a flow rate, exactly or not at all.
     *
     * @param text a plain decimal number, one space, and a unit: nL, uL or mL per day or per h
     * @return the value, or the refusal in words
     */
    public static Parsed<FlowRate> parse(String text) {
        return QuantityReader.read(Dimension.FLOW_RATE, text, FlowRate::new);
    }

    /**
     * The flow that gives a dose rate.
     *
     * @param dose the dose wanted
     * @param concentration what is in the reservoir
     * @return exact nanolitres per day, on no pump's grid yet
     * @throws ArithmeticException when the concentration is zero
     */
    public static Ratio of(DoseRate dose, Concentration concentration) {
        return Ratio.of(dose.nanogramsPerDay(), concentration.nanogramsPerMillilitre())
                .times(Volume.NANOLITRES_PER_MILLILITRE);
    }

    /**
     * The dose rate that this flow gives.
     *
     * @param concentration what flows
     * @return exact nanograms per day
     */
    public Ratio times(Concentration concentration) {
        return exact().times(concentration.exact()).dividedBy(Volume.NANOLITRES_PER_MILLILITRE);
    }

    /**
     * What flows in a span of time.
     *
     * @param duration the span, whole milliseconds
     * @return exact nanolitres
     */
    public Ratio volumeIn(Duration duration) {
        return exact().times(Ratio.of(Durations.millis(duration), Durations.MILLIS_PER_DAY));
    }

    /**
     * Adds.
     *
     * @param other what to add
     * @return the sum
     * @throws ArithmeticException when the sum is more than {@link Quantity#MAX_BASE_UNITS}
     */
    public FlowRate plus(FlowRate other) {
        return new FlowRate(Dimension.FLOW_RATE.sum(nanolitresPerDay, other.nanolitresPerDay));
    }

    /**
     * Subtracts.
     *
     * @param other what to take away
     * @return the difference
     * @throws ArithmeticException when it would be negative
     */
    public FlowRate minus(FlowRate other) {
        return new FlowRate(Dimension.FLOW_RATE.difference(nanolitresPerDay, other.nanolitresPerDay));
    }

    /**
     * Multiplies.
     *
     * @param factor how many times
     * @return the product
     * @throws ArithmeticException when it would be negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public FlowRate times(long factor) {
        return new FlowRate(Dimension.FLOW_RATE.product(nanolitresPerDay, factor));
    }

    @Override
    public long baseUnits() {
        return nanolitresPerDay;
    }

    /**
     * The canonical text.
     *
     * @return for instance {@code "0.163 mL/day"}
     */
    @Override
    public String text() {
        return Dimension.FLOW_RATE.text(nanolitresPerDay);
    }

    @Override
    public int compareTo(FlowRate other) {
        return Long.compare(nanolitresPerDay, other.nanolitresPerDay);
    }

    @Override
    public String toString() {
        return text();
    }
}
