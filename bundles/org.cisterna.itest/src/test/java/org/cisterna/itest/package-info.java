// SPDX-License-Identifier: Apache-2.0
/**
 * The exported products in a real framework. Pax Exam runs what needs services inside; {@link org.cisterna.itest.Platform}
 * runs what looks from outside: features alone, and what is left after a stop.
 */
@NullMarked
package org.cisterna.itest;

import org.jspecify.annotations.NullMarked;
