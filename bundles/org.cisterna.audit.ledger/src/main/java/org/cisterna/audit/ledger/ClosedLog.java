// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cisterna.audit.Envelope;
import org.cisterna.storage.Storage;

/**
 * A log that has ended. Its entries come from the entry bundles, a bundle at a time, each compared with the root of the last checkpoint before
 * anything in it is believed; in memory stays nothing but the bundle read last. Tiles and bundles that are lost or changed are made again from
 * the segment, once that has led to the same root. Safe for threads.
 */
final class ClosedLog implements Log {
    private final Storage storage;
    private final Checkpoint last;
    private final NoteKey key;
    private final String shard;
    private final Consumer<String> noted;
    private final TreeHash hash = new TreeHash();
    private TileTree tree;
    private long number = -1;
    private List<byte[]> records = List.of();
    private Optional<Beginning> beginning = Optional.empty();

    private ClosedLog(Storage storage, Checkpoint last, NoteKey key, Consumer<String> noted) {
        this.storage = storage;
        this.last = last;
        this.key = key;
        this.shard = ShardName.ofOrigin(last.origin());
        this.noted = noted;
        this.tree = new TileTree(storage, shard, last.size());
    }

    /**
     * Opens the log that another one goes on from, and checks what can be checked without reading all of it: that its files are there, that its
     * checkpoint is the one that is named, that the outermost tiles lead to its root, and its first entry.
     *
     * @param end what the first entry of the next log says of it
     * @param noted is told what was made again
     * @throws Damage in words, when it is not that log
     */
    static ClosedLog open(Storage storage, Beginning.Old end, Consumer<String> noted) throws IOException, Damage {
        Checkpoint last = end.checkpoint();
        ClosedLog log = new ClosedLog(storage, last, end.key(), noted);
        String named = "the checkpoint of " + last.size() + " entries with the root "
                + last.root().hex() + ", which the log after it names";
        if (!storage.exists(Paths.segment(log.shard)) || !storage.exists(Paths.checkpoint(log.shard))) {
            throw Damage.of(
                    log.shard,
                    "The log " + log.shard + " is missing, or a part of it: " + Paths.log(log.shard)
                            + " has no segment or no checkpoint. Put it back from a backup; it ends with " + named
                            + ".");
        }
        String note = new String(storage.readAll(Paths.checkpoint(log.shard)), StandardCharsets.UTF_8);
        Optional<Checkpoint> found = end.key().checkpoint(note);
        if (found.isEmpty() || !found.get().equals(last)) {
            throw Damage.of(
                    log.shard,
                    "The log " + log.shard + " is not the one that was ended: "
                            + found.map(each -> "its checkpoint has " + each.size() + " entries and the root "
                                            + each.root().hex())
                                    .orElse("its checkpoint is not signed by the key " + end.key())
                            + ", and it should be " + named + ". It was changed or replaced; put the right one back.");
        }
        try {
            log.begin();
        } catch (LogReader.BadEntryException e) {
            throw Damage.of(
                    log.shard,
                    "The log " + log.shard + " is damaged. " + e.getMessage(),
                    Segment.firstSequence(storage, Paths.segment(log.shard)) + e.sequence());
        } catch (IllegalArgumentException e) {
            throw Damage.of(
                    log.shard, "The log " + log.shard + " does not begin as a log does: " + e.getMessage() + ".");
        }
        return log;
    }

    private void begin() throws IOException {
        if (!Arrays.equals(root(size()), last.root().bytes())) {
            mend(0);
        }
        byte[] first = bundle(0).get(0);
        Envelope envelope = EnvelopeFormat.read(first, 0, Hashes.digest(new TreeHash().leaf(first)));
        Beginning said = Beginning.of(envelope.entry());
        if (!said.shard().equals(shard)
                || !said.key().equals(key)
                || envelope.sequence() != said.firstSequence()
                || !(envelope.node() + "/" + envelope.log()).equals(last.origin())) {
            throw new IllegalArgumentException("its first entry is that of " + envelope.node() + "/" + said.shard()
                    + " under the key " + said.key());
        }
        beginning = Optional.of(said);
    }

    /** What its first entry says. */
    Beginning beginning() {
        return beginning.orElseThrow();
    }

    @Override
    public String shard() {
        return shard;
    }

    @Override
    public Optional<NoteKey> key() {
        return Optional.of(key);
    }

    @Override
    public long firstSequence() {
        return beginning().firstSequence();
    }

    @Override
    public long size() {
        return last.size();
    }

    @Override
    public List<Envelope> read(long from, int max) throws IOException {
        List<byte[]> found = raw(from, max);
        List<Envelope> envelopes = new ArrayList<>(found.size());
        TreeHash own = new TreeHash();
        for (int i = 0; i < found.size(); i++) {
            try {
                envelopes.add(EnvelopeFormat.read(found.get(i), from + i, Hashes.digest(own.leaf(found.get(i)))));
            } catch (IllegalArgumentException e) {
                throw bad(from + i, "was signed and is no entry: " + e.getMessage());
            }
        }
        return List.copyOf(envelopes);
    }

    @Override
    public List<Envelope> stored(long from, int max) throws IOException {
        return read(from, max);
    }

    @Override
    public List<byte[]> raw(long from, int max) throws IOException {
        if (from >= size()) {
            return List.of();
        }
        List<byte[]> bundle = bundle(from / Tree.TILE_WIDTH);
        int start = (int) (from % Tree.TILE_WIDTH);
        return bundle.subList(start, (int) Math.min(bundle.size(), (long) start + max));
    }

    /** Something that is read from tiles or bundles, and may have to be read once more. */
    @FunctionalInterface
    private interface Reading<T> {
        T of() throws IOException;
    }

    private synchronized <T> T tried(long index, Reading<T> reading) throws IOException {
        try {
            return reading.of();
        } catch (IOException | UncheckedIOException e) {
            mend(index);
            return reading.of();
        }
    }

    @Override
    public byte[] leaf(long index) throws IOException {
        return new TreeHash().leaf(raw(index, 1).get(0));
    }

    @Override
    public byte[] root(long size) throws IOException {
        return tried(0, () -> tree.root(size));
    }

    @Override
    public byte[] range(long start, long end) throws IOException {
        return tried(start, () -> tree.range(start, end));
    }

    @Override
    public List<byte[]> inclusion(long index, long size) throws IOException {
        return tried(index, () -> tree.inclusion(index, size));
    }

    @Override
    public List<byte[]> consistency(long oldSize, long newSize) throws IOException {
        return tried(oldSize, () -> tree.consistency(oldSize, newSize));
    }

    @Override
    public Optional<byte[]> file(String name) throws IOException {
        if (name.equals(Paths.CHECKPOINT)) {
            return Optional.of(storage.readAll(Paths.checkpoint(shard)));
        }
        if (name.equals(Paths.WITNESSED)) {
            return OpenLog.asItLies(storage, shard, name);
        }
        Optional<TilePath> tile = TilePath.parse(name);
        if (tile.isEmpty()) {
            return Optional.empty();
        }
        TilePath path = tile.get();
        long start = path.number() * Tree.TILE_WIDTH;
        if (start + path.width() > Tree.count(Math.max(path.level(), 0), size())) {
            return Optional.empty();
        }
        return Optional.of(
                path.isEntries()
                        ? LogReader.bundled(raw(start, path.width()))
                        : tried(start, () -> tree.tile(path.level(), path.number(), path.width())));
    }

    private List<byte[]> bundle(long wanted) throws IOException {
        return tried(wanted * Tree.TILE_WIDTH, () -> proven(wanted));
    }

    /** The records of a bundle, which together with the rest of the tree lead to the signed root. */
    private List<byte[]> proven(long wanted) throws IOException {
        if (number != wanted) {
            long start = wanted * Tree.TILE_WIDTH;
            long end = Math.min(start + Tree.TILE_WIDTH, size());
            String path = Paths.tile(shard, TilePath.entries(wanted, (int) (end - start)));
            List<byte[]> found = LogReader.unbundled(storage.readAll(path));
            HashTree leaves = new HashTree();
            found.forEach(each -> leaves.append(hash.leaf(each)));
            if (found.size() != end - start
                    || !Arrays.equals(
                            rootWith(0, size(), start, end, leaves.root(found.size())),
                            last.root().bytes())) {
                throw new IOException(path + " does not lead to the root that was signed");
            }
            records = found;
            number = wanted;
        }
        return records;
    }

    /** The root with the hash of a subtree that was computed from its records, and all others from the tiles. */
    private byte[] rootWith(long from, long to, long start, long end, byte[] computed) {
        if (from == start && to == end) {
            return computed;
        }
        if (to <= start || end <= from) {
            return tree.range(from, to);
        }
        long middle = from + Tree.split(to - from);
        return hash.node(rootWith(from, middle, start, end, computed), rootWith(middle, to, start, end, computed));
    }

    private LogReader.BadEntryException bad(long index, String words) {
        return new LogReader.BadEntryException(
                beginning.map(Beginning::firstSequence).orElse(0L) + index, words);
    }

    /** Makes tiles and bundles again from the segment; the index is that of an entry which they do not give. */
    private void mend(long index) throws IOException {
        LogState state = segment(() -> {});
        if (state.size() < size()
                || !Arrays.equals(state.root(size()), last.root().bytes())) {
            throw bad(
                    firstBad(state, index),
                    "of the log " + shard + " cannot be proven any more: neither its bundles and tiles nor its segment"
                            + " lead to what was signed");
        }
        number = -1;
        tree = new TileTree(storage, shard, size());
        LogReader reader = new LogReader(state, (at, n) -> Segment.read(storage, Paths.segment(shard), at, n), 0);
        StaticFiles.Restored made = new StaticFiles(storage, shard, state, reader).restore(size(), 0);
        noted.accept("Files of the log " + shard
                + " that follow from its entries had been lost or changed and were made" + " again from its segment: "
                + made.missing() + " missing, " + made.different().size() + " changed.");
    }

    /** The first entry in which the segment differs from the tiles, where those lead to what was signed; else one that is known. */
    private long firstBad(LogState segment, long known) {
        try {
            if (Arrays.equals(tree.root(size()), last.root().bytes())) {
                for (long i = 0; i < size(); i++) {
                    if (i == segment.size() || !Arrays.equals(tree.leaf(i), segment.leaf(i))) {
                        return i;
                    }
                }
            }
        } catch (UncheckedIOException e) {
            return known; // the tiles are lost, too
        }
        return known;
    }

    /** Reads the segment, and hashes as many records as were signed. */
    private LogState segment(Runnable each) throws IOException {
        LogState state = new LogState();
        TreeHash own = new TreeHash();
        SegmentScan.of(storage, Paths.segment(shard), size(), (bytes, offset, place) -> {
            if (state.size() < size()) {
                state.add(own.leaf(bytes, offset, place.length()), place.position(), place.length());
                each.run();
            }
        });
        return state;
    }

    /**
     * Reads the segment and compares it with what was signed.
     *
     * @param each called after each entry
     * @throws LogReader.BadEntryException when it is not what was signed
     */
    void checkSegment(Runnable each) throws IOException {
        LogState state = segment(each);
        if (state.size() < size()) {
            throw bad(state.size(), "is damaged or missing in the segment of the log " + shard);
        }
        if (!Arrays.equals(state.root(size()), last.root().bytes())) {
            for (long i = 0; i < size(); i++) {
                if (!Arrays.equals(leaf(i), state.leaf(i))) {
                    throw bad(i, "is another one in the segment of the log " + shard + " than was signed");
                }
            }
        }
    }

    /** Compares the hash tile of an entry with the entry itself. */
    synchronized void checkLeaf(Envelope of) throws IOException {
        if (!Arrays.equals(
                tried(of.index(), () -> tree.leaf(of.index())), of.leaf().bytes())) {
            mend(of.index());
        }
    }
}
