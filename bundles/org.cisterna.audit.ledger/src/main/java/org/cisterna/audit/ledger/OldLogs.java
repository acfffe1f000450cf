// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cisterna.storage.Storage;

/** Finds the logs before the current one, each by what the first entry of the next one says of it. */
final class OldLogs {
    private final Storage storage;
    private final String node;
    private final Consumer<String> noted;

    OldLogs(Storage storage, String node, Consumer<String> noted) {
        this.storage = storage;
        this.node = node;
        this.noted = noted;
    }

    /**
     * All logs before one, the oldest first.
     *
     * @param beginning what the first entry of that one says; proven
     * @param there the names of all other logs in the folder
     * @throws Damage in words, when one is missing or is not the right one, or there is one too many
     */
    List<Log> before(Beginning beginning, List<String> there) throws IOException, Damage {
        List<Log> found = new ArrayList<>();
        List<String> left = new ArrayList<>(there);
        Beginning next = beginning;
        while (next.old().isPresent()) {
            Beginning.Old end = next.old().get();
            left.remove(end.shard());
            if (!end.checkpoint().origin().equals(node + "/" + end.shard())
                    || ShardName.parse(end.shard()).compareTo(ShardName.parse(next.shard())) >= 0) {
                throw Damage.of(
                        next.shard(),
                        "The log " + next.shard() + " says that it goes on from "
                                + end.checkpoint().origin() + ", which cannot be.");
            }
            ClosedLog log = ClosedLog.open(storage, end, noted);
            if (log.endSequence() != next.firstSequence()) {
                throw Damage.of(
                        log.shard(),
                        "The log " + log.shard() + " ends before entry " + log.endSequence() + ", and " + next.shard()
                                + " begins with entry " + next.firstSequence() + ".");
            }
            found.add(0, log);
            next = log.beginning();
        }
        if (next.firstSequence() != 0) {
            throw Damage.of(
                    next.shard(),
                    "The log " + next.shard() + " begins with entry " + next.firstSequence()
                            + " and names no log before it.");
        }
        if (!left.isEmpty()) {
            throw Damage.of(
                    left.get(0),
                    "There is more than one log in the ledger's folder, and none of the others goes on from "
                            + String.join(", ", left)
                            + ". Take it out and find out who put it there; nothing is written.");
        }
        return found;
    }

    /**
     * What can be read of logs while something is wrong: those that are good in themselves, from the first entry of the node on and without a gap.
     * Nothing of it is proven.
     */
    List<Log> unproven(List<String> shards) throws IOException {
        List<Log> found = new ArrayList<>();
        long sequence = 0;
        for (String shard : shards) {
            String path = Paths.segment(shard);
            if (!storage.exists(path) || Segment.firstSequence(storage, path) != sequence) {
                break;
            }
            RecordCheck check = RecordCheck.ofAll(node, shard, sequence);
            SegmentScan scan = SegmentScan.of(storage, path, 0, check);
            found.add(OpenLog.readable(storage, shard, Optional.empty(), sequence, check.state()));
            sequence += check.state().size();
            if (check.wrong().isPresent() || scan.state() == SegmentScan.State.BROKEN) {
                break;
            }
        }
        return found;
    }
}
