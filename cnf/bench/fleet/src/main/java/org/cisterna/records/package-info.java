// SPDX-License-Identifier: Apache-2.0
/** The benchmark of the fleet, beside what it measures. */
@NullMarked
package org.cisterna.records;

import org.jspecify.annotations.NullMarked;
