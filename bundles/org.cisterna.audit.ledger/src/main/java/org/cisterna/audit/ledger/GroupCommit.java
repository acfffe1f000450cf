// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that come at the same time share one synchronisation, without a thread of its own: the first caller leads and writes what
 * is waiting, the others wait each for a signal of their own. When a leader is done it hands over to the first of those that came
 * meanwhile. Nobody holds a lock while the disk works.
 */
final class GroupCommit {
    private static final int MAX_RECORDS = 4096;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final TimeSource house;
    private final Threads threads;
    private final Writer writer;
    private final Deque<Batch> queue = new ArrayDeque<>();
    private boolean led;
    private boolean ended;

    /** Makes a group durable. */
    @FunctionalInterface
    interface Writer {
        /**
         * Writes all batches, each whole, in this order, and calls {@link Batch#done} on each.
         *
         * @throws LedgerUnavailableException when they are not durable; it is given to every caller of the group
         */
        void write(List<Batch> group);
    }

    GroupCommit(TimeSource house, Threads threads, Writer writer) {
        this.house = house;
        this.threads = threads;
        this.writer = writer;
    }

    /** What one caller wants to have written. Used by the caller and, while it waits, by the leader. */
    static final class Batch {
        private final List<Item> items;
        private final int bytes;
        private @Nullable Signal signal;
        private @Nullable List<Receipt> receipts;
        private @Nullable LedgerUnavailableException failure;

        Batch(List<Item> items) {
            this.items = items;
            this.bytes = items.stream().mapToInt(item -> item.bytes().length).sum();
        }

        List<Item> items() {
            return items;
        }

        void done(List<Receipt> where) {
            receipts = where;
        }

        private boolean isOver() {
            return receipts != null || failure != null;
        }

        private void wake() {
            if (signal != null) {
                signal.raise();
            }
        }
    }

    /** Returns when the batch is durable, or throws when it is not. */
    List<Receipt> submit(Batch batch) {
        return submit(batch, false);
    }

    /** As {@link #submit}; whoever comes later is refused. */
    List<Receipt> submitLast(Batch batch) {
        return submit(batch, true);
    }

    private List<Receipt> submit(Batch batch, boolean last) {
        boolean lead;
        synchronized (queue) {
            if (ended) {
                throw new LedgerUnavailableException("The ledger is closed; the platform is stopping.");
            }
            ended = last;
            lead = !led;
            led = true;
            if (!lead) {
                batch.signal = threads.newSignal();
            }
            queue.add(batch);
        }
        if (!lead && batch.signal != null) {
            await(batch.signal);
        }
        if (!batch.isOver()) {
            leadOneGroup();
        }
        if (batch.failure != null) {
            throw new LedgerUnavailableException(String.valueOf(batch.failure.getMessage()), batch.failure);
        }
        if (batch.receipts == null) {
            throw new IllegalStateException("a leader wrote a group without its own batch");
        }
        return batch.receipts;
    }

    private void leadOneGroup() {
        List<Batch> group = new ArrayList<>();
        synchronized (queue) {
            int records = 0;
            int bytes = 0;
            for (Batch next = queue.peek(); next != null; next = queue.peek()) {
                records += next.items.size();
                bytes += next.bytes;
                if (!group.isEmpty() && (records > MAX_RECORDS || bytes > MAX_BYTES)) {
                    break;
                }
                group.add(queue.remove());
            }
        }
        LedgerUnavailableException failure = new LedgerUnavailableException("the ledger failed unexpectedly");
        try {
            writer.write(group);
        } catch (LedgerUnavailableException e) {
            failure = e;
        } finally {
            for (Batch batch : group) {
                if (!batch.isOver()) {
                    batch.failure = failure;
                }
                batch.wake();
            }
            handOver();
        }
    }

    private void handOver() {
        synchronized (queue) {
            Batch next = queue.peek();
            if (next == null) {
                led = false;
            } else {
                next.wake();
            }
        }
    }

    /** Waits for a signal whatever happens: the batch is in the leader's hands and must not be forgotten there. */
    private void await(Signal signal) {
        boolean interrupted = false;
        try {
            while (!signal.isRaised()) {
                try {
                    house.await(signal, TimeSource.FOREVER);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
