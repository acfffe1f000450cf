// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.Receipt;

/** The ledger that is there now, waited for with patience. Safe for any number of threads. */
final class LedgerDesk {

    private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private final Patience patience;

    LedgerDesk(Patience patience) {
        this.patience = patience;
    }

    void add(Ledger ledger) {
        ledgers.add(ledger);
        changes.incrementAndGet();
    }

    void remove(Ledger ledger) {
        ledgers.remove(ledger);
        changes.incrementAndGet();
    }

    /** Rises whenever a ledger comes or goes: what was folded from another one is folded again. */
    long generation() {
        return changes.get();
    }

    /** The one in use. */
    Optional<Ledger> current() {
        for (Ledger first : ledgers) { // every view of a pump asks
            return Optional.of(first);
        }
        return Optional.empty();
    }

    /** Why nothing can be entered now, in words; empty when it can. */
    Optional<String> whyNotWritable() {
        Optional<Ledger> ledger = current();
        if (ledger.isEmpty()) {
            return Optional.of("the ledger is not there");
        }
        LedgerStatus status = ledger.get().status();
        return status.writable()
                ? Optional.empty()
                : Optional.of("the ledger cannot be written: " + String.join("; ", status.reasons()));
    }

    /** Enters, all or none; fails in words. */
    Called<List<Receipt>> append(List<Entry> entries, Duration limit) {
        Optional<Ledger> ledger = current();
        if (ledger.isEmpty()) {
            return new Called.Failed<>(Called.Why.BROKE, "the ledger is not there", false);
        }
        return patience.call("entry into the ledger", limit, () -> ledger.get().append(entries));
    }

    /** Reads; fails in words. */
    Called<List<Envelope>> read(Ledger ledger, long from, int max, Duration limit) {
        return patience.call("reading of the ledger", limit, () -> ledger.read(from, max));
    }

    /** Something else that may hang; fails in words. */
    <T> Called<T> call(String what, Duration limit, Callable<T> body) {
        return patience.call(what, limit, body);
    }

    /** One entry; fails in words, also when there is none. */
    Called<Envelope> one(long sequence, Duration limit) {
        Optional<Ledger> ledger = current();
        if (ledger.isEmpty()) {
            return new Called.Failed<>(Called.Why.BROKE, "the ledger is not there", false);
        }
        if (sequence < 0) {
            return new Called.Failed<>(Called.Why.BROKE, "no entry has the number " + sequence, false);
        }
        Called<List<Envelope>> read = read(ledger.get(), sequence, 1, limit);
        if (!(read instanceof Called.Value<List<Envelope>> page)) {
            return ((Called.Failed<List<Envelope>>) read).retyped();
        }
        return page.value().stream()
                .filter(each -> each.sequence() == sequence)
                .findFirst()
                .<Called<Envelope>>map(Called.Value::new)
                .orElseGet(() -> new Called.Failed<>(Called.Why.BROKE, "the ledger has no entry " + sequence, true));
    }
}
