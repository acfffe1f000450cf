// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of {@code ./cisterna}, on a plain class path. {@code demo} and {@code run} start the framework in this process; all the others
 * need none.
 */
@NullMarked
package org.cisterna.cli;

import org.jspecify.annotations.NullMarked;
