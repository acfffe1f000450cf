// SPDX-License-Identifier: Apache-2.0
/** The Codman 3000 class, described by data: its pumps have no telemetry, so there is nothing to speak to. */
@NullMarked
package org.cisterna.driver.codman;

import org.jspecify.annotations.NullMarked;
