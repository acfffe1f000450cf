// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.storage.Storage;

/**
 * A data folder of which the operator says that it was restored, and whose new log has not begun.
 *
 * @param note the newest checkpoint in it
 * @param checkpoint what stands in that
 * @param lost what the key has signed besides
 * @param begunInVain logs of which nothing was signed: an earlier start on this folder was interrupted
 * @param highest the newest log that is known to have begun
 * @param name of the log to come, when that is given
 */
record RestoredFolder(
        String note,
        Checkpoint checkpoint,
        Optional<Checkpoint> lost,
        List<String> begunInVain,
        ShardName highest,
        Optional<String> name) {

    /** Finds out whether what the operator says still has to be done, and is true. */
    static Optional<RestoredFolder> of(
            Storage storage,
            NoteKey key,
            String node,
            List<String> shards,
            Optional<Restored.Said> what,
            Optional<Checkpoint> signed)
            throws IOException, Damage {
        if (what.isEmpty() || signed.isEmpty()) {
            return Optional.empty();
        }
        Restored.Said said = what.get();
        String last = ShardName.ofOrigin(signed.get().origin());
        ShardName from = ShardName.parse(said.shard());
        if (shards.contains(last) && ShardName.parse(last).compareTo(from) > 0) {
            return Optional.empty(); // a newer log goes on: it was done, or is not true
        }
        String path = Paths.checkpoint(said.shard());
        String note = storage.exists(path) ? new String(storage.readAll(path), StandardCharsets.UTF_8) : "";
        Optional<Checkpoint> found = key.checkpoint(note)
                .filter(each -> each.size() == said.size() && each.origin().equals(node + "/" + said.shard()));
        if (found.isEmpty()) {
            throw said.untrue();
        }
        List<String> vain = new ArrayList<>();
        for (String each : shards) {
            if (!hasBegun(storage, each)) {
                vain.add(each);
            }
        }
        ShardName highest = Stream.concat(shards.stream().filter(each -> !vain.contains(each)), Stream.of(last))
                .filter(ShardName::isName)
                .map(ShardName::parse)
                .max(ShardName::compareTo)
                .orElse(from);
        if (said.name().isPresent() && ShardName.parse(said.name().get()).compareTo(highest) <= 0) {
            throw Damage.around(
                    "The configuration names the log to come " + said.name().get() + ", and " + highest.text()
                            + " is known to have begun; give a later name, or none.");
        }
        return Optional.of(new RestoredFolder(
                key.alone(note).orElseThrow(),
                found.get(),
                signed.filter(each -> !each.equals(found.get())),
                List.copyOf(vain),
                highest,
                said.name()));
    }

    /** Whether more is there of a log than the change from one to the next can have left when it was interrupted. */
    static boolean hasBegun(Storage storage, String shard) throws IOException {
        String path = Paths.segment(shard);
        return storage.exists(Paths.checkpoint(shard))
                || (storage.exists(path)
                        && SegmentScan.of(storage, path, 0, (bytes, offset, place) -> {})
                                        .records()
                                > 1);
    }

    Restored restored(long found) {
        return new Restored(note, checkpoint.size(), found, lost, highest, name);
    }

    /** The newest checkpoint that lies with a log. */
    static Optional<Checkpoint> newest(Storage storage, String shard, Optional<NodeKey> key) throws IOException {
        String path = Paths.checkpoint(shard);
        return key.isPresent() && storage.exists(path)
                ? key.get().verifier().checkpoint(new String(storage.readAll(path), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** What to do if the folder was restored. */
    static String hint(Storage storage, String shard, Optional<NodeKey> key) throws IOException {
        return newest(storage, shard, key)
                .map(each -> " If this folder was restored from a backup, go on as docs/operations.md says, with"
                        + " \"restored\": \"" + shard + "@" + each.size()
                        + "\"; if not, somebody has put it back to an older state.")
                .orElse("");
    }
}
