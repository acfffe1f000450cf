// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Subscription;
import org.cisterna.audit.TailListener;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;

/** Those who follow a ledger, each on a worker of its own. Safe for threads. */
final class Tails {
    private final Ledger ledger;
    private final TimeSource house;
    private final Threads threads;
    private final Map<Tail, Worker> tails = new ConcurrentHashMap<>();

    Tails(Ledger ledger, TimeSource house, Threads threads) {
        this.ledger = ledger;
        this.house = house;
        this.threads = threads;
    }

    Subscription follow(long fromSequence, TailListener listener) {
        tails.keySet().removeIf(tail -> !tail.isOpen());
        Tail tail = new Tail(ledger, house, threads.newSignal(), fromSequence, listener);
        tails.put(tail, threads.start("ledger-tail", tail::serve));
        return tail;
    }

    /** There are new entries. */
    void wake() {
        tails.keySet().forEach(Tail::wake);
    }

    /** Tells all of them to end. */
    void close() {
        tails.keySet().forEach(Tail::close);
    }

    /** Waits for the end of those that were told so, in bounded time. */
    void awaitEnd() {
        tails.values().forEach(worker -> Endings.ended(worker, house));
    }
}
