// SPDX-License-Identifier: Apache-2.0
/**
 * Runs of the conformance kit on installed drivers: each in processes of its own, one at a time, entered in the ledger when it begins and when it ends; and
 * how each driver stands by what is entered. Nothing else is kept.
 */
@NullMarked
package org.cisterna.conformance.runs;

import org.jspecify.annotations.NullMarked;
