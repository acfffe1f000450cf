// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs of this node as witnesses are asked about them. Safe for threads. */
final class WitnessedLogs {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessedLogs.class);

    private final Storage storage;
    private final String node;
    private final Logs logs;
    private final Health health;
    private Optional<Sought> ended = Optional.empty();

    WitnessedLogs(Storage storage, String node, Logs logs, Health health) {
        this.storage = storage;
        this.node = node;
        this.logs = logs;
        this.health = health;
    }

    /**
     * A checkpoint that is to be cosigned.
     *
     * @param log whose it is
     * @param origin of that
     * @param key that has signed it
     * @param signed the checkpoint, with that signature alone
     * @param note the same as it is published
     * @param size of the tree
     */
    record Sought(Log log, String origin, NoteKey key, String signed, String note, long size) {}

    /** The last checkpoint of the log that has ended last, and the newest one of the current log; none when there is something wrong. */
    List<Sought> sought() throws IOException {
        Chain now = logs.now();
        List<Sought> sought = new ArrayList<>();
        Optional<Publisher.Head> head = now.current().publisher().flatMap(Publisher::head);
        if (!health.isWritable() || head.isEmpty()) {
            return sought;
        }
        if (!now.older().isEmpty()) {
            ended(now.older().get(now.older().size() - 1)).ifPresent(sought::add);
        }
        OpenLog current = now.current();
        sought.add(new Sought(
                current,
                origin(current),
                current.key().orElseThrow(),
                head.get().signed(),
                head.get().note(),
                head.get().size()));
        return sought;
    }

    private synchronized Optional<Sought> ended(Log last) throws IOException {
        if (ended.filter(each -> each.log() == last).isEmpty()) {
            String note = new String(last.file(Paths.CHECKPOINT).orElseThrow(), StandardCharsets.UTF_8);
            NoteKey key = last.key().orElseThrow();
            ended = key.alone(note).map(signed -> new Sought(last, origin(last), key, signed, note, last.size()));
        }
        return ended;
    }

    private String origin(Log log) {
        return node + "/" + log.shard();
    }

    /** The hashes that lead from an older size to the checkpoint. */
    List<byte[]> proof(Sought sought, long oldSize) throws IOException {
        return oldSize == 0 || oldSize == sought.size()
                ? List.of()
                : sought.log().consistency(oldSize, sought.size());
    }

    /** Publishes cosignatures with the checkpoint. */
    void cosigned(Sought sought, String cosignatures) throws IOException {
        if (sought.log() instanceof OpenLog open) {
            open.publisher().orElseThrow().cosigned(sought.signed(), cosignatures);
        } else {
            byte[] note = (sought.signed() + cosignatures).getBytes(StandardCharsets.UTF_8);
            storage.replaceAtomically(Paths.witnessed(sought.log().shard()), note);
            storage.replaceAtomically(Paths.checkpoint(sought.log().shard()), note);
        }
    }

    /**
     * Looks at a checkpoint that a witness shows. When the key has signed it and the log does not extend it, the ledger is read-only from now on, the next
     * starts included.
     *
     * @return whether that is so
     */
    boolean contradicts(Sought sought, String witness, String note) throws IOException {
        Optional<Checkpoint> seen =
                sought.key().checkpoint(note).filter(each -> each.origin().equals(sought.origin()));
        Optional<String> words =
                seen.flatMap(each -> Conflict.words(each, sought.log().size(), size -> root(sought.log(), size)));
        if (words.isPresent()) {
            health.refuse(words.get() + " It is the witness " + witness + ".");
            if (sought.log() instanceof OpenLog open) {
                Conflict.keep(storage, open.shard(), note);
            }
        }
        return words.isPresent();
    }

    private static byte[] root(Log log, long size) {
        try {
            return log.root(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A note stands as long as a witness does not cosign the current log. */
    void silent(String witness, Sought sought, String why) {
        if (isCurrent(sought)) {
            health.standing(
                    witness,
                    "The witness " + witness + " does not cosign " + sought.origin() + ": " + why
                            + ". Checkpoints are published without it, and it is asked again.");
        } else {
            LOG.info("the witness {} does not cosign the ended log {}: {}", witness, sought.origin(), why);
        }
    }

    /** It cosigns again. */
    void heard(String witness, Sought sought) {
        if (isCurrent(sought)) {
            health.over(witness);
        }
    }

    private boolean isCurrent(Sought sought) {
        return sought.log() == logs.current();
    }
}
