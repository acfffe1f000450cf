// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.sim.Battery.Cell;

/**
 * What drives all pumps of a family.
 *
 * @param stroke what its drive moves at a time, nominal, in nanolitres
 * @param cell the battery
 * @param mostStrokesADay more the drive cannot make
 */
record Power(long stroke, Cell cell, int mostStrokesADay) {}
