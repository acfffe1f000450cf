// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cisterna.audit.ConsistencyProof;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.FoldSnapshots;
import org.cisterna.audit.InclusionProof;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerStatus;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.audit.Subscription;
import org.cisterna.audit.TailListener;
import org.cisterna.testkit.MemoryLedger;

/** A ledger as one process sees it: dies with it, and lets a test act before and after each append. */
final class MortalLedger implements Ledger {

    final MemoryLedger ledger;
    volatile boolean dead;
    Consumer<List<Entry>> before = entries -> {};
    Consumer<List<Entry>> after = entries -> {};
    /** Happens before entries are read. */
    volatile Play reading = () -> {};

    /** Something that may wait. */
    interface Play {
        void play() throws InterruptedException;
    }

    MortalLedger(MemoryLedger ledger) {
        this.ledger = ledger;
    }

    private void alive() {
        if (dead) {
            throw new LedgerUnavailableException("killed");
        }
    }

    @Override
    public Receipt append(Entry entry) {
        return append(List.of(entry)).get(0);
    }

    @Override
    public List<Receipt> append(List<Entry> entries) {
        before.accept(entries);
        alive();
        List<Receipt> receipts = ledger.append(entries);
        after.accept(entries);
        alive();
        return receipts;
    }

    @Override
    public LedgerStatus status() {
        return dead
                ? new LedgerStatus(false, List.of("killed"), java.util.OptionalLong.empty(), 0, "", "", List.of())
                : ledger.status();
    }

    @Override
    public long size() {
        return ledger.size();
    }

    @Override
    public List<Envelope> read(long fromSequence, int max) {
        try {
            reading.play();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("interrupted");
        }
        return ledger.read(fromSequence, max);
    }

    @Override
    public Optional<Envelope> find(Receipt receipt) {
        return ledger.find(receipt);
    }

    @Override
    public String checkpoint() {
        return ledger.checkpoint();
    }

    @Override
    public Optional<byte[]> staticFile(String path) {
        return ledger.staticFile(path);
    }

    @Override
    public InclusionProof inclusion(long index, long treeSize) {
        return ledger.inclusion(index, treeSize);
    }

    @Override
    public ConsistencyProof consistency(long oldSize, long newSize) {
        return ledger.consistency(oldSize, newSize);
    }

    @Override
    public long export(List<EntryRange> ranges, OutputStream out) throws IOException {
        return ledger.export(ranges, out);
    }

    @Override
    public Subscription follow(long fromSequence, TailListener listener) {
        return ledger.follow(fromSequence, listener);
    }

    @Override
    public Optional<FoldSnapshots> snapshots() {
        return dead ? Optional.empty() : ledger.snapshots();
    }
}
