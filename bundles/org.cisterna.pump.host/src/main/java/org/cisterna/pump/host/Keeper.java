// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Receipt;
import org.cisterna.pump.PumpEntries.DriverChange;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's housekeeping, on one worker: asks new drivers what they are, enters what waits to be entered, and enters UNKNOWN for each command
 * that a process before this one left without an end.
 */
final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int MAX_CHANGES = 256;
    private static final int BATCH = 16;

    private final World world;
    private final Errands errands;
    private final LedgerDesk desk;
    private final FoldFeed feed;
    private final Journal journal;
    private final DriverRegistry drivers;
    private final Deque<Entry> changes = new ArrayDeque<>();
    private final Signal work;
    private final Worker worker;
    private volatile boolean closed;
    private String lastTrouble = "";

    Keeper(
            World world,
            Errands errands,
            LedgerDesk desk,
            FoldFeed feed,
            Journal journal,
            DriverRegistry drivers,
            Signal work) {
        this.world = world;
        this.errands = errands;
        this.desk = desk;
        this.feed = feed;
        this.journal = journal;
        this.drivers = drivers;
        this.work = work;
        this.worker = world.threads().start("host keeper", this::serve);
    }

    private void serve() {
        while (!closed) {
            work.reset();
            try {
                turn();
            } catch (RuntimeException e) { // a bug of ours must not end the housekeeping
                LOG.error("the housekeeping of the pump host failed; it is tried again", e);
            }
            if (closed) {
                return;
            }
            Instant next = hasBacklog() ? world.house().now().plus(AGAIN) : TimeSource.FOREVER;
            Waits.until(world.house(), work, next, () -> closed = true);
        }
    }

    private void turn() {
        for (DriverSlot slot : drivers.toBeAsked()) {
            drivers.ask(slot).ifPresent(this::changed);
        }
        if (!hasBacklog() || desk.whyNotWritable().isPresent()) {
            return;
        }
        Optional<String> stale = feed.catchUp(world.settings().ledger());
        if (stale.isPresent()) {
            trouble(stale.get());
            return;
        }
        if (enterWaiting() && enterChanges() && enterLost()) {
            lastTrouble = "";
        }
    }

    /** A driver came, went or was refused: to be entered. Any thread. */
    void changed(DriverChange change) {
        synchronized (changes) {
            if (changes.size() == MAX_CHANGES) {
                changes.removeFirst();
                LOG.warn("more than {} changes of drivers wait for the ledger; the oldest is forgotten", MAX_CHANGES);
            }
            changes.addLast(Entry.of(DriverChange.TYPE, DriverChange.VERSION, Actors.HOST)
                    .body(change.toJson())
                    .build());
        }
        work.raise();
    }

    private boolean hasBacklog() {
        synchronized (changes) {
            if (!changes.isEmpty()) {
                return true;
            }
        }
        return !journal.pending().isEmpty() || !feed.fold().lost().isEmpty() || feed.isBehind();
    }

    private boolean enterWaiting() {
        List<Entry> pending = journal.pending();
        List<Entry> fresh = pending.stream()
                .filter(each -> !feed.fold().isEntered(each))
                .limit(BATCH)
                .toList();
        if (!fresh.isEmpty()) {
            if (!entered(fresh)) {
                return false;
            }
            work.raise(); // there may be more, and the journal is emptied when the fold has seen them
            return true;
        }
        if (!pending.isEmpty()) {
            Called<Optional<String>> emptied =
                    errands.call("emptying of the journal", world.settings().ledger(), () -> journal.entered(pending));
            if (emptied instanceof Called.Value<Optional<String>> value) {
                value.value().ifPresent(this::trouble);
            }
        }
        return true;
    }

    private boolean enterChanges() {
        List<Entry> batch;
        synchronized (changes) {
            batch = changes.stream().limit(BATCH).toList();
        }
        if (batch.isEmpty()) {
            return true;
        }
        if (!entered(batch)) {
            return false;
        }
        synchronized (changes) {
            changes.removeAll(batch);
        }
        work.raise();
        return true;
    }

    /** A command with an intent and no end: the process ended between the two. */
    private boolean enterLost() {
        List<Entry> entries = new ArrayList<>();
        for (CommandRecord lost : feed.fold().lost()) {
            if (entries.size() == BATCH) {
                work.raise();
                break;
            }
            Ended ended = new Ended(
                    lost.id(),
                    lost.kind().orElseThrow(),
                    lost.standing().orElseThrow(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
            entries.add(Entry.of(Ended.TYPE, Ended.VERSION, Actors.HOST)
                    .pump(lost.pump().text())
                    .body(ended.toJson())
                    .build());
        }
        if (entries.isEmpty()) {
            return true;
        }
        boolean done = entered(entries);
        feed.catchUp(world.settings().ledger()).ifPresent(this::trouble);
        return done;
    }

    private boolean entered(List<Entry> entries) {
        Called<List<Receipt>> appended = desk.append(entries, world.settings().ledger());
        if (appended instanceof Called.Failed<List<Receipt>> failed) {
            trouble(failed.words());
            return false;
        }
        return true;
    }

    private void trouble(String words) {
        if (!words.equals(lastTrouble)) {
            LOG.warn("what waits to be entered waits on: {}", words);
            lastTrouble = words;
        }
    }

    /** There may be work. Any thread; does not block. */
    void wake() {
        work.raise();
    }

    /** Ends the worker; waits for it in bounded time. */
    boolean close(Instant deadline) {
        closed = true;
        work.raise();
        return Closings.ended(worker, world.house(), deadline);
    }
}
