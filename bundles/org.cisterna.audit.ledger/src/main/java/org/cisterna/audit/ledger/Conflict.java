// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongFunction;
import org.cisterna.storage.Storage;

/**
 * A checkpoint that the key of this node has signed, that a witness has kept, and that the log does not extend. Only who has the key can have made it, so
 * nobody else can make a ledger read-only with one.
 */
final class Conflict {
    private static final String WHAT_NOW =
            " Keep the data folder as it is, and see docs/operations.md for what to do about a witness that disagrees.";

    private Conflict() {}

    /**
     * What does not fit, in words; empty when the log extends the checkpoint.
     *
     * @param size of the log
     * @param root of its tree at any size up to that
     */
    static Optional<String> words(Checkpoint seen, long size, LongFunction<byte[]> root) {
        String that = "A witness has a checkpoint of " + seen.origin() + " with " + seen.size()
                + " entries that the key of this node has signed, and here ";
        if (seen.size() > size) {
            return Optional.of(that + "the log has " + size
                    + ": its end was taken away, or the data folder was put back to an older state, its keys included."
                    + WHAT_NOW);
        }
        byte[] own = root.apply(seen.size());
        return Hashes.digest(own).equals(seen.root())
                ? Optional.empty()
                : Optional.of(that + "the first " + seen.size() + " entries have the root "
                        + Base64.getEncoder().encodeToString(own) + ", not "
                        + Base64.getEncoder().encodeToString(seen.root().bytes())
                        + ": there are two versions of this log, a split view." + WHAT_NOW);
    }

    /** Keeps the checkpoint, so that the next start knows of it. */
    static void keep(Storage storage, String shard, String note) throws IOException {
        storage.replaceAtomically(Paths.conflict(shard), note.getBytes(StandardCharsets.UTF_8));
    }

    /** Looks whether one was kept that still does not fit. One that fits is gone afterwards: the right folder is back. */
    static void check(Storage storage, String node, String shard, NoteKey key, LogState state)
            throws IOException, Damage {
        String path = Paths.conflict(shard);
        if (!storage.exists(path)) {
            return;
        }
        Optional<Checkpoint> seen = key.checkpoint(new String(storage.readAll(path), StandardCharsets.UTF_8))
                .filter(each -> each.origin().equals(node + "/" + shard));
        Optional<String> words = seen.flatMap(each -> words(each, state.size(), state::root));
        if (words.isPresent()) {
            throw Damage.in(words.get(), -1);
        }
        storage.delete(path);
        storage.syncDirectory(Paths.log(shard));
    }
}
