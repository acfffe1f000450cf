// SPDX-License-Identifier: Apache-2.0
/** The fleet: which pump is where, how old what is known is, and who needs somebody now. */
@NullMarked
package org.cisterna.console.fleet;

import org.jspecify.annotations.NullMarked;
