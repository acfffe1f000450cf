// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.util.List;

/**
 * A checkpoint that somebody has kept: the one thing that tells when log and keys were put back to an older state together, or when two people are
 * shown two versions of a log.
 */
final class KeptCheckpoint {
    private final byte[] note;

    KeptCheckpoint(byte[] note) {
        this.note = note.clone();
    }

    /**
     * Compares it with the logs that were looked at.
     *
     * @param given the key that was given; it may have signed a log that is not there any more
     * @throws IllegalArgumentException in words when it is no checkpoint
     */
    void compare(List<LogCheck> checks, VerifierKey given) {
        if (checks.isEmpty()) {
            return;
        }
        String origin = TreeHead.read(note, given).origin();
        for (LogCheck each : checks) {
            if (each.result().origin().equals(origin)) {
                TreeHead kept = TreeHead.read(note, each.key());
                if (kept.isSigned()) {
                    each.compare(kept);
                } else {
                    each.result()
                            .incomplete("The checkpoint that was kept is not signed by the key "
                                    + each.key().text() + " of this log, so it says nothing.");
                }
                return;
            }
        }
        TreeHead kept = TreeHead.read(note, given);
        Result newest = checks.get(0).result();
        if (kept.isSigned()) {
            newest.finding(
                    "kept",
                    "There is no log " + origin + " here, and the key has signed one of " + kept.size()
                            + " entries, as the checkpoint that was kept says: it was taken away, or all of this was put back"
                            + " to an older state.");
        } else {
            newest.incomplete("The checkpoint that was kept is of " + origin
                    + ", which was not looked at, and another key has signed it.");
        }
    }
}
