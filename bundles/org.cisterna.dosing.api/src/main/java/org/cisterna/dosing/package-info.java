// SPDX-License-Identifier: Apache-2.0
/**
 * Prescription, proposal, limits with their reasons, and the drug library.
 *
 * <p>Whoever wants a dose changed puts everything the decision rests on into a {@link org.cisterna.dosing.DosingRequest}, the limits of
 * every {@link org.cisterna.dosing.LimitProvider} and the data of the {@link org.cisterna.dosing.DrugLibrary} included, and asks the
 * {@link org.cisterna.dosing.DosingEngine} for a {@link org.cisterna.dosing.Proposal}. Request and proposal are recorded together.
 *
 * <p>Units: every quantity is a type of {@code org.cisterna.quantity}, or an exact {@link org.cisterna.dosing.DailyDose}; in JSON it is a
 * text with its unit. Instants are pump time. Everything here is immutable and may be used from any thread. Input that is wrong is
 * refused by values that name every reason ({@code read}); {@code fromJson} is for what the house wrote itself, and throws.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.dosing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
