// SPDX-License-Identifier: Apache-2.0
/**
 * Prescription, proposal, limits with their reasons, and the drug library.
 *
 * <p>Whoever wants a dose changed puts everything the decision rests on into a {@link org.cisterna.dosing.DosingRequest}, the limits of
 * every {@link org.cisterna.dosing.LimitProvider} and the data of the {@link org.cisterna.dosing.DrugLibrary} included, and asks the
 * {@link org.cisterna.dosing.DosingEngine} for a {@link org.cisterna.dosing.Proposal}. Request and proposal are recorded together.
 *
 * <p>An {@link org.cisterna.dosing.Order} is a day, a week, a minimum rate or a stop, and may have
 * {@link org.cisterna.dosing.Additions} beside it: a bridge, a prime, boluses. What stands around it (what is physically in reservoir and path,
 * an interruption, the supply) comes as {@link org.cisterna.dosing.Circumstances}; what comes of it at the tip of the catheter is the proposal's
 * {@link org.cisterna.dosing.Outlook}. All of it is left out where there is nothing to say: a request or a proposal of before any of this was
 * known reads with none of it, writes the same bytes, and keeps its digest.
 *
 * <p>Units: every quantity is a type of {@code org.cisterna.quantity}, or an exact {@link org.cisterna.dosing.DailyDose}; in JSON it is a
 * text with its unit. Instants are pump time. Everything here is immutable and may be used from any thread. Input that is wrong is
 * refused by values that name every reason ({@code read}); {@code fromJson} is for what the house wrote itself, and throws.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.cisterna.dosing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
