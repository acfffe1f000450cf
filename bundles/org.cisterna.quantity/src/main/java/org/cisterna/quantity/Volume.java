// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.time.Duration;

/**
 * A volume of fluid, in whole nanolitres.
 *
 * <p>Immutable; any thread. Sums, differences and products are exact or throw {@link ArithmeticException}.
 *
 * @param nanolitres 0 to {@link Quantity#MAX_BASE_UNITS}
 */
public record Volume(long nanolitres) implements Quantity, Comparable<Volume> {

    static final long NANOLITRES_PER_MILLILITRE = 1_000_000;

    /** Nothing. */
    public static final Volume ZERO = new Volume(0);

    /**
     * Checks the range.
     *
     * @param nanolitres as above
     * @throws IllegalArgumentException when the number is negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Volume {
        nanolitres = Dimension.VOLUME.checked(nanolitres);
    }

    /**
     * Reads a volume, exactly or not at all.
     *
     * @param text a plain decimal number, one space, and a unit: nL, uL or mL
     * @return the value, or the refusal in words
     */
    public static Parsed<Volume> parse(String text) {
        return QuantityReader.read(Dimension.VOLUME, text, Volume::new);
    }

    /**
     * How long this volume lasts, or takes to pass.
     *
     * @param rate the flow
     * @return exact milliseconds
     * @throws ArithmeticException when the rate is zero
     */
    public Ratio over(FlowRate rate) {
        return Ratio.of(nanolitres, rate.nanolitresPerDay()).times(Durations.MILLIS_PER_DAY);
    }

    /**
     * The flow of giving this volume once in every such span of time.
     *
     * @param every the span, whole milliseconds
     * @return exact nanolitres per day
     * @throws ArithmeticException when the span is zero
     */
    public Ratio every(Duration every) {
        return Ratio.of(nanolitres, Durations.millis(every)).times(Durations.MILLIS_PER_DAY);
    }

    /**
     * Adds.
     *
     * @param other what to add
     * @return the sum
     * @throws ArithmeticException when the sum is more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Volume plus(Volume other) {
        return new Volume(Dimension.VOLUME.sum(nanolitres, other.nanolitres));
    }

    /**
     * Subtracts.
     *
     * @param other what to take away
     * @return the difference
     * @throws ArithmeticException when it would be negative
     */
    public Volume minus(Volume other) {
        return new Volume(Dimension.VOLUME.difference(nanolitres, other.nanolitres));
    }

    /**
     * Multiplies.
     *
     * @param factor how many times
     * @return the product
     * @throws ArithmeticException when it would be negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Volume times(long factor) {
        return new Volume(Dimension.VOLUME.product(nanolitres, factor));
    }

    @Override
    public long baseUnits() {
        return nanolitres;
    }

    /**
     * The canonical text.
     *
     * @return for instance {@code "0.163 mL"}
     */
    @Override
    public String text() {
        return Dimension.VOLUME.text(nanolitres);
    }

    @Override
    public int compareTo(Volume other) {
        return Long.compare(nanolitres, other.nanolitres);
    }

    @Override
    public String toString() {
        return text();
    }
}
