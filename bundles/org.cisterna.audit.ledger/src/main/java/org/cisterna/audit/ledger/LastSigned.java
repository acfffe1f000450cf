// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cisterna.storage.Storage;

/** Finds out what the key of the node has signed last. */
final class LastSigned {
    private final Storage storage;
    private final String node;
    private final NoteKey own;

    LastSigned(Storage storage, String node, NoteKey own) {
        this.storage = storage;
        this.node = node;
        this.own = own;
    }

    /**
     * Of the checkpoint beside the key and the published ones the one of the newest log, and of that the larger. Normally the one beside the key
     * and the newest published one are the same.
     */
    Optional<Checkpoint> among(List<String> shards, Consumer<String> notes) throws IOException, Damage {
        Optional<Checkpoint> beside = at(Paths.SIGNED);
        if (beside.isEmpty() && storage.exists(Paths.SIGNED)) {
            throw Damage.around(
                    Paths.SIGNED + ", the last checkpoint that was signed, is not signed by the key of this node:"
                            + " it was changed, or the key was replaced.");
        }
        for (int i = shards.size() - 1; i >= 0; i--) {
            String name = shards.get(i);
            Optional<Checkpoint> published = at(Paths.checkpoint(name));
            if (published.isPresent()) {
                return beside.isEmpty() || isNewer(published.get(), beside.get()) ? published : beside;
            }
            if (storage.exists(Paths.checkpoint(name))) {
                if (beside.isEmpty()) {
                    throw Damage.around("The checkpoint of the log " + name
                            + " is not signed by the key of this node: it was changed, or the key was replaced.");
                }
                if (beside.get().origin().equals(node + "/" + name)) {
                    notes.accept("The published checkpoint of the log " + name
                            + " was not as it was signed; it is made again.");
                }
            }
        }
        return beside;
    }

    private static boolean isNewer(Checkpoint one, Checkpoint other) {
        if (one.origin().equals(other.origin())) {
            return one.size() > other.size();
        }
        String shard = ShardName.ofOrigin(other.origin());
        return ShardName.isName(shard)
                && ShardName.parse(ShardName.ofOrigin(one.origin())).compareTo(ShardName.parse(shard)) > 0;
    }

    private Optional<Checkpoint> at(String path) throws IOException {
        return storage.exists(path)
                ? own.checkpoint(new String(storage.readAll(path), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
