// SPDX-License-Identifier: Apache-2.0
/** The driver for pumps of the MedStream class. */
@NullMarked
package org.cisterna.driver.medstream;

import org.jspecify.annotations.NullMarked;
