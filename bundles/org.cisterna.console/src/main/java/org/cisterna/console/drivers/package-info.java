// SPDX-License-Identifier: Apache-2.0
/** Drivers: what is there, what runs, what waits to be admitted, and why one is not used. */
@NullMarked
package org.cisterna.console.drivers;

import org.jspecify.annotations.NullMarked;
