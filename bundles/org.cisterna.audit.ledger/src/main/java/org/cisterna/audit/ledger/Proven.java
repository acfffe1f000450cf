// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.ConsistencyProof;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.InclusionProof;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Selection;
import org.cisterna.storage.Storage;

/** What is given out with a proof: proofs, the static files of the logs, and files of entries. Safe for threads. */
final class Proven {
    private final Storage storage;
    private final String node;
    private final Logs logs;
    private final Health health;
    private final Publisher.Failure failure;

    Proven(Storage storage, String node, Logs logs, Health health, Publisher.Failure failure) {
        this.storage = storage;
        this.node = node;
        this.logs = logs;
        this.health = health;
        this.failure = failure;
    }

    private interface Reading<T> {
        T of(Log log) throws IOException;
    }

    private <T> T of(String shard, Reading<T> reading) {
        Log log = logs.now()
                .named(shard)
                .orElseThrow(() -> new IllegalArgumentException("there is no log '" + shard + "'"));
        try {
            return reading.of(log);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private LedgerUnavailableException unreadable(Exception e) {
        if (e instanceof LogReader.BadEntryException bad) {
            health.bad(bad.sequence(), String.valueOf(bad.getMessage()));
        }
        return new LedgerUnavailableException("The ledger cannot be read: " + e.getMessage(), e);
    }

    private static void checkPage(long fromSequence, int max) {
        if (fromSequence < 0 || max < 1) {
            throw new IllegalArgumentException("entries from " + fromSequence + " on, at most " + max
                    + ": the one cannot be negative, the other not less" + " than 1");
        }
    }

    /** Entries as they stand; where one is bad those before it, and the ledger is told. */
    List<Envelope> entries(long fromSequence, int max) {
        checkPage(fromSequence, max);
        Chain now = logs.now();
        if (fromSequence >= now.size()) {
            return List.of();
        }
        Log log = now.holding(fromSequence);
        try {
            return log.read(fromSequence - log.firstSequence(), max);
        } catch (LogReader.BadEntryException e) {
            health.bad(e.sequence(), String.valueOf(e.getMessage()));
            return e.sequence() > fromSequence ? entries(fromSequence, (int) (e.sequence() - fromSequence)) : List.of();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Those of some types in a stretch; where an entry is bad the stretch ends before it, and the ledger is told. */
    Selection selected(long fromSequence, int max, Set<String> types) {
        checkPage(fromSequence, max);
        Chain now = logs.now();
        if (fromSequence >= now.size()) {
            return new Selection(List.of(), fromSequence);
        }
        Log log = now.holding(fromSequence);
        try {
            return log.selected(fromSequence - log.firstSequence(), max, types);
        } catch (LogReader.BadEntryException e) {
            health.bad(e.sequence(), String.valueOf(e.getMessage()));
            return e.sequence() > fromSequence
                    ? selected(fromSequence, (int) (e.sequence() - fromSequence), types)
                    : new Selection(List.of(), fromSequence);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    InclusionProof inclusion(String shard, long index, long treeSize) {
        return of(shard, log -> Proofs.inclusion(node, log, index, treeSize));
    }

    ConsistencyProof consistency(String shard, long oldSize, long newSize) {
        return of(shard, log -> Proofs.consistency(node, log, oldSize, newSize));
    }

    String checkpoint() {
        return staticFile(logs.current().shard() + "/" + Paths.CHECKPOINT)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new LedgerUnavailableException("There is no checkpoint. " + health.words()));
    }

    Optional<byte[]> staticFile(String path) {
        int slash = path.indexOf('/');
        String shard = path.substring(0, Math.max(slash, 0));
        if (!ShardName.isName(shard)) {
            return Optional.empty();
        }
        String name = path.substring(slash + 1);
        try {
            Optional<Log> log = logs.now().named(shard);
            if (log.isPresent()) {
                return log.get().file(name);
            }
            return health.isWritable() ? Optional.empty() : OpenLog.asItLies(storage, shard, name);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    /** So that a file holds what was entered a moment ago, too. */
    private void publishNow(Publisher signing) {
        try {
            if (health.isWritable()) {
                signing.publish();
            }
        } catch (IOException e) {
            failure.failed(e);
        }
    }

    /** A part for each log from the one that holds the first entry on, with its first entry, which names the log before it. */
    long export(List<EntryRange> ranges, OutputStream out) throws IOException {
        logs.current().publisher().ifPresent(this::publishNow);
        Chain chain = logs.now();
        Publisher.Head head = chain.current()
                .publisher()
                .flatMap(Publisher::head)
                .orElseThrow(() -> new LedgerUnavailableException(
                        "There is no checkpoint that a file could be proven with: " + health.words()
                                + " Check the folder itself: ./cisterna verify DIR --key DIR/ledger.vkey"));
        List<Log> all = chain.logs();
        Log first =
                ranges.isEmpty() ? chain.current() : chain.holding(ranges.get(0).from());
        long entries = 0;
        try {
            for (Log log : all.subList(all.indexOf(first), all.size())) {
                boolean current = log == chain.current();
                String note = current
                        ? head.signed()
                        : signed(log, new String(log.file(Paths.CHECKPOINT).orElseThrow(), StandardCharsets.UTF_8));
                entries += new ExportFile(
                                log,
                                note,
                                log.key().orElseThrow().text(),
                                current ? head.size() : log.size(),
                                within(log, ranges, log != first))
                        .write(out);
            }
            return entries;
        } catch (LogReader.BadEntryException e) {
            health.bad(e.sequence(), String.valueOf(e.getMessage()));
            throw new LedgerUnavailableException(
                    "The file was not written to its end: " + e.getMessage() + " " + health.words(), e);
        }
    }

    /** Cosignatures stay where they can be checked: everything in a file is proven by the one key that it names. */
    private static String signed(Log log, String note) {
        return log.key().flatMap(key -> key.alone(note)).orElse(note);
    }

    /** The part of the ranges that is in a log, by its indices. */
    private static List<EntryRange> within(Log log, List<EntryRange> ranges, boolean withFirst) {
        List<EntryRange> found = new ArrayList<>();
        for (EntryRange each : ranges) {
            long from = Math.max(each.from() - log.firstSequence(), 0);
            long until = each.until() - log.firstSequence();
            if (until > from && from < log.size()) {
                found.add(new EntryRange(from, Math.min(until, log.size())));
            }
        }
        if (withFirst && (found.isEmpty() || found.get(0).from() > 0)) {
            found.add(0, new EntryRange(0, 1));
        }
        return found;
    }
}
