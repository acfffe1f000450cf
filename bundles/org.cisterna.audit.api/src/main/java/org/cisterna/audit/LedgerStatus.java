// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.List;
import java.util.OptionalLong;

/**
 * How the ledger is, at one moment. Immutable.
 *
 * @param writable whether entries can be appended
 * @param reasons why not, in words for the people who run the platform; empty when it is writable
 * @param firstBad the number of the first entry that is damaged or missing, where one is and its place is known
 * @param size the number that the next entry will have: so many are durable and good
 * @param shard the current log: {@code 2026-1}; empty when there is none that can be read
 * @param origin the name of the current log in its checkpoints, node and shard; empty when there is none that can be read
 * @param notes what was noticed at the start and does not stop the work, in words: a torn last entry that was cut off, derived files that
 *     were made again
 */
public record LedgerStatus(
        boolean writable,
        List<String> reasons,
        OptionalLong firstBad,
        long size,
        String shard,
        String origin,
        List<String> notes) {

    /** Copies the lists. */
    public LedgerStatus {
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }
}
