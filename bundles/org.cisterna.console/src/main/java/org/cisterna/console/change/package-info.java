// SPDX-License-Identifier: Apache-2.0
/**
 * A change of dose, one address a step: read the pump, drug, schedule, checks, old and new, signature, second person, send and read back.
 * Nothing is decided here: {@code Therapy} decides, and says what may be shown to whom.
 */
@NullMarked
package org.cisterna.console.change;

import org.jspecify.annotations.NullMarked;
