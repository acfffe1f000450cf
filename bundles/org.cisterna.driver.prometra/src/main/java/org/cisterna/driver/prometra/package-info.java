// SPDX-License-Identifier: Apache-2.0
/** The driver for pumps of the Prometra II class. */
@NullMarked
package org.cisterna.driver.prometra;

import org.jspecify.annotations.NullMarked;
