// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.audit.FoldSnapshots;
import org.cisterna.audit.Ledger;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a snapshot of the fold when much was entered since the last one, on a worker of its own, and when ledger or host go. Nobody waits for
 * it: the fold is locked only while it is copied, not while it is written.
 */
final class SnapshotKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    /** Entries since the last snapshot, and as many again as there are pumps: what it costs to write one grows with those. */
    static final long EVERY = 4096;

    /** What comes at the start comes all at once, and others have work then. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final World world;
    private final LedgerDesk desk;
    private final FoldFeed feed;
    private final Signal work;
    private final Signal stop;
    private final Object writing = new Object();
    private volatile Kept kept = new Kept(-1, 0);
    private final Worker worker;

    /**
     * The last snapshot of this run.
     *
     * @param generation of the ledger
     * @param size how many entries it is of
     */
    private record Kept(long generation, long size) {}

    /**
     * Begins to serve.
     *
     * @param work raised when the fold has grown
     */
    SnapshotKeeper(World world, LedgerDesk desk, FoldFeed feed, Signal work) {
        this.world = world;
        this.desk = desk;
        this.feed = feed;
        this.work = work;
        this.stop = world.threads().newSignal();
        this.worker = world.threads().start("host snapshots", this::serve);
    }

    private void serve() throws InterruptedException {
        while (!stop.isRaised()) {
            work.reset();
            if (stop.isRaised()) {
                return; // who ends it raises this one first
            }
            if (feed.whole().filter(this::isWorthIt).isPresent()) {
                keep();
            }
            world.house().await(work, TimeSource.FOREVER);
            world.house().await(stop, world.house().now().plus(PAUSE));
        }
    }

    private boolean isWorthIt(HostFold fold) {
        return fold.next() - lastKept(fold) >= EVERY + fold.size();
    }

    private long lastKept(HostFold fold) {
        Kept last = kept;
        return last.generation() == desk.generation() ? last.size() : fold.begunAt();
    }

    /** Keeps one now, if there is anything new, and waits for it in bounded time. */
    void keepNow() {
        Called<Boolean> done = desk.call("keeping of a snapshot", LIMIT, this::keep);
        if (done instanceof Called.Failed<Boolean> failed) {
            LOG.warn("no snapshot of the pumps was kept; the next start folds more entries: {}", failed.words());
        }
    }

    private boolean keep() {
        synchronized (writing) {
            long present = desk.generation();
            Optional<FoldSnapshots> snapshots = desk.current().flatMap(Ledger::snapshots);
            Optional<HostFold> fold = feed.whole();
            if (snapshots.isEmpty() || fold.isEmpty() || fold.get().next() == lastKept(fold.get())) {
                return false;
            }
            Optional<HostState> state = fold.get().state();
            // one that cannot be kept is not tried again before as much has come once more
            kept = new Kept(present, fold.get().next());
            return state.isPresent()
                    && snapshots.get().keep(HostStateFormat.FORM, state.get().next, HostStateFormat.parts(state.get()));
        }
    }

    /** Ends the worker; waits for it in bounded time. */
    boolean close(Instant deadline) {
        stop.raise();
        work.raise();
        return Closings.ended(worker, world.house(), deadline);
    }
}
