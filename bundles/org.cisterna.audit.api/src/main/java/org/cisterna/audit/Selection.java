// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.List;
import java.util.Set;

/**
 * The entries of some types in a stretch of the ledger. Immutable.
 *
 * @param entries in order; none when the stretch holds none of these types
 * @param next the sequence number behind the stretch, where one goes on; that of its beginning when nothing could be read
 */
public record Selection(List<Envelope> entries, long next) {

    /** Takes a copy of the list. */
    public Selection {
        entries = List.copyOf(entries);
    }

    /**
     * Those of a page that are of these types.
     *
     * @param from the sequence number of the first of the page
     * @param page entries in order, without gaps
     */
    public static Selection of(long from, List<Envelope> page, Set<String> types) {
        return new Selection(
                page.stream()
                        .filter(each -> types.contains(each.entry().type()))
                        .toList(),
                from + page.size());
    }
}
