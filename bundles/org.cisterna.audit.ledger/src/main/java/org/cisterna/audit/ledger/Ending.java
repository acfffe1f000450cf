// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import org.cisterna.audit.Entry;

/**
 * What the last entry of a log says: it is over, and what follows.
 *
 * @param cause why
 * @param next the log that follows
 * @param nextKey under which that will be signed
 */
record Ending(Beginning.Cause cause, String next, NoteKey nextKey) {

    static boolean isOne(Entry entry) {
        return entry.type().equals(LedgerEntries.ENDED);
    }

    /**
     * Reads the entry.
     *
     * @throws IllegalArgumentException in words when it cannot be read
     */
    static Ending of(Entry entry) {
        return new Ending(
                Beginning.Cause.of(entry.body().string("cause")),
                ShardName.parse(entry.body().string("next")).text(),
                NoteKey.parse(entry.body().string("nextKey")));
    }
}
