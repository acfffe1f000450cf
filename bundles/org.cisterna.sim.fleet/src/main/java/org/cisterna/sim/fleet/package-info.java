// SPDX-License-Identifier: Apache-2.0
/**
 * Many simulated pumps at once: the physics of the devices, schedule, strokes with their carry, mass per drug, plugs of the path, battery,
 * lockout and alarms, without protocol, ring and keys, and a workload that they live through.
 *
 * <p>Pumps never meet, so each is advanced by itself for as long as is wanted ("pump-major"), on as many threads as there are; the result is
 * the same for any number of them. Between two moments at which something changes a pump's amounts are exact closed forms in integers.
 *
 * <p>What {@link org.cisterna.sim.Solution} mixes is shared with the devices. The rest is written once more here, and a test holds both
 * against each other to the picolitre.
 */
@NullMarked
package org.cisterna.sim.fleet;

import org.jspecify.annotations.NullMarked;
