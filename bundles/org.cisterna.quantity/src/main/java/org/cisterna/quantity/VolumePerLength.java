// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

/**
 * The volume that a length of catheter holds, in whole nanolitres per centimetre.
 *
 * <p>Immutable; any thread. Sums, differences and products are exact or throw {@link ArithmeticException}.
 *
 * @param nanolitresPerCentimetre 0 to {@link Quantity#MAX_BASE_UNITS}
 */
public record VolumePerLength(long nanolitresPerCentimetre) implements Quantity, Comparable<VolumePerLength> {

    /** Nothing. */
    public static final VolumePerLength ZERO = new VolumePerLength(0);

    /**
     * Checks the range.
     *
     * @param nanolitresPerCentimetre as above
     * @throws IllegalArgumentException when the number is negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public VolumePerLength {
        nanolitresPerCentimetre = Dimension.VOLUME_PER_LENGTH.checked(nanolitresPerCentimetre);
    }

    /**
     * Reads a volume per length, exactly or not at all.
     *
     * @param text a plain decimal number, one space, and a unit: nL, uL or mL per cm
     * @return the value, or the refusal in words
     */
    public static Parsed<VolumePerLength> parse(String text) {
        return QuantityReader.read(Dimension.VOLUME_PER_LENGTH, text, VolumePerLength::new);
    }

    /**
     * What a length holds.
     *
     * @param length the length
     * @return exact nanolitres
     */
    public Ratio times(Length length) {
        return exact().times(length.exact()).dividedBy(Length.MICROMETRES_PER_CENTIMETRE);
    }

    /**
     * Adds.
     *
     * @param other what to add
     * @return the sum
     * @throws ArithmeticException when the sum is more than {@link Quantity#MAX_BASE_UNITS}
     */
    public VolumePerLength plus(VolumePerLength other) {
        return new VolumePerLength(
                Dimension.VOLUME_PER_LENGTH.sum(nanolitresPerCentimetre, other.nanolitresPerCentimetre));
    }

    /**
     * Subtracts.
     *
     * @param other what to take away
     * @return the difference
     * @throws ArithmeticException when it would be negative
     */
    public VolumePerLength minus(VolumePerLength other) {
        return new VolumePerLength(
                Dimension.VOLUME_PER_LENGTH.difference(nanolitresPerCentimetre, other.nanolitresPerCentimetre));
    }

    /**
     * Multiplies.
     *
     * @param factor how many times
     * @return the product
     * @throws ArithmeticException when it would be negative or more than {@link Quantity#MAX_BASE_UNITS}
     */
    public VolumePerLength times(long factor) {
        return new VolumePerLength(Dimension.VOLUME_PER_LENGTH.product(nanolitresPerCentimetre, factor));
    }

    @Override
    public long baseUnits() {
        return nanolitresPerCentimetre;
    }

    /**
     * The canonical text.
     *
     * @return for instance {@code "0.0022 mL/cm"}
     */
    @Override
    public String text() {
        return Dimension.VOLUME_PER_LENGTH.text(nanolitresPerCentimetre);
    }

    @Override
    public int compareTo(VolumePerLength other) {
        return Long.compare(nanolitresPerCentimetre, other.nanolitresPerCentimetre);
    }

    @Override
    public String toString() {
        return text();
    }
}
