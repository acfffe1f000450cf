// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.time.Instant;
import org.cisterna.canonical.Digest;

/**
 * An entry as it stands in the ledger: the entry, and what the ledger put around it. Immutable.
 *
 * @param sequence its number among all entries of the node, without gaps, from 0; the same as {@code index} as long as the node has had
 *     one log
 * @param node the name of the node that entered it
 * @param log the log of that node that holds it, as year and counter: {@code 2026-1}
 * @param index its place in that log, from 0
 * @param houseTime house time when it was entered; never before that of the entry before
 * @param pumpTime pump time when it was entered; never before that of the entry before
 * @param boot the start of the platform during which it was entered, 16 hexadecimal digits, another one at each start
 * @param nonce 16 random bytes as 32 hexadecimal digits, so that the hash of an entry tells nothing about it
 * @param entry what was entered
 * @param leaf the hash of its bytes in the tree of the log (RFC 6962, SHA-256)
 */
public record Envelope(
        long sequence,
        String node,
        String log,
        long index,
        Instant houseTime,
        Instant pumpTime,
        String boot,
        String nonce,
        Entry entry,
        Digest leaf) {

    /** What its writer was told when it was entered. */
    public Receipt receipt() {
        return new Receipt(sequence, log, index, leaf);
    }
}
