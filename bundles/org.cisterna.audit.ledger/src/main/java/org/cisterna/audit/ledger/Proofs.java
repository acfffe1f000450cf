// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import org.cisterna.audit.ConsistencyProof;
import org.cisterna.audit.InclusionProof;

/** Makes the proofs of one log. */
final class Proofs {

    private Proofs() {}

    static InclusionProof inclusion(String node, Log log, long index, long treeSize) throws IOException {
        if (index < 0 || index >= treeSize || treeSize > log.size()) {
            throw new IllegalArgumentException("no proof that entry " + index + " is in a tree of " + treeSize
                    + ": the log has " + log.size() + " entries");
        }
        return new InclusionProof(
                node + "/" + log.shard(),
                index,
                treeSize,
                Hashes.digest(log.leaf(index)),
                Hashes.digest(log.root(treeSize)),
                Hashes.digests(log.inclusion(index, treeSize)));
    }

    static ConsistencyProof consistency(String node, Log log, long oldSize, long newSize) throws IOException {
        if (oldSize < 1 || oldSize > newSize || newSize > log.size()) {
            throw new IllegalArgumentException("no proof between trees of " + oldSize + " and " + newSize
                    + " entries: the log" + " has " + log.size());
        }
        return new ConsistencyProof(
                node + "/" + log.shard(),
                oldSize,
                newSize,
                Hashes.digest(log.root(oldSize)),
                Hashes.digest(log.root(newSize)),
                Hashes.digests(log.consistency(oldSize, newSize)));
    }
}
