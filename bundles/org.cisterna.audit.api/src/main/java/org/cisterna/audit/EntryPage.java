// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of entries that were looked for, the newest first. Immutable.
 *
 * <p>A search looks at a bounded number of entries. So a page can be short, or empty, and yet have a {@code next}: then it says so, {@code
 * searchedDownTo} tells how far it came, and the next page goes on from there.
 *
 * @param query what was looked for
 * @param entries as they stand in the ledger
 * @param next for the next page, the {@link EntryQuery#before} to ask with; empty when there is nothing further down
 * @param searchedDownTo the lowest sequence number that was looked at
 * @param matches how many entries from {@link EntryQuery#before} on down are known to match, at least
 * @param exact whether {@code matches} is all there are; counting ends at a bound
 * @param state how the index stands
 */
public record EntryPage(
        EntryQuery query,
        List<Envelope> entries,
        OptionalLong next,
        long searchedDownTo,
        long matches,
        boolean exact,
        ViewState state)
        implements EntryAnswer {

    /** Copies the list. */
    public EntryPage {
        entries = List.copyOf(entries);
    }
}
