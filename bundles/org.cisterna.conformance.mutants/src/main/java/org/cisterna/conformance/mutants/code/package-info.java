// SPDX-License-Identifier: Apache-2.0
/** Drivers whose fault stands in their code: what they offer, name or hold. */
@NullMarked
package org.cisterna.conformance.mutants.code;

import org.jspecify.annotations.NullMarked;
