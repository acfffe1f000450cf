// SPDX-License-Identifier: Apache-2.0
/** A simulated pump of the Codman 3000 class: bellows, propellant and restrictor. It has no electronics, no memory of its own, no link. */
@NullMarked
package org.cisterna.sim.codman;

import org.jspecify.annotations.NullMarked;
