// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;

/**
 * How the entries of the node are spread over its logs. Each log begins where the one before it ended, so its last entry tells its name and its length.
 *
 * @param current entries in the current log
 * @param before entries in the logs before it
 * @param older the names of those, the newest first, as far back as their entries can be read
 */
record Logs(long current, long before, List<String> older) {

    /** Of a ledger with so many entries. */
    static Logs of(Ledger ledger, long size) {
        long before = first(ledger, size);
        List<String> older = new ArrayList<>();
        long end = before;
        for (Optional<Envelope> last = last(ledger, end); last.isPresent(); last = last(ledger, end)) {
            older.add(last.get().log());
            end = last.get().sequence() - last.get().index();
        }
        return new Logs(size - before, before, List.copyOf(older));
    }

    /** The number of the first entry of the log that ends there. */
    private static long first(Ledger ledger, long end) {
        return last(ledger, end).map(each -> each.sequence() - each.index()).orElse(0L);
    }

    private static Optional<Envelope> last(Ledger ledger, long end) {
        return end == 0
                ? Optional.empty()
                : ledger.read(end - 1, 1).stream()
                        .filter(each -> each.sequence() == end - 1)
                        .findFirst();
    }
}
