// SPDX-License-Identifier: Apache-2.0
/** Runs of the conformance kit: how each driver stands, a run under way, and what came of one. */
@NullMarked
package org.cisterna.console.conformance;

import org.jspecify.annotations.NullMarked;
