// SPDX-License-Identifier: Apache-2.0
/** Content-addressed files that ledger entries name by their hash. */
@NullMarked
package org.cisterna.audit.evidence;

import org.jspecify.annotations.NullMarked;
