// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.List;
import org.cisterna.canonical.Digest;

/**
 * Proves that an entry is in a tree (RFC 6962, section 2.1.1). Immutable.
 *
 * @param origin the log: node and shard
 * @param index the place of the entry
 * @param treeSize the size of the tree
 * @param leaf the hash of the entry
 * @param root the hash of the tree
 * @param path the hashes that lead from the one to the other, from the leaf upwards
 */
public record InclusionProof(String origin, long index, long treeSize, Digest leaf, Digest root, List<Digest> path) {

    /** Copies the path. */
    public InclusionProof {
        path = List.copyOf(path);
    }
}
