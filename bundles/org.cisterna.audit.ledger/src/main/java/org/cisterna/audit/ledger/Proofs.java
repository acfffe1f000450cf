// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import org.cisterna.audit.ConsistencyProof;
import org.cisterna.audit.InclusionProof;

/** Makes the proofs of one log. Safe for threads. */
final class Proofs {
    private final String origin;
    private final LogState state;

    Proofs(String origin, LogState state) {
        this.origin = origin;
        this.state = state;
    }

    InclusionProof inclusion(long index, long treeSize) {
        if (index < 0 || index >= treeSize || treeSize > state.size()) {
            throw new IllegalArgumentException("no proof that entry " + index + " is in a tree of " + treeSize
                    + ": the log has " + state.size() + " entries");
        }
        return new InclusionProof(
                origin,
                index,
                treeSize,
                Hashes.digest(state.leaf(index)),
                Hashes.digest(state.root(treeSize)),
                Hashes.digests(state.inclusion(index, treeSize)));
    }

    ConsistencyProof consistency(long oldSize, long newSize) {
        if (oldSize < 1 || oldSize > newSize || newSize > state.size()) {
            throw new IllegalArgumentException("no proof between trees of " + oldSize + " and " + newSize
                    + " entries: the log" + " has " + state.size());
        }
        return new ConsistencyProof(
                origin,
                oldSize,
                newSize,
                Hashes.digest(state.root(oldSize)),
                Hashes.digest(state.root(newSize)),
                Hashes.digests(state.consistency(oldSize, newSize)));
    }
}
