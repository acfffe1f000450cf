// SPDX-License-Identifier: Apache-2.0
/** Firmware of a simulated pump of the Prometra II class. */
@NullMarked
package org.cisterna.sim.prometra;

import org.jspecify.annotations.NullMarked;
