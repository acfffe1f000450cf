// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.time.Signal;
import org.jspecify.annotations.Nullable;

/** Keeps the fold up with the ledger: pulls, on each question, what it has not seen. Another ledger is folded from its beginning. */
final class FoldFeed {

    private static final int PAGE = 512;

    private final LedgerDesk desk;
    private final Journal journal;
    private final Signal grown;
    private final Set<CommandId> running = ConcurrentHashMap.newKeySet();
    /** The newest reading of a pump that could not be entered; of this process only, and gone with it. */
    private final Map<PumpId, PumpStatus.Reading> notEntered = new ConcurrentHashMap<>();

    private HostFold fold = new HostFold(running);
    private long generation;
    /** Of another ledger, not whole yet; all who wait for it fill it together. */
    private @Nullable Beginning next;

    /** The fold of a ledger from where a snapshot of it ends, or from its beginning. */
    private final class Beginning {
        private final long generation;
        private volatile @Nullable HostFold begun;

        Beginning(long generation) {
            this.generation = generation;
        }

        /** Reads the snapshot, once; who comes meanwhile waits. */
        synchronized HostFold of(Ledger ledger) {
            HostFold known = begun;
            if (known == null) {
                known = ledger.snapshots()
                        .flatMap(each -> each.restore(HostStateFormat.FORM, HostStateFormat::read))
                        .map(state -> new HostFold(state, running))
                        .orElseGet(() -> new HostFold(running));
                begun = known;
            }
            return known;
        }
    }

    /**
     * Of no ledger yet.
     *
     * @param grown is raised when it has taken entries
     */
    FoldFeed(LedgerDesk desk, Journal journal, Signal grown) {
        this.desk = desk;
        this.journal = journal;
        this.grown = grown;
        this.generation = desk.generation();
        journal.pending().forEach(fold::acceptWaiting);
    }

    /** The fold as it is. */
    synchronized HostFold fold() {
        return fold;
    }

    /** A command begins in this process: until it has ended, that it has no end says nothing. */
    void begins(CommandId id) {
        running.add(id);
    }

    /** It has ended, and its end was noted. */
    void ends(CommandId id) {
        running.remove(id);
    }

    /** Whether a command of this id is under way. */
    boolean isRunning(CommandId id) {
        return running.contains(id);
    }

    /** Takes an entry that waits in the journal as if it were entered. */
    void acceptWaiting(Entry entry) {
        fold().acceptWaiting(entry);
    }

    /** Takes a reading that could not be entered, to be shown as such. */
    void acceptNotEntered(PumpStatus.Reading reading) {
        notEntered.put(reading.snapshot().identity().pump(), reading);
    }

    /**
     * The newest reading of a pump, entered or not: nothing that was entered earlier is shown in its place. The process can only be the one that
     * read it; after a restart the last entered one is the newest again.
     */
    Optional<PumpStatus.Reading> reading(PumpId pump) {
        Optional<PumpStatus.Reading> entered = fold().reading(pump);
        PumpStatus.@Nullable Reading kept = notEntered.get(pump);
        if (kept == null) {
            return entered;
        }
        return Optional.of(kept)
                .filter(mine -> entered.filter(each -> each.house().isAfter(mine.house())
                                || each.snapshot()
                                        .digest()
                                        .equals(mine.snapshot().digest()))
                        .isEmpty())
                .or(() -> entered);
    }

    /** Whether there is a ledger whose entries were not all seen. */
    boolean isBehind() {
        return desk.current()
                .filter(ledger -> desk.generation() != folded() || fold().next() < ledger.size())
                .isPresent();
    }

    /** In words, that the ledger that is there was never read to its end; empty when it was, or when there is none. */
    Optional<String> behind() {
        if (desk.generation() == folded()) {
            return Optional.empty();
        }
        return desk.current().map(ledger -> {
            HostFold begun = beginning();
            return "the ledger is still being read: " + (begun == null ? 0 : begun.next()) + " of " + ledger.size()
                    + " entries, so what is known of the pumps is not whole; try again in some seconds";
        });
    }

    private synchronized @Nullable HostFold beginning() {
        return next == null ? null : next.begun;
    }

    private synchronized long folded() {
        return generation;
    }

    /**
     * Brings the fold up to date.
     *
     * @return empty when it is; else in words why it is as old as it is
     */
    Optional<String> catchUp(Duration limit) {
        long present = desk.generation();
        Optional<Ledger> ledger = desk.current();
        if (ledger.isEmpty()) {
            return Optional.of("the ledger is not there");
        }
        Called<HostFold> begun = foldFor(present, ledger.get(), limit);
        if (!(begun instanceof Called.Value<HostFold> folding)) {
            return Optional.of(((Called.Failed<HostFold>) begun).words());
        }
        HostFold into = folding.value();
        while (into.next() < ledger.get().size()) {
            Called<List<Envelope>> page = desk.read(ledger.get(), into.next(), PAGE, limit);
            if (!(page instanceof Called.Value<List<Envelope>> value)) {
                return Optional.of(((Called.Failed<List<Envelope>>) page).words());
            }
            if (value.value().isEmpty()) {
                break; // a damaged ledger: this is its good part, and it says of itself that it cannot be written
            }
            into.accept(value.value());
            grown.raise();
        }
        use(into, present);
        return Optional.empty();
    }

    /** The present fold; for another ledger one that is filled before it is used. */
    private Called<HostFold> foldFor(long present, Ledger ledger, Duration limit) {
        Beginning beginning;
        synchronized (this) {
            if (generation == present) {
                return new Called.Value<>(fold);
            }
            beginning = next;
            if (beginning == null || beginning.generation != present) {
                beginning = new Beginning(present);
                next = beginning;
            }
        }
        HostFold begun = beginning.begun;
        Beginning mine = beginning;
        return begun != null
                ? new Called.Value<>(begun)
                : desk.call("reading of a snapshot", limit, () -> mine.of(ledger));
    }

    private synchronized void use(HostFold filled, long present) {
        if (next != null && next.begun == filled && next.generation == present) {
            journal.pending().forEach(filled::acceptWaiting);
            fold = filled;
            generation = present;
            next = null;
        }
    }

    /** The fold, when it is that of the ledger that is there now. */
    synchronized Optional<HostFold> whole() {
        return generation == desk.generation() ? Optional.of(fold) : Optional.empty();
    }
}
