// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.List;
import org.cisterna.canonical.Digest;

/**
 * Proves that a tree is the beginning of a larger one (RFC 6962, section 2.1.2). Immutable.
 *
 * @param origin the log: node and shard
 * @param oldSize the size of the smaller tree
 * @param newSize the size of the larger tree
 * @param oldRoot the hash of the smaller tree
 * @param newRoot the hash of the larger tree
 * @param path the hashes from which both can be computed, in the order of the standard
 */
public record ConsistencyProof(
        String origin, long oldSize, long newSize, Digest oldRoot, Digest newRoot, List<Digest> path) {

    /** Copies the path. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }
}
