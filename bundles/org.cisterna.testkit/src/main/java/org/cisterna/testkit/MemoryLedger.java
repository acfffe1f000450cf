// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
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
import org.cisterna.canonical.Digest;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;

/**
 * A ledger in memory, for tests of those who write to one and fold it. It keeps order and contents and can be made to fail; it has no tree,
 * proofs or files, and says so when asked for them. What it holds outlives whoever used it, so a second host or workflow over the same
 * ledger is a restart after a kill.
 */
public final class MemoryLedger implements Ledger {

    private static final String SHARD = "2026-1";

    private final TimeSource house;
    private final TimeSource pump;
    private final Randomness randomness;
    private final List<Envelope> envelopes = new ArrayList<>();
    private final MemorySnapshots snapshots = new MemorySnapshots();
    private String readOnlyReason = "";
    private Predicate<Entry> refuse = entry -> false;

    /** A ledger that takes its times and nonces from here. */
    public MemoryLedger(TimeSource house, TimeSource pump, Randomness randomness) {
        this.house = house;
        this.pump = pump;
        this.randomness = randomness;
    }

    /** A ledger in a virtual world. */
    public static MemoryLedger in(VirtualTime time) {
        return new MemoryLedger(time.house(), time.pump(), time.randomness());
    }

    /** From now on nothing can be entered, for this reason; an empty one makes it writable again. */
    public synchronized void readOnly(String reason) {
        readOnlyReason = reason;
    }

    /** Entries for which this says true are refused, and nothing of their batch is entered. */
    public synchronized void refuseEntriesThat(Predicate<Entry> wrong) {
        refuse = wrong;
    }

    /** Everything that was entered. */
    public synchronized List<Envelope> all() {
        return List.copyOf(envelopes);
    }

    /** The snapshots that folds over it keep. */
    public MemorySnapshots kept() {
        return snapshots;
    }

    @Override
    public Optional<FoldSnapshots> snapshots() {
        return Optional.of(snapshots);
    }

    /** The entries of one type, in order. */
    public synchronized List<Envelope> ofType(String type) {
        return envelopes.stream()
                .filter(each -> each.entry().type().equals(type))
                .toList();
    }

    @Override
    public Receipt append(Entry entry) {
        return append(List.of(entry)).get(0);
    }

    @Override
    public synchronized List<Receipt> append(List<Entry> entries) {
        if (entries.size() > MAX_BATCH) {
            throw new IllegalArgumentException("too many entries for one append: " + entries.size());
        }
        if (!readOnlyReason.isEmpty()) {
            throw new LedgerUnavailableException(readOnlyReason);
        }
        if (entries.stream().anyMatch(refuse)) {
            throw new LedgerUnavailableException("the test refuses this entry");
        }
        List<Receipt> receipts = new ArrayList<>();
        for (Entry each : entries) {
            long sequence = envelopes.size();
            Envelope envelope = new Envelope(
                    sequence,
                    "test",
                    SHARD,
                    sequence,
                    house.now(),
                    pump.now(),
                    "0000000000000001",
                    HexFormat.of().formatHex(randomness.secret(16)),
                    each,
                    Digest.of("org.cisterna.testkit.memory-ledger", each.json()));
            envelopes.add(envelope);
            receipts.add(envelope.receipt());
        }
        return receipts;
    }

    @Override
    public synchronized LedgerStatus status() {
        return new LedgerStatus(
                readOnlyReason.isEmpty(),
                readOnlyReason.isEmpty() ? List.of() : List.of(readOnlyReason),
                OptionalLong.empty(),
                envelopes.size(),
                SHARD,
                "test/" + SHARD,
                List.of());
    }

    @Override
    public synchronized long size() {
        return envelopes.size();
    }

    @Override
    public synchronized List<Envelope> read(long fromSequence, int max) {
        int from = (int) Math.min(fromSequence, envelopes.size());
        return List.copyOf(envelopes.subList(from, (int) Math.min(envelopes.size(), (long) from + max)));
    }

    @Override
    public synchronized Optional<Envelope> find(Receipt receipt) {
        return receipt.sequence() < envelopes.size()
                ? Optional.of(envelopes.get((int) receipt.sequence()))
                        .filter(each -> each.receipt().equals(receipt))
                : Optional.empty();
    }

    @Override
    public String checkpoint() {
        throw new LedgerUnavailableException("a ledger in memory has no checkpoint");
    }

    @Override
    public Optional<byte[]> staticFile(String path) {
        return Optional.empty();
    }

    @Override
    public InclusionProof inclusion(long index, long treeSize) {
        throw new LedgerUnavailableException("a ledger in memory has no proofs");
    }

    @Override
    public ConsistencyProof consistency(long oldSize, long newSize) {
        throw new LedgerUnavailableException("a ledger in memory has no proofs");
    }

    @Override
    public long export(List<EntryRange> ranges, OutputStream out) {
        throw new LedgerUnavailableException("a ledger in memory has no checkpoint, so nothing of it can be proven");
    }

    @Override
    public Subscription follow(long fromSequence, TailListener listener) {
        throw new LedgerUnavailableException("a ledger in memory has no feed; read it");
    }
}
