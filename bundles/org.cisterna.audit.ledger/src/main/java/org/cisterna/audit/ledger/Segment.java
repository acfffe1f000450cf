// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.cisterna.storage.StoragePath;

/**
 * The open segment of a log. One thread at a time appends; any thread may read what is durable. Room is made beforehand, by zeros that
 * are forced, so that a group costs one write inside the file and one force. After a failure nothing must be appended any more.
 */
final class Segment implements AutoCloseable {
    /** Room is made for a fourth of what is there: a young log stays small, and one that is written much is seldom held up. */
    private static final int PART = 4;
    /** The most room that is made at once, as a multiple of the least. */
    private static final int MOST_ROOM = 64;

    private final StorageFile writer;
    private final StorageFile reader;
    private final int room;
    private long end;
    private long made;
    /** The disk has just refused to give more room; then little is asked for. */
    private boolean full;

    private Segment(StorageFile writer, StorageFile reader, int room, long end, long made) {
        this.writer = writer;
        this.reader = reader;
        this.room = room;
        this.end = end;
        this.made = made;
    }

    /** Makes a segment without records, durably. */
    static void create(Storage storage, String path, long firstIndex, long firstSequence, int room) throws IOException {
        storage.delete(path);
        try (StorageFile file = storage.open(path, Mode.CREATE)) {
            ByteBuffer start = ByteBuffer.allocate(SegmentFormat.HEADER_LENGTH + 2 * room);
            start.put(SegmentFormat.header(firstIndex, firstSequence)).rewind();
            file.write(0, start);
            file.force();
        }
        storage.syncDirectory(StoragePath.parent(path));
    }

    /** The number of its first record, as its header says it; 0 when there is no good header. */
    static long firstSequence(Storage storage, String path) throws IOException {
        try (StorageFile file = storage.open(path, Mode.READ)) {
            ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_LENGTH);
            file.read(0, header);
            header.flip();
            return SegmentFormat.isHeader(header) ? SegmentFormat.firstSequence(header) : 0;
        }
    }

    /**
     * Opens a segment to go on behind its last good group. What no signature covers is written again and forced, the room behind it
     * included: it may be in the memory of the system only, and a force that failed in an earlier process may have left it marked as
     * written. Remains of a torn group are set to zero by that.
     *
     * @param scan what was found in it
     * @param rewriteFrom where the part begins that no signature covers
     */
    static Segment open(Storage storage, String path, SegmentScan scan, long rewriteFrom, int room) throws IOException {
        StorageFile writer = storage.open(path, Mode.READ_WRITE);
        try {
            copy(writer, rewriteFrom, scan.end());
            long made = Math.max(writer.size(), scan.end());
            zero(writer, scan.end(), made);
            writer.force();
            return new Segment(writer, storage.open(path, Mode.READ), room, scan.end(), made);
        } catch (IOException e) {
            writer.close();
            throw e;
        }
    }

    private static void copy(StorageFile file, long from, long to) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
        for (long at = from; at < to; ) {
            piece.clear().limit((int) Math.min(piece.capacity(), to - at));
            int n = file.read(at, piece);
            if (n <= 0) {
                throw new IOException("the segment ends at " + at + ", before its last entry does");
            }
            file.write(at, piece.flip());
            at += n;
        }
    }

    private static void zero(StorageFile file, long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(64 * 1024);
        for (long at = from; at < to; at += zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
            file.write(at, zeros);
        }
    }

    /**
     * Makes a group durable.
     *
     * @param group as {@link SegmentFormat} has it
     * @return where it begins in the file
     */
    long append(ByteBuffer group) throws IOException {
        long start = end;
        makeRoom(start + group.remaining() + SegmentFormat.GROUP_HEADER_LENGTH);
        end = start + group.remaining();
        writer.write(start, group);
        writer.force();
        return start;
    }

    /**
     * Makes room ahead of the groups, and keeps some in reserve: when the disk gives no more, what is under way is entered into that.
     *
     * @throws NoRoomException when the reserve is used up; nothing was harmed
     */
    private void makeRoom(long until) throws IOException {
        if (until + room <= made) {
            return;
        }
        long ahead = full ? 0 : Math.max(room, Math.min(end / PART, (long) room * MOST_ROOM));
        long enough = until + room + ahead;
        try {
            zero(writer, made, enough);
        } catch (IOException e) {
            // these were zeros behind the room that is made, so what was forced before stands, the rest of the reserve
            // included
            full = true;
            if (until > made) {
                throw new NoRoomException(e);
            }
            return;
        }
        writer.force();
        made = enough;
        full = false;
    }

    /** Bytes from a position on. */
    byte[] read(long position, int length) throws IOException {
        return read(reader, position, length);
    }

    /** Bytes of a segment that is not open. */
    static byte[] read(Storage storage, String path, long position, int length) throws IOException {
        try (StorageFile file = storage.open(path, Mode.READ)) {
            return read(file, position, length);
        }
    }

    /** Bytes of a segment that was opened for it. */
    static byte[] read(StorageFile file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int n = file.read(position, bytes);
        if (n != length) {
            throw new IOException("the segment ends at " + (position + Math.max(n, 0)) + ", inside an entry");
        }
        return bytes.array();
    }

    /** Nothing is appended any more; what is there can still be read. */
    void end() throws IOException {
        writer.close();
    }

    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            reader.close();
        }
    }
}
