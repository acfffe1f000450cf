// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

/**
 * A length of catheter, in whole micrometres.
 *
 * <p>Immutable; any thread. Sums, differences and products are exact or throw {@link ArithmeticException}.
 *
 * @param micrometres 0 to {@link Quantity#MAX_BASE_UNITS}
 */
public record Length(long micrometres) implements Quantity, Comparable<Length> {

    static final long MICROMETRES_PER_CENTIMETRE = 10_000;

    /** Nothing. */
    public static final Length ZERO = new Length(0);

    /**
     * Checks the range.
     *
     * @param micrometres as above
     * @throws IllegalArgumentException when the number is negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Length {
        micrometres = Dimension.LENGTH.checked(micrometres);
    }

    /**
     * Reads a length, exactly or not at all.
     *
     * @param text a plain decimal number, one space, and a unit: mm or cm
     * @return the value, or the refusal in words
     */
    public static Parsed<Length> parse(String text) {
        return QuantityReader.read(Dimension.LENGTH, text, Length::new);
    }

    /**
     * Adds.
     *
     * @param other what to add
     * @return the sum
     * @throws ArithmeticException when the sum is more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Length plus(Length other) {
        return new Length(Dimension.LENGTH.sum(micrometres, other.micrometres));
    }

    /**
     * Subtracts.
     *
     * @param other what to take away
     * @return the difference
     * @throws ArithmeticException when it would be negative
     */
    public Length minus(Length other) {
        return new Length(Dimension.LENGTH.difference(micrometres, other.micrometres));
    }

    /**
     * Multiplies.
     *
     * @param factor how many times
     * @return the product
     * @throws ArithmeticException when it would be negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public Length times(long factor) {
        return new Length(Dimension.LENGTH.product(micrometres, factor));
    }

    @Override
    public long baseUnits() {
        return micrometres;
    }

    /**
     * The canonical text.
     *
     * @return for instance {@code "42.5 cm"}
     */
    @Override
    public String text() {
        return Dimension.LENGTH.text(micrometres);
    }

    @Override
    public int compareTo(Length other) {
        return Long.compare(micrometres, other.micrometres);
    }

    @Override
    public String toString() {
        return text();
    }
}
