// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import org.cisterna.storage.Storage;
import org.cisterna.storage.StorageLock;
import org.cisterna.storage.StorageLockedException;
import org.cisterna.time.ClockStepListener;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a data folder, in the form of C2SP tlog-tiles. The truth is one append-only segment, forced before an append returns; tiles
 * and checkpoints follow from it and are made again after a crash. A damaged ledger opens too, to be read up to the damage.
 */
public final class TileLedger implements Ledger, ClockStepListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TileLedger.class);
    private static final int BOOT_LENGTH = 8;

    private final Storage storage;
    private final TimeSource house;
    private final Threads threads;
    private final StorageLock lock;
    private final Opened opened;
    private final LogState state;
    private final Health health;
    private final LogReader reader;
    private final StaticFiles files;
    private final Proofs proofs;
    private final GroupCommit commit;
    private final Optional<Publisher> publisher;
    private final Proven proven;
    private final Optional<SnapshotCache> snapshots;
    private final boolean publishAtOnce;
    private final Signal news;
    private final Signal stop;
    private final Tails tails;
    private final Scrub scrub;
    private @Nullable Worker worker;
    private @Nullable Worker scrubber;
    private volatile boolean closing;

    private TileLedger(
            Storage storage,
            LedgerOptions options,
            TimeSource house,
            TimeSource pump,
            Threads threads,
            Randomness randomness,
            Optional<Function<Class<?>, String>> code,
            StorageLock lock) {
        this.storage = storage;
        this.house = house;
        this.threads = threads;
        this.lock = lock;
        opened = new Opening(storage, options.node(), house.now(), randomness, options.room()).open();
        state = opened.state();
        health = new Health(opened.damage(), opened.firstBad(), opened.notes());
        reader = new LogReader(state, this::segmentBytes);
        scrub = new Scrub(state, reader, health, options.node(), opened.shard());
        files = new StaticFiles(storage, opened.shard(), state, reader);
        proofs = new Proofs(opened.origin(), state);
        tails = new Tails(this, house, threads);
        news = threads.newSignal();
        stop = threads.newSignal();
        publishAtOnce = options.publishEvery().isZero();
        publisher = opened.segment()
                .map(s ->
                        new Publisher(storage, opened.key().orElseThrow(), opened.shard(), state, files, signedSize()));
        proven = new Proven(storage, opened, health, files, reader, publisher, this::publishingFailed);
        snapshots = opened.segment()
                .flatMap(s -> code)
                .map(names -> new SnapshotCache(storage, opened.key().orElseThrow(), opened.origin(), state, names));
        String boot = HexFormat.of().formatHex(randomness.secret(BOOT_LENGTH));
        GroupCommit.Writer writer = opened.segment()
                .<GroupCommit.Writer>map(segment -> new GroupWriter(
                        segment,
                        state,
                        health,
                        house,
                        pump,
                        randomness,
                        options.node(),
                        opened.shard(),
                        boot,
                        this::durable))
                .orElse(group -> {
                    throw new LedgerUnavailableException(health.words());
                });
        commit = new GroupCommit(house, threads, writer);
        if (health.isWritable()) {
            begin(pump, options.publishEvery());
        }
    }

    /**
     * Opens the ledger of a data folder, makes one when there is none, and enters that it is open.
     *
     * @param storage the data folder
     * @param house house time
     * @param pump pump time
     * @param threads for the worker that publishes checkpoints, and for those that follow the tail
     * @param randomness for the node's key and the nonces
     * @throws LedgerUnavailableException when another process uses it, or the folder cannot be used at all
     */
    public static TileLedger open(
            Storage storage,
            LedgerOptions options,
            TimeSource house,
            TimeSource pump,
            Threads threads,
            Randomness randomness) {
        return open(storage, options, house, pump, threads, randomness, Optional.empty());
    }

    /**
     * The same, with a place for snapshots of folds.
     *
     * @param code names the code that a class of a fold belongs to; without it no snapshots are kept
     */
    public static TileLedger open(
            Storage storage,
            LedgerOptions options,
            TimeSource house,
            TimeSource pump,
            Threads threads,
            Randomness randomness,
            Optional<Function<Class<?>, String>> code) {
        StorageLock lock;
        try {
            storage.createDirectories(Paths.LEDGER);
            lock = storage.lock(Paths.LOCK);
        } catch (StorageLockedException e) {
            throw new LedgerUnavailableException("The ledger is in use: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "The folder of the ledger cannot be used: " + e.getMessage() + "; give one that can be written.",
                    e);
        }
        return new TileLedger(storage, options, house, pump, threads, randomness, code, lock);
    }

    /** Reads the whole log now, in this thread; says whether all of it was good. */
    boolean scrub() throws InterruptedException {
        return scrub.pass(house, stop);
    }

    private long signedSize() {
        return opened.signed().map(Checkpoint::size).orElse(0L);
    }

    private void begin(TimeSource pump, Duration publishEvery) {
        try {
            StaticFiles.Restored restored = files.restore(signedSize());
            if (opened.closed() && !restored.different().isEmpty()) {
                health.note(
                        "Files that follow from the entries had been changed while the platform was stopped and were made"
                                + " again: " + String.join(", ", restored.different()) + ".");
            }
            int madeAgain = restored.different().size() + restored.missing();
            submit(LedgerEntries.atStart(opened, madeAgain, house.now(), pump.now()));
            Publisher own = publisher.orElseThrow();
            own.publish();
            files.removeStrays(state.size());
            if (!publishAtOnce) {
                worker = threads.start(
                        "ledger-publisher", () -> own.serve(house, news, stop, publishEvery, this::publishingFailed));
                scrubber = threads.start("ledger-scrub", () -> scrub.serve(house, stop));
            }
        } catch (IOException e) {
            publishingFailed(e);
        } catch (LedgerUnavailableException e) {
            LOG.error("the start could not be entered: {}", e.getMessage());
        }
    }

    private void publishingFailed(IOException e) {
        health.fail(
                "Checkpoints and tiles could not be written (" + e.getMessage() + "). Entries before that are durable;"
                        + " start the platform again when the disk is in order.",
                e);
    }

    /** After each group, in the thread that led it. */
    private void durable() {
        news.raise();
        tails.wake();
        if (publishAtOnce) {
            try {
                publisher.orElseThrow().publish();
            } catch (IOException e) {
                publishingFailed(e);
            }
        }
    }

    private byte[] segmentBytes(long position, int length) throws IOException {
        if (opened.segment().isPresent()) {
            return opened.segment().get().read(position, length);
        }
        return Segment.read(storage, Paths.segment(opened.shard()), position, length);
    }

    @Override
    public Receipt append(Entry entry) {
        return append(List.of(entry)).get(0);
    }

    @Override
    public List<Receipt> append(List<Entry> entries) {
        if (entries.size() > MAX_BATCH) {
            throw new IllegalArgumentException(
                    entries.size() + " entries at once, at most " + MAX_BATCH + " are allowed");
        }
        if (closing) {
            throw new LedgerUnavailableException("The ledger is closed; the platform is stopping.");
        }
        if (!health.isWritable()) {
            throw new LedgerUnavailableException(health.words());
        }
        return entries.isEmpty() ? List.of() : submit(entries);
    }

    private List<Receipt> submit(List<Entry> entries) {
        return commit.submit(
                new GroupCommit.Batch(entries.stream().map(Item::new).toList()));
    }

    @Override
    public LedgerStatus status() {
        return health.status(state.size(), opened.shard(), opened.origin());
    }

    @Override
    public long size() {
        return state.size();
    }

    @Override
    public List<Envelope> read(long fromSequence, int max) {
        if (fromSequence < 0 || max < 1) {
            throw new IllegalArgumentException("entries from " + fromSequence + " on, at most " + max
                    + ": the one cannot be negative, the other not less" + " than 1");
        }
        try {
            return reader.read(fromSequence, max);
        } catch (LogReader.BadEntryException e) {
            health.bad(e.index(), String.valueOf(e.getMessage()));
            return e.index() > fromSequence ? read(fromSequence, (int) (e.index() - fromSequence)) : List.of();
        } catch (IOException e) {
            throw new LedgerUnavailableException("The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Envelope> find(Receipt receipt) {
        if (!receipt.shard().equals(opened.shard()) || receipt.index() >= state.size()) {
            return Optional.empty();
        }
        return read(receipt.index(), 1).stream()
                .filter(envelope -> envelope.receipt().equals(receipt))
                .findFirst();
    }

    @Override
    public String checkpoint() {
        return proven.checkpoint();
    }

    @Override
    public Optional<byte[]> staticFile(String path) {
        return proven.staticFile(path);
    }

    @Override
    public InclusionProof inclusion(long index, long treeSize) {
        return proofs.inclusion(index, treeSize);
    }

    @Override
    public ConsistencyProof consistency(long oldSize, long newSize) {
        return proofs.consistency(oldSize, newSize);
    }

    @Override
    public long export(List<EntryRange> ranges, OutputStream out) throws IOException {
        return proven.export(ranges, out);
    }

    @Override
    public Subscription follow(long fromSequence, TailListener listener) {
        if (fromSequence < 0) {
            throw new IllegalArgumentException("entries are followed from 0 on, not from " + fromSequence);
        }
        if (closing) {
            throw new LedgerUnavailableException("The ledger is closed; the platform is stopping.");
        }
        return tails.follow(fromSequence, listener);
    }

    @Override
    public Optional<FoldSnapshots> snapshots() {
        return snapshots.map(FoldSnapshots.class::cast);
    }

    @Override
    public void stepped(Instant houseTime, Duration wallStep) {
        try {
            append(LedgerEntries.clockStepped(houseTime, wallStep));
        } catch (LedgerUnavailableException e) {
            LOG.error("a step of the wall clock by {} could not be entered: {}", wallStep, e.getMessage());
        }
    }

    /**
     * Enters that it is closed, publishes the last checkpoint and gives the folder back. Running appends are finished; twice is harmless.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        tails.close();
        try {
            if (health.isWritable()) {
                commit.submitLast(new GroupCommit.Batch(List.of(new Item(LedgerEntries.closed()))));
            }
        } catch (LedgerUnavailableException e) {
            LOG.error("the stop could not be entered: {}", e.getMessage());
        }
        snapshots.ifPresent(SnapshotCache::close);
        stop.raise();
        news.raise();
        boolean quiet = worker == null || Endings.ended(worker, house);
        quiet &= scrubber == null || Endings.ended(scrubber, house);
        tails.awaitEnd();
        finish(quiet);
    }

    private void finish(boolean quiet) {
        try (StorageLock held = lock) {
            if (quiet && health.isWritable() && publisher.isPresent()) {
                publisher.get().publish();
            }
            if (opened.segment().isPresent()) {
                opened.segment().get().close();
            }
            LOG.debug("gave back {}", held);
        } catch (IOException e) {
            LOG.error("the ledger could not be closed cleanly; the next start sorts it out", e);
        }
    }
}
