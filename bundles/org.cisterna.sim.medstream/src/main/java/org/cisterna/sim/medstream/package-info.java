// SPDX-License-Identifier: Apache-2.0
/** Firmware of a simulated pump of the MedStream class. */
@NullMarked
package org.cisterna.sim.medstream;

import org.jspecify.annotations.NullMarked;
