// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/**
 * What the first entry of a log says of it.
 *
 * @param shard the log
 * @param key under which it is signed
 * @param firstSequence the number of its first entry among all of the node
 * @param old what it goes on from; empty in the first log of a node
 */
record Beginning(String shard, NoteKey key, long firstSequence, Optional<Old> old) {

    /** Why a log ends and another one begins. */
    enum Cause {
        /** A new year, by house time. */
        YEAR("year"),
        /** The key of the node was replaced. */
        KEY("key"),
        /** The data folder is a restored one. */
        RESTORED("restored");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        static Cause of(String text) {
            for (Cause each : values()) {
                if (each.text.equals(text)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("'" + text + "' is no reason for a new log that this version knows");
        }
    }

    /**
     * The log before.
     *
     * @param cause why it was left
     * @param note its last checkpoint, a signed note
     * @param key that has signed it
     */
    record Old(Cause cause, String note, NoteKey key) {

        /**
         * The checkpoint in the note.
         *
         * @throws IllegalArgumentException when the key has not signed it
         */
        Checkpoint checkpoint() {
            return key.checkpoint(note)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the old checkpoint that it names is not signed by the old key that it names"));
        }

        String shard() {
            return ShardName.ofOrigin(checkpoint().origin());
        }
    }

    /**
     * Reads the first entry of a log.
     *
     * @throws IllegalArgumentException in words when it is none
     */
    static Beginning of(Entry entry) {
        if (!entry.type().equals(LedgerEntries.CREATED)) {
            throw new IllegalArgumentException(
                    "the log does not begin with its creation but with an entry " + entry.type());
        }
        try {
            JsonObject body = entry.body();
            Optional<Old> old = Optional.empty();
            if (body.get("oldCheckpoint").isPresent()) {
                old = Optional.of(new Old(
                        Cause.of(body.string("cause")),
                        body.string("oldCheckpoint"),
                        NoteKey.parse(body.string("oldKey"))));
                old.get().checkpoint();
            }
            return new Beginning(
                    body.string("shard"), NoteKey.parse(body.string("key")), body.number("firstSequence"), old);
        } catch (JsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
