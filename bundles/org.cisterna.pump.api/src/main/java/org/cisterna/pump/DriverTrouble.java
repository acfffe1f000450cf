// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;

/**
 * Something that a driver, or a pump behind it, did not do as it must, as it is told to people. Known to this process only; the ledger and the pump's own
 * page say what came of it.
 *
 * @param subject which pump, as {@link PumpId#text()}; or the address, where no pump was known yet
 * @param code what it was: the code of the refusal, or of how a command ended
 * @param words the same for people
 * @param at house time when it was noticed last
 * @param times how often since the driver came, at least 1
 */
public record DriverTrouble(String subject, String code, String words, Instant at, int times) {}
