// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import java.time.Duration;
import java.util.List;

/**
 * What had flowed at equally spaced moments, from the first one on. Immutable; any thread.
 *
 * @param interval between two moments, a whole number of milliseconds above zero
 * @param picolitres what had flowed by then; the first one is the zero of the record
 */
public record FlowRecord(Duration interval, List<Long> picolitres) {

    public FlowRecord {
        picolitres = List.copyOf(picolitres);
        if (interval.toMillis() < 1 || !interval.equals(Duration.ofMillis(interval.toMillis()))) {
            throw new IllegalArgumentException(
                    "the interval is a whole number of milliseconds above zero: " + interval);
        }
        if (picolitres.size() < 2) {
            throw new IllegalArgumentException("a flow takes two moments at least, not " + picolitres.size());
        }
    }

    /** How many intervals it has. */
    public int intervals() {
        return picolitres.size() - 1;
    }

    /** How long it is. */
    public Duration length() {
        return interval.multipliedBy(intervals());
    }

    /** What flowed in so many intervals from one on. */
    public long volume(int from, int intervals) {
        return picolitres.get(from + intervals) - picolitres.get(from);
    }

    /** The same from an interval on. */
    public FlowRecord from(int first) {
        return new FlowRecord(interval, picolitres.subList(first, picolitres.size()));
    }
}
