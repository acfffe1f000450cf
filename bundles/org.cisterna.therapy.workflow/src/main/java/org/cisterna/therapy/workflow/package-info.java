// SPDX-License-Identifier: Apache-2.0
/** The acts of a visit as state machines, and their fold. */
@NullMarked
package org.cisterna.therapy.workflow;

import org.jspecify.annotations.NullMarked;
