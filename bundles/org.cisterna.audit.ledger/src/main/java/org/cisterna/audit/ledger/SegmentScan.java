// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;

/**
 * What is in a segment: the good groups from its beginning on, and what comes behind them.
 *
 * @param state how it ends
 * @param end where the last good group ends
 * @param residueEnd behind the last byte that is not zero, at least {@code end}
 * @param records how many good records there are
 */
record SegmentScan(State state, long end, long residueEnd, long records) {

    /** How a segment ends. */
    enum State {
        /** There is no header and no group: it was never finished being made. */
        UNMADE,
        /** Nothing but zeros behind the last group. */
        CLEAN,
        /** Remains of one group behind the last good one: what a crash leaves. */
        TORN,
        /** A good group behind a bad one, a bad header, fewer records than were signed: no crash leaves that. */
        BROKEN
    }

    /**
     * Where a record lies.
     *
     * @param position of its first byte
     * @param length its bytes
     * @param group the position of the group that holds it
     */
    record Place(long position, int length, long group) {}

    /** Is handed each good record as it is read. */
    @FunctionalInterface
    interface Visitor {
        void record(byte[] bytes, int offset, Place place);
    }

    /**
     * Reads a segment.
     *
     * @param signed how many records a signature covers: less than that is never the trace of a crash
     */
    static SegmentScan of(Storage storage, String path, long signed, Visitor visitor) throws IOException {
        try (StorageFile file = storage.open(path, Mode.READ)) {
            return new Scanner(file, visitor, file.size(), 0).scan(signed, SegmentFormat.HEADER_LENGTH);
        }
    }

    /**
     * Reads the header of a segment, and what lies behind some of its groups.
     *
     * @param from where the last of these ends
     * @param known how many records are in them
     */
    static SegmentScan behind(Storage storage, String path, long from, long known, long signed, Visitor visitor)
            throws IOException {
        try (StorageFile file = storage.open(path, Mode.READ)) {
            return new Scanner(file, visitor, file.size(), known).scan(signed, from);
        }
    }

    /**
     * Reads a part of a segment that others may go on writing.
     *
     * @param until where a group ends
     * @param some how many records lie before that
     */
    static SegmentScan until(Storage storage, String path, long until, long some, Visitor visitor) throws IOException {
        try (StorageFile file = storage.open(path, Mode.READ)) {
            return new Scanner(file, visitor, Math.min(until, file.size()), 0).scan(some, SegmentFormat.HEADER_LENGTH);
        }
    }

    /** Reads a segment once, from its beginning, or from a group on, to its end. */
    private static final class Scanner {
        private static final int WINDOW = 1024 * 1024;
        private static final byte[] ZEROS = new byte[WINDOW];

        private final StorageFile file;
        private final Visitor visitor;
        private final long size;
        private long records;
        private ByteBuffer window = ByteBuffer.allocate(0);
        private long windowStart;

        Scanner(StorageFile file, Visitor visitor, long size, long known) {
            this.file = file;
            this.visitor = visitor;
            this.size = size;
            this.records = known;
        }

        SegmentScan scan(long signed, long from) throws IOException {
            ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_LENGTH);
            file.read(0, header);
            if (!SegmentFormat.isHeader(header.flip()) || from > size) {
                State state = signed > 0 || findGroup(0, size) ? State.BROKEN : State.UNMADE;
                return new SegmentScan(state, 0, size, records);
            }
            long at = from;
            for (long next = group(at); next > at; next = group(at)) {
                at = next;
            }
            long residueEnd = residueEnd(at);
            State state = State.BROKEN;
            if (records >= signed && !findGroup(at + 1, residueEnd)) {
                state = residueEnd == at ? State.CLEAN : State.TORN;
            } else {
                salvage(at);
            }
            return new SegmentScan(state, at, residueEnd, records);
        }

        /** Makes the bytes from a position on, up to a length or to the end of the file, readable in the window. */
        private int fetch(long at, int length) throws IOException {
            if (at < windowStart || at + length > windowStart + window.limit()) {
                window = ByteBuffer.allocate((int) Math.min(Math.max(length, WINDOW), Math.max(size - at, 0)));
                file.read(at, window);
                window.flip();
                windowStart = at;
            }
            return (int) (at - windowStart);
        }

        /** The end of the group at a position; the position itself when there is no good group. */
        private long group(long at) throws IOException {
            int start = fetch(at, SegmentFormat.GROUP_HEADER_LENGTH);
            if (!SegmentFormat.isGroupHeader(window, start) || window.getLong(start + 12) != records) {
                return at;
            }
            int body = window.getInt(start + 4);
            int count = window.getInt(start + 8);
            int length = SegmentFormat.GROUP_HEADER_LENGTH + body + SegmentFormat.GROUP_TRAILER_LENGTH;
            if (at + length > size) {
                return at;
            }
            start = fetch(at, length);
            int bodyStart = start + SegmentFormat.GROUP_HEADER_LENGTH;
            if (window.limit() - start < length
                    || window.getInt(bodyStart + body) != SegmentFormat.crc(window.array(), bodyStart, body)) {
                return at;
            }
            List<Place> found = records(at, bodyStart, bodyStart + body);
            if (found.size() != count) {
                return at;
            }
            accept(found);
            return at + length;
        }

        private void accept(List<Place> found) {
            for (Place record : found) {
                visitor.record(window.array(), (int) (record.position() - windowStart), record);
            }
            records += found.size();
        }

        /** The good records from the beginning of a body on, up to the first bad one; all must fill the body exactly. */
        private List<Place> records(long group, int from, int to) {
            List<Place> found = new ArrayList<>();
            int at = from;
            while (at + SegmentFormat.RECORD_HEADER_LENGTH <= to) {
                int length = Short.toUnsignedInt(window.getShort(at));
                int bytes = at + SegmentFormat.RECORD_HEADER_LENGTH;
                if (length == 0
                        || length > to - bytes
                        || window.getInt(at + 2) != SegmentFormat.crc(window.array(), bytes, length)) {
                    break;
                }
                found.add(new Place(windowStart + bytes, length, group));
                at = bytes + length;
            }
            return found;
        }

        /** In a broken segment the good records at the beginning of the bad group still count. */
        private void salvage(long at) throws IOException {
            int start = fetch(at, SegmentFormat.GROUP_HEADER_LENGTH);
            if (!SegmentFormat.isGroupHeader(window, start) || window.getLong(start + 12) != records) {
                return;
            }
            int body = window.getInt(start + 4);
            int count = window.getInt(start + 8);
            start = fetch(at, (int) Math.min(SegmentFormat.GROUP_HEADER_LENGTH + body, size - at));
            int bodyStart = start + SegmentFormat.GROUP_HEADER_LENGTH;
            List<Place> found = records(at, bodyStart, Math.min(bodyStart + body, window.limit()));
            // all records good and the group bad: its own checksums are, so the last record cannot be vouched for
            accept(found.subList(0, Math.min(found.size(), count - 1)));
        }

        private long residueEnd(long from) throws IOException {
            long end = from;
            for (long at = from; at < size; ) {
                int start = fetch(at, (int) Math.min(WINDOW, size - at));
                int n = (int) Math.min(Math.min(window.limit() - start, WINDOW), size - at);
                if (!Arrays.equals(window.array(), start, start + n, ZEROS, 0, n)) {
                    int last = n;
                    while (window.get(start + last - 1) == 0) {
                        last--;
                    }
                    end = at + last;
                }
                at += Math.max(n, 1);
            }
            return end;
        }

        /** Whether a whole good group begins anywhere between two positions; none begins where all is zero. */
        private boolean findGroup(long from, long until) throws IOException {
            for (long at = from; at < until && at + SegmentFormat.GROUP_HEADER_LENGTH <= size; at++) {
                int start = fetch(at, SegmentFormat.GROUP_HEADER_LENGTH);
                if (SegmentFormat.isGroupHeader(window, start) && isWhole(at, start)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isWhole(long at, int header) throws IOException {
            int body = window.getInt(header + 4);
            int length = SegmentFormat.GROUP_HEADER_LENGTH + body + SegmentFormat.GROUP_TRAILER_LENGTH;
            if (at + length > size) {
                return false;
            }
            int bodyStart = fetch(at, length) + SegmentFormat.GROUP_HEADER_LENGTH;
            return window.getInt(bodyStart + body) == SegmentFormat.crc(window.array(), bodyStart, body);
        }
    }
}
