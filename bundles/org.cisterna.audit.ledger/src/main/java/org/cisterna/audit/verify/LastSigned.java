// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.util.List;
import java.util.Optional;

/**
 * The newest checkpoint that the key of a node has signed, as it lies beside the key and not in the log: it tells when the log alone was put back to an
 * older state, which is as good in itself as it was then.
 *
 * @param note the checkpoint; empty where there is none
 * @param hasKey whether the key is there, beside which it has to lie
 * @param unreadable why it could not be read, in words; empty when it could, or when there is none
 */
record LastSigned(Optional<byte[]> note, boolean hasKey, String unreadable) {
    private static final String CODE = "signed";
    private static final String FILE = "keys/ledger.signed";

    /**
     * Compares it with the logs that were looked at.
     *
     * @param checks the newest log first
     * @param given the key that was given
     * @param isChain whether all logs of the node were looked at, and not one by itself
     */
    void compare(List<LogCheck> checks, VerifierKey given, boolean isChain) {
        if (checks.isEmpty()) {
            return;
        }
        Result newest = checks.get(0).result();
        if (note.isEmpty()) {
            if (hasKey) {
                newest.finding(
                        CODE,
                        "The key lies there, and " + FILE + ", what it has signed last, does not: it was taken away.");
            } else {
                newest.note((unreadable.isEmpty() ? "There is no " + FILE + " here" : unreadable)
                        + ": what the key has signed last was not compared, so a log that was put back to an older state would"
                        + " not be seen.");
            }
            return;
        }
        try {
            compare(note.get(), checks, given, isChain);
        } catch (IllegalArgumentException e) {
            newest.finding(CODE, FILE + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static void compare(byte[] note, List<LogCheck> checks, VerifierKey given, boolean isChain) {
        TreeHead signed = TreeHead.read(note, given);
        for (LogCheck each : checks) {
            if (each.result().origin().equals(signed.origin())) {
                if (TreeHead.read(note, each.key()).isSigned()) {
                    each.agreesWithSigned(FILE + ", what the key has signed last,", signed);
                } else {
                    each.result()
                            .finding(
                                    CODE,
                                    FILE + " is not signed by the key "
                                            + each.key().text() + " of this log.");
                }
                return;
            }
        }
        Result newest = checks.get(0).result();
        if (!isChain) {
            newest.note(FILE + " is of " + signed.origin() + ", which was not looked at; it was not compared.");
        } else if (checks.stream().allMatch(each -> each.result().isComplete())) {
            newest.finding(
                    CODE,
                    FILE + ", what the key has signed last, has " + signed.size() + " entries of the log "
                            + signed.origin()
                            + ", and that log is not here: it was taken away, or all of this was put back to an older"
                            + " state.");
        } else {
            newest.note(FILE + " is of " + signed.origin()
                    + ", which the given key does not lead to; it was not compared.");
        }
    }
}
