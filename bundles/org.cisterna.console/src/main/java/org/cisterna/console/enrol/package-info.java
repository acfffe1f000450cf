// SPDX-License-Identifier: Apache-2.0
/** Enrolling a pump: found pumps, what is typed about one, a review with the pairing code, and the record. */
@NullMarked
package org.cisterna.console.enrol;

import org.jspecify.annotations.NullMarked;
