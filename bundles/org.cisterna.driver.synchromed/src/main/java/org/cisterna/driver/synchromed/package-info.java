// SPDX-License-Identifier: Apache-2.0
/** The driver for pumps of the SynchroMed II class. */
@NullMarked
package org.cisterna.driver.synchromed;

import org.jspecify.annotations.NullMarked;
