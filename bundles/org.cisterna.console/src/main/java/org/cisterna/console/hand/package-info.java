// SPDX-License-Identifier: Apache-2.0
/** A pump without telemetry: the guided record of what is done to it by hand. */
@NullMarked
package org.cisterna.console.hand;

import org.jspecify.annotations.NullMarked;
