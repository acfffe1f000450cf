// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the first entry of a log says of the log that it goes on from.
 *
 * @param head its last checkpoint, signed by its key
 * @param key that has signed it
 * @param firstSequence the number of the first entry of the log that goes on
 */
record Link(TreeHead head, VerifierKey key, long firstSequence) {

    /**
     * Reads the body of a first entry that names an old log.
     *
     * @throws IllegalArgumentException in words when it does so in no form that can be checked
     */
    static Link of(Map<?, ?> body) {
        if (!(body.get("oldCheckpoint") instanceof String note)
                || !(body.get("oldKey") instanceof String oldKey)
                || !(body.get("firstSequence") instanceof Long first)) {
            throw new IllegalArgumentException("it names no old checkpoint with its key and number");
        }
        VerifierKey key = new VerifierKey(oldKey);
        TreeHead head = TreeHead.read(note.getBytes(StandardCharsets.UTF_8), key);
        if (!head.isSigned() || !head.origin().equals(key.name() + "/" + head.shard())) {
            throw new IllegalArgumentException(
                    "the old checkpoint, of " + head.origin() + ", is not signed by the old key that it names");
        }
        return new Link(head, key, first);
    }

    /** Says in which way another checkpoint is not the one that is named; empty when it is that one. */
    String difference(TreeHead found) {
        if (found.origin().equals(head.origin())
                && found.size() == head.size()
                && found.rootText().equals(head.rootText())) {
            return "";
        }
        String both = "Its checkpoint has " + found.size() + " entries and the root " + found.rootText()
                + "; the log that goes on from it names " + head.size() + " and " + head.rootText() + ". ";
        if (!found.origin().equals(head.origin())) {
            return both + "It is the checkpoint of another log, " + found.origin() + ".";
        }
        if (found.size() == head.size()) {
            return both + "There are two versions of this log, and its key has signed both: a split view.";
        }
        return both
                + (found.size() < head.size()
                        ? "It was put back to an older state."
                        : "It was written after it had ended.");
    }
}
