// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All logs of a node at one moment. Immutable.
 *
 * @param older those that have ended, the oldest first
 * @param current the one that is written
 */
record Chain(List<Log> older, OpenLog current) {

    Chain {
        older = List.copyOf(older);
    }

    /** The number that the next entry will have. */
    long size() {
        return current.endSequence();
    }

    /** All of them, the oldest first. */
    List<Log> logs() {
        List<Log> all = new ArrayList<>(older);
        all.add(current);
        return all;
    }

    /** The one with this name. */
    Optional<Log> named(String shard) {
        return logs().stream().filter(each -> each.shard().equals(shard)).findFirst();
    }

    /** The one that holds an entry, or will hold it. */
    Log holding(long sequence) {
        for (Log each : older) {
            if (sequence < each.endSequence()) {
                return each;
            }
        }
        return current;
    }

    /** The same after the current one has ended. */
    Chain followedBy(Log ended, OpenLog next) {
        List<Log> all = new ArrayList<>(older);
        all.add(ended);
        return new Chain(all, next);
    }
}
