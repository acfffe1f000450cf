// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of one group as {@link SegmentFormat} has them, on their way to the disk: each record is made in its place, and hashed and
 * summed there. Used by one thread at a time and kept, so that a group costs no memory of its own; only after one that was very large the
 * room is given back.
 */
final class GroupBytes {
    private static final int FIRST_CAPACITY = 64 * 1024;
    private static final int KEPT_CAPACITY = 1024 * 1024;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int end;
    private int records;
    private long firstIndex;

    /** Begins a group. */
    void begin(long first) {
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[FIRST_CAPACITY];
        }
        firstIndex = first;
        records = 0;
        end = SegmentFormat.GROUP_HEADER_LENGTH;
    }

    /** How many records there are. */
    int records() {
        return records;
    }

    /** All bytes; what {@link #room} and {@link #add} say are places in them. They may be others after the next {@link #room}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the next record begins, with room for so many bytes of it. */
    int room(int length) {
        int start = end + SegmentFormat.RECORD_HEADER_LENGTH;
        int needed = start + length + SegmentFormat.GROUP_TRAILER_LENGTH;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, needed));
        }
        return start;
    }

    /** The record that was written into the room is complete. */
    void add(int length) {
        ByteBuffer header = ByteBuffer.wrap(bytes, end, SegmentFormat.RECORD_HEADER_LENGTH);
        int start = end + SegmentFormat.RECORD_HEADER_LENGTH;
        header.putShort((short) length).putInt(SegmentFormat.crc(bytes, start, length));
        end = start + length;
        records++;
    }

    /** The whole group, until the next begins. */
    ByteBuffer group() {
        int body = end - SegmentFormat.GROUP_HEADER_LENGTH;
        ByteBuffer group = ByteBuffer.wrap(bytes, 0, end + SegmentFormat.GROUP_TRAILER_LENGTH);
        group.putInt(SegmentFormat.GROUP_MAGIC).putInt(body).putInt(records).putLong(firstIndex);
        group.putInt(SegmentFormat.crc(bytes, 0, group.position()));
        group.putInt(end, SegmentFormat.crc(bytes, SegmentFormat.GROUP_HEADER_LENGTH, body));
        return group.rewind();
    }
}
