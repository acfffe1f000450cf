// SPDX-License-Identifier: Apache-2.0
/**
 * Plays scenario files over the host, the drivers and the devices as they ship, under virtual time. The ledger is one in memory: what is proved here is what
 * host, drivers and devices do, and that it replays.
 */
@NullMarked
package org.cisterna.chain.scenario;

import org.jspecify.annotations.NullMarked;
