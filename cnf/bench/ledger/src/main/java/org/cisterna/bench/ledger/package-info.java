// SPDX-License-Identifier: Apache-2.0
/** The benchmark of the ledger: durable appends in turn with databases, and verification in turn with raw hashing. */
@NullMarked
package org.cisterna.bench.ledger;

import org.jspecify.annotations.NullMarked;
