// SPDX-License-Identifier: Apache-2.0
/** The dosing engine: pure functions from an input to a proposal. */
@NullMarked
package org.cisterna.dosing.engine;

import org.jspecify.annotations.NullMarked;
