// SPDX-License-Identifier: Apache-2.0
/**
 * Editions of a drug library: how one comes into use and goes out of it, and what changes between two.
 *
 * <p>An {@link org.cisterna.dosing.edition.Edition} is a draft, reviewed by a second person, released, and withdrawn, in that order and never
 * back; each state names who brought it there, and each covers exactly the digest that was read. {@link
 * org.cisterna.dosing.edition.EditionDifference} says in words what is different, and {@link
 * org.cisterna.dosing.edition.VerdictChange} which requests would be decided otherwise. An institution's own overlay is a limiter beside the
 * library ({@link org.cisterna.dosing.LimitProvider#INSTITUTION}); it can only tighten.
 *
 * <p>The service {@link org.cisterna.dosing.edition.Editions} keeps them in the ledger and serves what is in force; everything else here is plain values, immutable, any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.cisterna.dosing.edition;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
