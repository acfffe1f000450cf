// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/**
 * What the bodies of all pumps of a family have in common. Volumes in picolitres.
 *
 * @param residual what stays in an emptied reservoir
 * @param tubing from the valve to the catheter's connector
 */
record Build(FleetFamily family, int residual, int tubing) {

    /**
     * What the seed gives one pump.
     *
     * @param key its chance from now on
     * @param therapies which of the family's
     * @param catheter its volume in picolitres
     * @param age chance of its age
     */
    record Drawn(long key, int therapies, int catheter, long age) {}
}
