// SPDX-License-Identifier: Apache-2.0
/** How values are written for people: formatted here once, and nowhere else. Pure functions of what is given. */
@NullMarked
package org.cisterna.console.show;

import org.jspecify.annotations.NullMarked;
