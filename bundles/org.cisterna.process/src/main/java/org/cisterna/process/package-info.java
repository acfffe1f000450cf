// SPDX-License-Identifier: Apache-2.0
/**
 * What the launcher of a product leaves open between the process and its framework: that a process which is asked to end stops the framework in
 * order, and that what writes to {@code java.util.logging} before there is a log stays quiet. It starts before the log, so it uses none.
 */
@NullMarked
package org.cisterna.process;

import org.jspecify.annotations.NullMarked;
