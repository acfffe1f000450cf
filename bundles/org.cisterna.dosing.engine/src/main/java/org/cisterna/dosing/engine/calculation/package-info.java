// SPDX-License-Identifier: Apache-2.0
/** The calculations around a programme: one class each, pure, and the sheet on which it writes. */
@NullMarked
package org.cisterna.dosing.engine.calculation;

import org.jspecify.annotations.NullMarked;
