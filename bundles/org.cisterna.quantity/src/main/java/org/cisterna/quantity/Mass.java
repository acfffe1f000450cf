// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.time.Duration;

/**
 * A mass of drug, in whole nanograms.
 *
 * <p>Immutable; any thread. Sums, differences and products are exact or throw {@link ArithmeticException}.
 *
 * @param nanograms 0 to {@link Quantity#MAX_BASE_UNITS}
 */
public record Mass(long nanograms) implements Quantity, Comparable<Mass> {

    /** Nothing. */
    public static final Mass ZERO = new Mass(0);

    /**
     * Checks the range.
     *
     * @param nanograms as above
     * @throws IllegalArgumentException when the number is negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Mass {
        nanograms = Dimension.MASS.checked(nanograms);
    }

    /**
     * Reads a mass, exactly or not at all.
     *
     * @param text a plain decimal number, one space, and a unit: ng, mcg or mg
     * @return the value, or the refusal in words
     */
    public static Parsed<Mass> parse(String text) {
        return QuantityReader.read(Dimension.MASS, text, Mass::new);
    }

    /**
     * The volume that holds this mass.
     *
     * @param concentration how strong the fluid is
     * @return exact nanolitres
     * @throws ArithmeticException when the concentration is zero
     */
    public Ratio volumeAt(Concentration concentration) {
        return Ratio.of(nanograms, concentration.nanogramsPerMillilitre()).times(Volume.NANOLITRES_PER_MILLILITRE);
    }

    /**
     * The concentration that comes of dissolving this mass.
     *
     * @param volume the volume of the solution
     * @return exact nanograms per millilitre
     * @throws ArithmeticException when the volume is zero
     */
    public Ratio dissolvedIn(Volume volume) {
        return Ratio.of(nanograms, volume.nanolitres()).times(Volume.NANOLITRES_PER_MILLILITRE);
    }

    /**
     * The dose rate of giving this mass once in every such span of time: 60 mcg every hour is 1,440 mcg a day.
     *
     * @param every the span, whole milliseconds
     * @return exact nanograms per day
     * @throws ArithmeticException when the span is zero
     */
    public Ratio every(Duration every) {
        return Ratio.of(nanograms, Durations.millis(every)).times(Durations.MILLIS_PER_DAY);
    }

    /**
     * Adds.
     *
     * @param other what to add
     * @return the sum
     * @throws ArithmeticException when the sum is more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Mass plus(Mass other) {
        return new Mass(Dimension.MASS.sum(nanograms, other.nanograms));
    }

    /**
     * Subtracts.
     *
     * @param other what to take away
     * @return the difference
     * @throws ArithmeticException when it would be negative
     */
    public Mass minus(Mass other) {
        return new Mass(Dimension.MASS.difference(nanograms, other.nanograms));
    }

    /**
     * Multiplies.
     *
     * @param factor how many times
     * @return the product
     * @throws ArithmeticException when it would be negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Mass times(long factor) {
        return new Mass(Dimension.MASS.product(nanograms, factor));
    }

    @Override
    public long baseUnits() {
        return nanograms;
    }

    /**
     * The canonical text.
     *
     * @return for instance {@code "0.5 mcg"}
     */
    @Override
    public String text() {
        return Dimension.MASS.text(nanograms);
    }

    @Override
    public int compareTo(Mass other) {
        return Long.compare(nanograms, other.nanograms);
    }

    @Override
    public String toString() {
        return text();
    }
}
