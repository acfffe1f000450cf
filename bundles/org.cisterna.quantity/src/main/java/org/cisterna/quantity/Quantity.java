// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A physical amount that is never negative, held exactly as a whole number of its base unit.
 *
 * <p>Every quantity is an immutable value, usable from any thread. Two quantities are equal when their type and their
 * number of base units are. No quantity is ever negative: a difference that may be, a percentage, and every result
 * that crosses from one unit to another is a {@link Ratio}.
 *
 * <p>The text form carries the unit, always. {@link #text()} is the one canonical spelling, {@code "326 mcg/day"}; each
 * type has a static {@code parse} that reads that spelling and every other known unit of the same dimension, exactly
 * or not at all. Nothing in this package rounds.
 */
@ProviderType
public sealed interface Quantity permits Concentration, DoseRate, FlowRate, Length, Mass, Volume, VolumePerLength {

    /**
     * The most base units that any quantity holds: 10<sup>15</sup>, which is 1 kg, 1,000 L, or 1,000 L a day. It lies
     * far above anything an implanted pump meets, so that sums over a whole fleet fit, and below 2<sup>53</sup>, so
     * that other people's tools read the bare number without loss. It is no clinical limit.
     */
    long MAX_BASE_UNITS = 1_000_000_000_000_000L;

    /**
     * The amount as a whole number of the type's base unit. Each type also has an accessor that names the unit, such as
     * {@link Volume#nanolitres()}; prefer that one wherever the type is known.
     *
     * @return 0 to {@link #MAX_BASE_UNITS}
     */
    long baseUnits();

    /**
     * The canonical text: one fixed unit for each type, plain decimal digits, no exponent, no digit grouping, no zero
     * after the last decimal that counts, always a digit before the point, and one space before the unit.
     *
     * @return for instance {@code "0.163 mL"}; it parses back to an equal value
     */
    String text();

    /**
     * The amount as an exact number of base units, to go on calculating with.
     *
     * @return the ratio {@link #baseUnits()} over 1
     */
    default Ratio exact() {
        return Ratio.of(baseUnits());
    }
}
