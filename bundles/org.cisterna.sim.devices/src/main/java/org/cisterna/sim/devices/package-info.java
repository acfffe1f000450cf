// SPDX-License-Identifier: Apache-2.0
/**
 * Who runs simulated devices: the fleet in a folder, its time, the ports of the devices' process, and the platform's end of both.
 *
 * <p>Nothing of it is in a product for real pumps.
 */
@NullMarked
package org.cisterna.sim.devices;

import org.jspecify.annotations.NullMarked;
