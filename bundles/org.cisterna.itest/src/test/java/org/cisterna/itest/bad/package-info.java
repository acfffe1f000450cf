// SPDX-License-Identifier: Apache-2.0
/** Drivers that do one thing wrong each. A test puts these classes into jars and the jars into the drivers folder; the platform never sees them otherwise. */
@NullMarked
package org.cisterna.itest.bad;

import org.jspecify.annotations.NullMarked;
