// SPDX-License-Identifier: Apache-2.0
/** Drivers and pumps with one fault each in what they do: the kit has to find each by its own rule. In no product. */
@NullMarked
package org.cisterna.conformance.mutants;

import org.jspecify.annotations.NullMarked;
