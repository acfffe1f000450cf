// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.cisterna.audit.Selection;
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
 * A ledger in a data folder, in the form of C2SP tlog-tiles: one log after the other, one of them current. The truth is one append-only segment a
 * log, forced before an append returns; tiles and checkpoints follow from it and are made again after a crash. A damaged ledger opens too, to be
 * read up to the damage.
 */
public final class TileLedger implements Ledger, ClockStepListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TileLedger.class);
    private static final int BOOT_LENGTH = 8;

    private final TimeSource house;
    private final Threads threads;
    private final StorageLock lock;
    private final String node;
    private final Opened opened;
    private final Logs logs;
    private final Health health = new Health();
    private final Space space;
    private final GroupCommit commit;
    private final RollOver rollOver;
    private final Proven proven;
    private final boolean publishAtOnce;
    private final Signal news;
    private final Signal stop;
    private final Tails tails;
    private final Scrub scrub;
    private final Optional<StartKeeper> keeper;
    private Optional<SnapshotCache> snapshots = Optional.empty();
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
        this.house = house;
        this.threads = threads;
        this.lock = lock;
        node = options.node();
        space = new Space(storage, house, options);
        KeyFiles keys = new KeyFiles(storage, node, randomness);
        Optional<StartCache> cache = code.map(names -> new StartCache(storage, () -> names.apply(TileLedger.class)));
        opened = new Opening(storage, options, house.now(), keys, cache, health::note).open();
        health.opened(opened);
        logs = new Logs(new Chain(opened.older(), OpenLog.of(storage, opened)));
        cache.ifPresent(each -> health.whenBad(each::forget));
        if (!opened.damage().isEmpty()) {
            cache.ifPresent(StartCache::forget);
        }
        keeper = cache.map(each -> new StartKeeper(each, logs, health, opened, house, options.keepEvery()));
        scrub = new Scrub(storage, logs, health, node, (log, since) -> keeper.ifPresent(each -> each.read(log, since)));
        tails = new Tails(this, house, threads);
        news = threads.newSignal();
        stop = threads.newSignal();
        publishAtOnce = options.publishEvery().isZero();
        proven = new Proven(storage, node, logs, health, this::publishingFailed);
        String boot = HexFormat.of().formatHex(randomness.secret(BOOT_LENGTH));
        EntryWriter writer = new EntryWriter(house, pump, randomness, node, boot);
        rollOver = new RollOver(storage, logs, writer, keys, health, node, options.room());
        commit = new GroupCommit(house, threads, new GroupWriter(writer, rollOver, health, this::durable));
        if (health.isWritable()) {
            begin(options, pump);
            snapshots = code.map(names -> new SnapshotCache(
                    storage, logs.current().publisher().orElseThrow().key(), logs, names));
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
     * The same, and what the next start needs is kept, with a place for snapshots of folds.
     *
     * @param code names the code that a class belongs to; without it nothing is kept for the next start, snapshots neither
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

    /** Its logs as witnesses are asked about them. */
    WitnessedLogs witnessed(Storage storage) {
        return new WitnessedLogs(storage, node, logs, health);
    }

    private void begin(LedgerOptions options, TimeSource pump) {
        try {
            StaticFiles files = logs.current().files();
            StaticFiles.Restored restored = files.restore(opened.signedSize(), opened.unread());
            // before anything is published: the folder of a tile that gets full goes, and must hold nothing that a
            // crash has left
            files.removeStrays(opened.signedSize());
            if (opened.closed() && !restored.different().isEmpty()) {
                health.note(
                        "Files that follow from the entries had been changed while the platform was stopped and were made"
                                + " again: " + String.join(", ", restored.different()) + ".");
            }
            if (opened.restored().isPresent()) {
                rollOver.restore(opened.restored().get());
            } else if (opened.ending().isPresent()) {
                rollOver.goOn(opened.ending().get());
            }
            rollOver.replaceKey(options.replaceKey());
            int madeAgain = restored.different().size() + restored.missing();
            submit(LedgerEntries.atStart(opened, madeAgain, house.now(), pump.now()));
            publishOrWait();
        } catch (IOException e) {
            derivingFailed(e);
        } catch (LedgerUnavailableException e) {
            LOG.error("the start could not be entered: {}", e.getMessage());
        }
        if (!publishAtOnce && health.isWritable()) {
            worker = threads.start(
                    "ledger-publisher",
                    () -> Publisher.serve(
                            this::publish, house, news, stop, options.publishEvery(), this::publishingFailed));
            Duration first = opened.quick().isPresent() ? Scrub.SOON : Scrub.FIRST;
            scrubber = threads.start("ledger-scrub", () -> scrub.serve(house, stop, first));
        }
    }

    private void publish() throws IOException {
        logs.current().publisher().orElseThrow().publish();
        keeper.ifPresent(StartKeeper::published);
    }

    private void publishOrWait() {
        try {
            publish();
        } catch (IOException e) {
            publishingFailed(e);
        }
    }

    /** Says whether it is tried again: without room nothing can be derived, and what is entered goes into the reserve. */
    private boolean publishingFailed(IOException e) {
        if (space.isShortNow()) {
            LOG.warn("checkpoints and tiles wait for room on the disk: {}", e.getMessage());
            return true;
        }
        derivingFailed(e);
        return false;
    }

    private void derivingFailed(IOException e) {
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
            publishOrWait();
        }
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
        Chain now = logs.now();
        String shard = now.current().shard();
        return health.status(now.size(), shard, opened.origin().isEmpty() ? "" : node + "/" + shard, space);
    }

    @Override
    public long size() {
        return logs.now().size();
    }

    @Override
    public List<Envelope> read(long fromSequence, int max) {
        return proven.entries(fromSequence, max);
    }

    @Override
    public Selection read(long fromSequence, int max, Set<String> types) {
        return proven.selected(fromSequence, max, types);
    }

    @Override
    public Optional<Envelope> find(Receipt receipt) {
        return read(receipt.sequence(), 1).stream()
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
        return inclusion(logs.current().shard(), index, treeSize);
    }

    @Override
    public InclusionProof inclusion(String shard, long index, long treeSize) {
        return proven.inclusion(shard, index, treeSize);
    }

    @Override
    public ConsistencyProof consistency(long oldSize, long newSize) {
        return consistency(logs.current().shard(), oldSize, newSize);
    }

    @Override
    public ConsistencyProof consistency(String shard, long oldSize, long newSize) {
        return proven.consistency(shard, oldSize, newSize);
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
        try (StorageLock held = lock;
                Logs all = logs) {
            if (quiet && health.isWritable()) {
                all.current().publisher().orElseThrow().publish();
                keeper.ifPresent(StartKeeper::ended);
            }
            LOG.debug("gave back {}", held);
        } catch (IOException e) {
            LOG.error("the ledger could not be closed cleanly; the next start sorts it out", e);
        }
    }
}
