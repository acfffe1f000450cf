// SPDX-License-Identifier: Apache-2.0
/** The drug library: data with sources, read once, checked whole. */
@NullMarked
package org.cisterna.dosing.library;

import org.jspecify.annotations.NullMarked;
