// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@link Opening} found and made.
 *
 * @param key the node's key, when it could be read
 * @param shard the log; empty when there is none
 * @param state its good entries
 * @param signed what was signed last, when that could be read
 * @param segment the segment, ready to be appended to; empty when nothing must be written
 * @param fresh whether the log has no entry yet
 * @param torn bytes of a torn last group that were cut off; 0 when there were none
 * @param closed whether the last entry says that the ledger was closed
 * @param notes what was noticed and repaired
 * @param damage why nothing must be written; empty when it may
 * @param firstBad the index of the first bad entry, where it is known
 */
record Opened(
        Optional<NodeKey> key,
        String shard,
        LogState state,
        Optional<Checkpoint> signed,
        Optional<Segment> segment,
        boolean fresh,
        long torn,
        boolean closed,
        List<String> notes,
        List<String> damage,
        OptionalLong firstBad) {

    /** The name of the log in its checkpoints; empty when there is none that can be read. */
    String origin() {
        return shard.isEmpty() ? "" : key.map(k -> k.name() + "/" + shard).orElse("");
    }
}
