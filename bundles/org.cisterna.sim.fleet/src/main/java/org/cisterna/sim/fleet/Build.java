// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.sim.Battery.Cell;

/**
 * What all pumps of a family have in common. Volumes in picolitres, but the stroke in nanolitres.
 *
 * @param residual what stays in an emptied reservoir
 * @param path from the valve to the catheter's connector
 * @param stroke nominal
 * @param cell the battery
 * @param mostStrokesADay more the drive cannot make
 */
record Build(FleetFamily family, long residual, long path, long stroke, Cell cell, int mostStrokesADay) {

    /**
     * What the seed gives one pump.
     *
     * @param key its chance from now on
     * @param therapies which of the family's
     * @param catheter its volume in picolitres
     * @param age chance of its age
     */
    record Drawn(long key, int therapies, long catheter, long age) {}
}
