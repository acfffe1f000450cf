// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@link Opening} found and made.
 *
 * @param key the node's key, when it could be read
 * @param shard the current log; empty when there is none
 * @param firstSequence the number of its first entry
 * @param state its good entries
 * @param older the logs before it, the oldest first
 * @param signed what was signed of it last, when that could be read
 * @param segment the segment, ready to be appended to; empty when nothing must be written
 * @param fresh whether it has no entry yet
 * @param torn bytes of a torn last group that were cut off; 0 when there were none
 * @param closed whether the last entry says that the ledger was closed
 * @param ending what its last entry says, when it has ended and the next one has not begun
 * @param restored that the folder is a restored one, when its new log has not begun
 * @param quick how it was opened without being read whole; empty when it was read
 * @param notes what was noticed and repaired
 * @param damage why nothing must be written; empty when it may
 * @param firstBad the number of the first bad entry, where it is known
 */
record Opened(
        Optional<NodeKey> key,
        String shard,
        long firstSequence,
        LogState state,
        List<Log> older,
        Optional<Checkpoint> signed,
        Optional<Segment> segment,
        boolean fresh,
        long torn,
        boolean closed,
        Optional<Ending> ending,
        Optional<Restored> restored,
        Optional<QuickStart.Found> quick,
        List<String> notes,
        List<String> damage,
        OptionalLong firstBad) {

    /** The node and its current log; empty when there is none that can be read. */
    String origin() {
        return shard.isEmpty() ? "" : key.map(k -> k.name() + "/" + shard).orElse("");
    }

    /** How many entries at the beginning of the current log this start has not read. */
    long unread() {
        return quick.map(QuickStart.Found::unread).orElse(0L);
    }

    long signedSize() {
        return signed.map(Checkpoint::size).orElse(0L);
    }
}
