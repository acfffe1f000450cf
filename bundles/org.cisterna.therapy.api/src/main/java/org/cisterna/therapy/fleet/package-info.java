// SPDX-License-Identifier: Apache-2.0
/**
 * The fleet: all pumps of the house as rows that can be searched, filtered, sorted and paged.
 *
 * <p>{@link org.cisterna.therapy.fleet.Fleet} is a view over the ledger that can be thrown away and built again; a question first takes in
 * what was entered since the last. A row holds what the entries say: what was read and when, what was computed from that, the open visit, an
 * unknown outcome. <b>Nothing in it is live.</b> Whether a driver runs or a session is open right now is known to {@link
 * org.cisterna.pump.PumpHost}, and whoever shows rows joins it.
 *
 * <p>Instants are pump time unless an accessor says house time. Quantities are types of {@code org.cisterna.quantity}. Everything here is
 * immutable and may be used from any thread. Refusals are values ({@link org.cisterna.pump.Answer}) with codes of {@link
 * org.cisterna.therapy.Refusal}.
 */
@Export
@Version("2.0.0")
@NullMarked
package org.cisterna.therapy.fleet;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
