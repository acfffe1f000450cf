// SPDX-License-Identifier: Apache-2.0
/** Control client and launcher of the process in which simulated devices live. */
@NullMarked
package org.cisterna.sim.devices;

import org.jspecify.annotations.NullMarked;
