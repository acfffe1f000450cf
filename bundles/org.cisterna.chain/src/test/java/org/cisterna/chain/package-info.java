// SPDX-License-Identifier: Apache-2.0
/**
 * A change of dose from the order to the tip, through every part as it ships: workflow, engine, library, accounts, ledger, evidence, host and
 * driver on one side of a link, firmware on the other. Two stories are told through the
 * console's pages, as a browser without scripts asks for them. No framework: the parts are put together by hand, over disks in memory and virtual
 * time, so that a run repeats itself with its seed, byte for byte.
 */
@NullMarked
package org.cisterna.chain;

import org.jspecify.annotations.NullMarked;
