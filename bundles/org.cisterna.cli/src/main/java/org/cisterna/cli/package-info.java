// SPDX-License-Identifier: Apache-2.0
/** The commands behind ./cisterna. */
@NullMarked
package org.cisterna.cli;

import org.jspecify.annotations.NullMarked;
