// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.audit.FoldSnapshots;
import org.cisterna.audit.Ledger;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a snapshot of the fold when much was entered since the last one, and when the ledger goes. */
final class SnapshotKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    /** Entries since the last snapshot, and as many again as there are pumps: what it costs to write one grows with those. */
    static final long EVERY = 4096;

    /** How often it looks. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final Desk desk;
    private final Surroundings surroundings;
    private @Nullable Kept kept;

    /**
     * The last snapshot of this run.
     *
     * @param fold of which fold
     * @param size how many entries it is of
     */
    private record Kept(TherapyFold fold, long size) {}

    SnapshotKeeper(Desk desk, Surroundings surroundings) {
        this.desk = desk;
        this.surroundings = surroundings;
    }

    /** Reads on and keeps, as long as the ledger is bound and nobody ends it; for a thread of its own. */
    void serve(Ledger ledger, TimeSource house, Signal stop) throws InterruptedException {
        do {
            desk.readOn(ledger, () -> isBound(ledger) && !stop.isRaised());
            if (desk.soFar(ledger).filter(this::isWorthIt).isPresent()) {
                keep(ledger);
            }
        } while (!house.await(stop, house.now().plus(PAUSE)) && isBound(ledger));
    }

    private boolean isBound(Ledger ledger) {
        return surroundings.isBound(Ledger.class, ledger);
    }

    private synchronized boolean isWorthIt(TherapyFold fold) {
        return fold.next() - lastKept(fold) >= EVERY + fold.size();
    }

    private long lastKept(TherapyFold fold) {
        Kept last = kept;
        return last != null && last.fold() == fold ? last.size() : fold.begunAt();
    }

    /** Keeps a snapshot of what was folded so far, if there is anything new. */
    synchronized void keep(Ledger ledger) {
        Optional<FoldSnapshots> snapshots = ledger.snapshots();
        Optional<TherapyFold> found = desk.soFar(ledger);
        if (snapshots.isEmpty() || found.isEmpty() || found.get().next() == lastKept(found.get())) {
            return;
        }
        TherapyFold fold = found.get();
        Capture capture = fold.capture(desk.format());
        // one that cannot be kept is not tried again before as much has come once more
        kept = new Kept(fold, capture.size());
        try {
            snapshots.get().keep(TherapyFormat.FORM, capture.size(), capture);
        } catch (RuntimeException e) { // a bug of ours; the next start folds what it finds in the ledger
            LOG.error("no snapshot of therapy was kept; the next start folds more entries", e);
        } finally {
            fold.released(capture);
        }
    }
}
