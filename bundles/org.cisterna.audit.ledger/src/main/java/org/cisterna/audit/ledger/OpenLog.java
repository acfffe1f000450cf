// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Selection;
import org.cisterna.storage.Storage;

/** The log that is written, or one that was read whole because something is wrong and can be read only. All its hashes are in memory. */
final class OpenLog implements Log {
    private final Storage storage;
    private final String shard;
    private final Optional<NoteKey> key;
    private final long firstSequence;
    private final LogState state;
    private final Optional<Segment> segment;
    private final LogReader reader;
    private final StaticFiles files;
    private final Optional<Publisher> publisher;

    private OpenLog(
            Storage storage,
            String shard,
            Optional<NoteKey> key,
            long firstSequence,
            LogState state,
            Optional<Segment> segment,
            Optional<NodeKey> signing,
            long published) {
        this.storage = storage;
        this.shard = shard;
        this.key = key;
        this.firstSequence = firstSequence;
        this.state = state;
        this.segment = segment;
        reader = new LogReader(state, this::bytes, firstSequence);
        files = new StaticFiles(storage, shard, state, reader);
        publisher =
                segment.flatMap(s -> signing).map(own -> new Publisher(storage, own, shard, state, files, published));
    }

    /**
     * A log that goes on.
     *
     * @param published the size whose tiles are on the disk
     */
    static OpenLog writable(
            Storage storage,
            String shard,
            NodeKey key,
            long firstSequence,
            LogState state,
            Segment segment,
            long published) {
        return new OpenLog(
                storage,
                shard,
                Optional.of(key.verifier()),
                firstSequence,
                state,
                Optional.of(segment),
                Optional.of(key),
                published);
    }

    /** The log that a start has found: to be written where it may be, else to be read. */
    static OpenLog of(Storage storage, Opened opened) {
        return opened.segment()
                .map(segment -> writable(
                        storage,
                        opened.shard(),
                        opened.key().orElseThrow(),
                        opened.firstSequence(),
                        opened.state(),
                        segment,
                        opened.signedSize()))
                .orElseGet(() -> readable(
                        storage,
                        opened.shard(),
                        opened.key().map(NodeKey::verifier),
                        opened.firstSequence(),
                        opened.state()));
    }

    /** A log of which some entries can be read, and nothing is written. */
    static OpenLog readable(Storage storage, String shard, Optional<NoteKey> key, long firstSequence, LogState state) {
        return new OpenLog(storage, shard, key, firstSequence, state, Optional.empty(), Optional.empty(), 0);
    }

    private byte[] bytes(long position, int length) throws IOException {
        return segment.isPresent()
                ? segment.get().read(position, length)
                : Segment.read(storage, Paths.segment(shard), position, length);
    }

    LogState state() {
        return state;
    }

    Optional<Segment> segment() {
        return segment;
    }

    StaticFiles files() {
        return files;
    }

    Optional<Publisher> publisher() {
        return publisher;
    }

    @Override
    public String shard() {
        return shard;
    }

    @Override
    public Optional<NoteKey> key() {
        return key;
    }

    @Override
    public long firstSequence() {
        return firstSequence;
    }

    @Override
    public long size() {
        return state.size();
    }

    @Override
    public List<Envelope> read(long from, int max) throws IOException {
        return reader.read(from, max);
    }

    @Override
    public Selection selected(long from, int max, Set<String> types) throws IOException {
        return reader.selected(from, max, types);
    }

    @Override
    public List<Envelope> stored(long from, int max) throws IOException {
        return reader.stored(from, max);
    }

    @Override
    public List<byte[]> raw(long from, int max) throws IOException {
        return reader.raw(from, max);
    }

    @Override
    public byte[] leaf(long index) {
        return state.leaf(index);
    }

    @Override
    public byte[] root(long size) {
        return state.root(size);
    }

    @Override
    public byte[] range(long start, long end) {
        return state.range(start, end);
    }

    @Override
    public List<byte[]> inclusion(long index, long size) {
        return state.inclusion(index, size);
    }

    @Override
    public List<byte[]> consistency(long oldSize, long newSize) {
        return state.consistency(oldSize, newSize);
    }

    /** From memory and truth while all is well; as it lies on the disk when it is damaged, so that others can see the damage. */
    @Override
    public Optional<byte[]> file(String name) throws IOException {
        if (publisher.isEmpty()) {
            return asItLies(storage, shard, name);
        }
        if (name.equals(Paths.CHECKPOINT)) {
            return publisher.get().head().map(head -> head.note().getBytes(StandardCharsets.UTF_8));
        }
        if (name.equals(Paths.WITNESSED)) {
            return asItLies(storage, shard, name);
        }
        Optional<TilePath> tile = TilePath.parse(name);
        return tile.isEmpty()
                ? Optional.empty()
                : files.bytes(tile.get(), publisher.get().size());
    }

    /** A static file of a log as it lies on the disk, whatever stands in it. */
    static Optional<byte[]> asItLies(Storage storage, String shard, String name) throws IOException {
        boolean isOne = name.equals(Paths.CHECKPOINT)
                || name.equals(Paths.WITNESSED)
                || TilePath.parse(name).isPresent();
        String path = Paths.log(shard) + "/" + name;
        return isOne && storage.exists(path) ? Optional.of(storage.readAll(path)) : Optional.empty();
    }
}
