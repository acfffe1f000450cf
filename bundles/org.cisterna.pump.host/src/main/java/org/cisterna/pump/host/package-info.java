// SPDX-License-Identifier: Apache-2.0
/** Sessions, one queue a pump, the command life cycle, the last gate and reconciliation. */
@NullMarked
package org.cisterna.pump.host;

import org.jspecify.annotations.NullMarked;
