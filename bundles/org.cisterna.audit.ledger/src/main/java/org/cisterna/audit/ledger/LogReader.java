// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Selection;

/** Reads entries back from the segment and compares each with its hash. Safe for threads. */
final class LogReader {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final LogState state;
    private final Source source;
    private final long firstSequence;
    private final ParsedBlocks blocks = new ParsedBlocks();

    /** The bytes of the segment. */
    @FunctionalInterface
    interface Source {
        byte[] read(long position, int length) throws IOException;
    }

    /** An entry is not what its hash says, or was never what it must be. */
    static final class BadEntryException extends IOException {
        private static final long serialVersionUID = 1L;
        private final long sequence;

        BadEntryException(long sequence, String words) {
            super("Entry " + sequence + " " + words + ".");
            this.sequence = sequence;
        }

        /** Its number among all entries of the node. */
        long sequence() {
            return sequence;
        }
    }

    LogReader(LogState state, Source source, long firstSequence) {
        this.state = state;
        this.source = source;
        this.firstSequence = firstSequence;
    }

    /** The entries from an index on; fewer than {@code max} may come when there are more. */
    List<Envelope> read(long from, int max) throws IOException {
        if (from >= state.size()) {
            return List.of();
        }
        List<Envelope> recent = state.recent(from, max);
        if (!recent.isEmpty()) {
            return recent;
        }
        List<Envelope> shared = max < ParsedBlocks.WIDTH ? List.of() : shared(from, max);
        return shared.isEmpty() ? stored(from, max) : shared;
    }

    /** Out of a block that others read as well; none when that does not do. */
    private List<Envelope> shared(long from, int max) throws IOException {
        long number = from / ParsedBlocks.WIDTH;
        int first = (int) (from % ParsedBlocks.WIDTH);
        if ((number + 1) * ParsedBlocks.WIDTH > state.size()) {
            return List.of();
        }
        try {
            List<Envelope> block = blocks.block(number, this::stored);
            return first < block.size() ? block.subList(first, Math.min(first + max, block.size())) : List.of();
        } catch (BadEntryException bad) {
            return List.of(); // it may stand before those that are wanted: these tell by themselves
        }
    }

    /**
     * The entries of some types among the next {@code max} from an index on, or fewer. Of the others only the hash is looked at: an entry names its type in its bytes, as
     * {@link EnvelopeFormat} writes them, and one that does not is not parsed.
     */
    Selection selected(long from, int max, Set<String> types) throws IOException {
        if (from >= state.size()) {
            return new Selection(List.of(), firstSequence + from);
        }
        List<Envelope> recent = state.recent(from, max);
        if (!recent.isEmpty()) {
            return Selection.of(firstSequence + from, recent, types);
        }
        LogState.Span span = state.span(from, max, MAX_BYTES);
        TypeSearch search = new TypeSearch(types);
        List<Envelope> found = new ArrayList<>();
        read(span, true, (number, bytes, start, length) -> {
            if (search.mayBeIn(bytes, start, length)) {
                Envelope envelope = envelope(span, number, Arrays.copyOfRange(bytes, start, start + length));
                if (types.contains(envelope.entry().type())) {
                    found.add(envelope);
                }
            }
        });
        return new Selection(found, firstSequence + from + span.offsets().size());
    }

    /** The same, always from the disk. */
    List<Envelope> stored(long from, int max) throws IOException {
        LogState.Span span = state.span(from, max, MAX_BYTES);
        List<byte[]> records = records(span, true);
        List<Envelope> envelopes = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            envelopes.add(envelope(span, i, records.get(i)));
        }
        return List.copyOf(envelopes);
    }

    private Envelope envelope(LogState.Span span, int number, byte[] record) throws BadEntryException {
        long index = span.first() + number;
        try {
            return EnvelopeFormat.read(
                    record, index, Hashes.digest(span.leaves().get(number)));
        } catch (IllegalArgumentException e) {
            throw new BadEntryException(firstSequence + index, "was signed and is no entry: " + e.getMessage());
        }
    }

    /** The bytes of entries as they were hashed, at most {@code max}; at least one when there is one. */
    List<byte[]> raw(long from, int max) throws IOException {
        return records(state.span(from, max, MAX_BYTES), true);
    }

    /** An entry bundle: each record with its length before it. */
    byte[] bundle(long from, int count) throws IOException {
        return bundle(from, count, true);
    }

    /** An entry bundle of entries that were compared with their hashes a moment ago and are not compared again. */
    byte[] bundleJustChecked(long from, int count) throws IOException {
        return bundle(from, count, false);
    }

    private byte[] bundle(long from, int count, boolean compare) throws IOException {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        int left = count;
        while (left > 0) {
            LogState.Span span = state.span(from + count - left, left, MAX_BYTES);
            read(span, compare, (number, bytes, start, length) -> {
                bundle.write(length >>> 8);
                bundle.write(length);
                bundle.write(bytes, start, length);
            });
            left -= span.offsets().size();
        }
        return bundle.toByteArray();
    }

    /** Records with their lengths before them. */
    static byte[] bundled(List<byte[]> records) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] record : records) {
            bundle.write(record.length >>> 8);
            bundle.write(record.length);
            bundle.writeBytes(record);
        }
        return bundle.toByteArray();
    }

    /**
     * The records of a bundle.
     *
     * @throws IOException when it cannot be cut into records
     */
    static List<byte[]> unbundled(byte[] bundle) throws IOException {
        List<byte[]> records = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            int start = at + 2;
            int end = start > bundle.length ? start : start + ((bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff));
            if (end > bundle.length) {
                throw new IOException("an entry bundle ends inside an entry");
            }
            records.add(Arrays.copyOfRange(bundle, start, end));
            at = end;
        }
        return List.copyOf(records);
    }

    private List<byte[]> records(LogState.Span span, boolean compare) throws IOException {
        List<byte[]> records = new ArrayList<>(span.offsets().size());
        read(
                span,
                compare,
                (number, bytes, start, length) -> records.add(Arrays.copyOfRange(bytes, start, start + length)));
        return records;
    }

    /** Is shown where a record lies. */
    @FunctionalInterface
    private interface RecordReader {
        void record(int number, byte[] bytes, int start, int length) throws IOException;
    }

    private void read(LogState.Span span, boolean compare, RecordReader each) throws IOException {
        byte[] bytes = source.read(span.position(), span.bytes());
        TreeHash hash = new TreeHash();
        for (int i = 0; i < span.offsets().size(); i++) {
            int start = span.offsets().get(i);
            int length = span.lengths().get(i);
            if (compare
                    && !Arrays.equals(
                            hash.leaf(bytes, start, length), span.leaves().get(i))) {
                throw new BadEntryException(
                        firstSequence + span.first() + i, "has changed on the disk since it was entered");
            }
            each.record(i, bytes, start, length);
        }
    }
}
