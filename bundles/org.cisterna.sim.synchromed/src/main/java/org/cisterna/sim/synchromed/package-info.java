// SPDX-License-Identifier: Apache-2.0
/** Firmware of a simulated pump of the SynchroMed II class. */
@NullMarked
package org.cisterna.sim.synchromed;

import org.jspecify.annotations.NullMarked;
