// SPDX-License-Identifier: Apache-2.0
/**
 * Host, ledger, driver and firmware of each family, put together by hand over disks in memory and virtual time, and disturbed at every byte, at
 * every frame and at every operation of the disk. What the host says is held against the memory of the pump, read from its disk by a copy of the
 * device that was started cold, and against the fluid that this copy moves.
 */
@NullMarked
package org.cisterna.chain.pumps;

import org.jspecify.annotations.NullMarked;
