// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries that stand side by side, by their sequence numbers or, where that is said, by their places in one log. Immutable.
 *
 * @param from number of the first, from 0
 * @param until number behind the last, greater than {@code from}
 */
public record EntryRange(long from, long until) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException when it holds no entry or begins before the first
     */
    public EntryRange {
        if (from < 0 || until <= from) {
            throw new IllegalArgumentException("entries from " + from + " until before " + until
                    + ": the one cannot be negative, the other must be greater than the first");
        }
    }

    /** How many entries it holds. */
    public long size() {
        return until - from;
    }

    /**
     * The ranges of entries.
     *
     * @param numbers of entries, in any order, each as often as it likes
     * @return as few ranges as hold exactly these, ascending
     */
    public static List<EntryRange> of(List<Long> numbers) {
        List<EntryRange> ranges = new ArrayList<>();
        long from = -1;
        long until = -1;
        for (long number : numbers.stream().sorted().distinct().toList()) {
            if (number != until) {
                if (from >= 0) {
                    ranges.add(new EntryRange(from, until));
                }
                from = number;
            }
            until = number + 1;
        }
        if (from >= 0) {
            ranges.add(new EntryRange(from, until));
        }
        return List.copyOf(ranges);
    }
}
