// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.rig;

import java.time.Instant;

/**
 * What really happened to the fluid, whatever the pump believes.
 *
 * @param at pump time up to which it is known
 * @param pushedPicolitres all that ever left the reservoir towards the tip
 * @param usablePicolitres what can still be moved
 * @param flowing whether fluid moves now
 */
public record FlowTruth(Instant at, long pushedPicolitres, long usablePicolitres, boolean flowing) {}
