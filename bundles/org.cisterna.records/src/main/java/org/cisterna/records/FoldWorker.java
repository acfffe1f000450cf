// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the view near the end of the ledger, on a thread of its own, from some seconds after the start on. */
final class FoldWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FoldWorker.class);

    /** Entries of one transaction. */
    static final int BATCH = 16_384;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ViewKeeper keeper;
    private final TimeSource house;
    private final Duration delay;
    private final Signal work;
    private final Worker worker;
    private volatile boolean closed;

    /**
     * Starts.
     *
     * @param delay how long nothing is done, unless somebody asks for it: what starts at the same time has the processors to itself
     */
    FoldWorker(ViewKeeper keeper, TimeSource house, Threads threads, Duration delay) {
        this.keeper = keeper;
        this.house = house;
        this.delay = delay;
        this.work = threads.newSignal();
        this.worker = threads.start("records fold", this::serve);
    }

    /** There is something to take in. Any thread; does not block. */
    void wake() {
        work.raise();
    }

    private void serve() throws InterruptedException {
        house.await(work, house.now().plus(delay));
        while (!closed) {
            work.reset();
            boolean more = false;
            try {
                more = keeper.fold(BATCH, true);
            } catch (RuntimeException e) { // a bug of ours must not end the folding
                LOG.error("folding failed; it is tried again", e);
            }
            if (!more && !closed) {
                house.await(work, house.now().plus(LOOK_EVERY));
            }
        }
    }

    /** Ends it, after the batch under way. */
    @Override
    public void close() {
        closed = true;
        work.raise();
        Instant deadline = house.now().plus(PATIENCE);
        try {
            if (!worker.join(deadline)) {
                LOG.warn("the worker that folds did not end within {} s", PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
