// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

/**
 * A mass of drug in a volume of fluid, in whole nanograms per millilitre.
 *
 * <p>What a label states. A concentration that was computed, of a mixture with a residual for instance, is a
 * {@link Ratio} in nanograms per millilitre.
 *
 * <p>Immutable; any thread. Sums, differences and products are exact or throw {@link ArithmeticException}.
 *
 * @param nanogramsPerMillilitre 0 to {@link Quantity#MAX_BASE_UNITS}
 */
public record Concentration(long nanogramsPerMillilitre) implements Quantity, Comparable<Concentration> {

    /** Nothing. */
    public static final Concentration ZERO = new Concentration(0);

    /**
     * Checks the range.
     *
     * @param nanogramsPerMillilitre as above
     * @throws IllegalArgumentException when the number is negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Concentration {
        nanogramsPerMillilitre = Dimension.CONCENTRATION.checked(nanogramsPerMillilitre);
    }

    /**
     * Reads a concentration, exactly or not at all.
     *
     * @param text a plain decimal number, one space, and a unit: ng, mcg or mg per mL
     * @return the value, or the refusal in words
     */
    public static Parsed<Concentration> parse(String text) {
        return QuantityReader.read(Dimension.CONCENTRATION, text, Concentration::new);
    }

    /**
     * The mass of drug in a volume.
     *
     * @param volume the volume
     * @return exact nanograms
     */
    public Ratio massIn(Volume volume) {
        return exact().times(volume.exact()).dividedBy(Volume.NANOLITRES_PER_MILLILITRE);
    }

    /**
     * Adds.
     *
     * @param other what to add
     * @return the sum
     * @throws ArithmeticException when the sum is more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Concentration plus(Concentration other) {
        return new Concentration(Dimension.CONCENTRATION.sum(nanogramsPerMillilitre, other.nanogramsPerMillilitre));
    }

    /**
     * Subtracts.
     *
     * @param other what to take away
     * @return the difference
     * @throws ArithmeticException when it would be negative
     */
    public Concentration minus(Concentration other) {
        return new Concentration(
                Dimension.CONCENTRATION.difference(nanogramsPerMillilitre, other.nanogramsPerMillilitre));
    }

    /**
     * Multiplies.
     *
     * @param factor how many times
     * @return the product
     * @throws ArithmeticException when it would be negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Concentration times(long factor) {
        return new Concentration(Dimension.CONCENTRATION.product(nanogramsPerMillilitre, factor));
    }

    @Override
    public long baseUnits() {
        return nanogramsPerMillilitre;
    }

    /**
     * The canonical text.
     *
     * @return for instance {@code "2000 mcg/mL"}
     */
    @Override
    public String text() {
        return Dimension.CONCENTRATION.text(nanogramsPerMillilitre);
    }

    @Override
    public int compareTo(Concentration other) {
        return Long.compare(nanogramsPerMillilitre, other.nanogramsPerMillilitre);
    }

    @Override
    public String toString() {
        return text();
    }
}
