// SPDX-License-Identifier: Apache-2.0
/** The log on disk, its Merkle tree, and the verifier that trusts only bytes and a key. */
@NullMarked
package org.cisterna.audit.ledger;

import org.jspecify.annotations.NullMarked;
