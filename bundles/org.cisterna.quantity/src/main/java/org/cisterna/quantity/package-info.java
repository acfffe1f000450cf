// SPDX-License-Identifier: Apache-2.0
/**
 * Exact amounts of drug, fluid, flow and length, with the one parser and the one formatter of numbers in the house.
 *
 * <p>A dose, a volume, a rate or a time is a whole number of a stated base unit, in a type of its own: nanograms,
 * nanolitres, nanolitres per day, nanograms per millilitre, nanograms per day, micrometres, nanolitres per centimetre.
 * There is no binary floating point. Sums stay in their type and throw where they would leave its range. Whatever leads
 * from one unit to another comes back as a {@link org.cisterna.quantity.Ratio}, exact, and its method says what the
 * ratio counts. Only two methods round, each in the direction of its name,
 * {@link org.cisterna.quantity.Ratio#floorToMultipleOf} and {@link org.cisterna.quantity.Ratio#ceilToMultipleOf};
 * {@link org.cisterna.quantity.Ratio#decimal} is for showing.
 *
 * <p>A number from outside comes in by a type's {@code parse}, as text with its unit, and is read exactly or refused in
 * words, see {@link org.cisterna.quantity.Parsed}. It goes out by {@code text()}, in one fixed unit for each type, and
 * reads back as the same value. A bare number is no amount anywhere.
 *
 * <pre>{@code
 * DoseRate wanted = DoseRate.parse("500 mcg/day").orElseThrow();
 * Concentration concentration = Concentration.parse("12 mg/mL").orElseThrow();
 * Ratio exact = FlowRate.of(wanted, concentration);                     // 125000/3 nL/day
 * FlowRate achieved = new FlowRate(exact.floorToMultipleOf(1_000));     // 0.041 mL/day on a grid of 0.001 mL/day
 * }</pre>
 *
 * <p>Everything is immutable and pure, and may be used from any thread. A null argument is a bug and throws
 * {@link NullPointerException}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.quantity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
