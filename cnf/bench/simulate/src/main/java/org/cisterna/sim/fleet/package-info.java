// SPDX-License-Identifier: Apache-2.0
/** The benchmark of the fleet core: in its package, so that queues can drive the very same pumps. */
@NullMarked
package org.cisterna.sim.fleet;

import org.jspecify.annotations.NullMarked;
