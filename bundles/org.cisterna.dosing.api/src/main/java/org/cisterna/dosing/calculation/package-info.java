// SPDX-License-Identifier: Apache-2.0
/**
 * The calculations around a programme: what a clinician's programmer computes beside it, and the checks that belong to it.
 *
 * <p>None of them makes a programme. Each has a request of its own, a {@link org.cisterna.dosing.calculation.CalculationRequest} named by its
 * {@link org.cisterna.dosing.calculation.CalculationFunction}, and all have one shape of answer, the
 * {@link org.cisterna.dosing.calculation.Calculated}: a verdict, findings and named results, each with its unit, and the exact fraction
 * beside a result whose decimals do not end. Nothing is filled into an order from here.
 *
 * <p>Units: every quantity is a type of {@code org.cisterna.quantity}; in JSON it is a text with its unit. Instants are pump time. Everything
 * here is immutable and may be used from any thread. A request that cannot be read is refused by values that name every field that is
 * wrong; the engine itself refuses by findings and never throws.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.cisterna.dosing.calculation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
