// SPDX-License-Identifier: Apache-2.0
/** The dosing engine under JMH, against Jackson writing the very same proposal. */
@NullMarked
package org.cisterna.bench.engine;

import org.jspecify.annotations.NullMarked;
