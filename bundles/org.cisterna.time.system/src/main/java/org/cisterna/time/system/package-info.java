// SPDX-License-Identifier: Apache-2.0
/** The provider of the time services in the product: system clock, system threads. */
@NullMarked
package org.cisterna.time.system;

import org.jspecify.annotations.NullMarked;
