// SPDX-License-Identifier: Apache-2.0
/** One pump: what was read and when, what it runs and holds, visits, and stopping it. */
@NullMarked
package org.cisterna.console.pump;

import org.jspecify.annotations.NullMarked;
