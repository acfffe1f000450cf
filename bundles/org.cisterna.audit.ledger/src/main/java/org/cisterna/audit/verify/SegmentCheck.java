// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Compares the segment, the file from which the platform itself reads, with the hashes of the log. It belongs to the data folder and
 * to no export. Behind the last checkpoint it may hold newer entries, and the remains of a write that a crash has torn.
 */
final class SegmentCheck {
    private static final long MAGIC = 0x4349535453454731L;
    private static final int GROUP = 0x43475250;
    private static final int HEADER = 32;
    private static final int GROUP_HEADER = 24;
    private static final int RECORD_HEADER = 6;

    private final ByteBuffer bytes;
    private final long size;
    private final List<byte[]> leaves;
    private final Merkle hash = new Merkle();
    private final Result result;
    private final List<byte[]> newer = new ArrayList<>();
    private long next;

    SegmentCheck(byte[] segment, long size, List<byte[]> leaves, Result result) {
        this.bytes = ByteBuffer.wrap(segment);
        this.size = size;
        this.leaves = leaves;
        this.result = result;
    }

    /** Says the hashes of the newer entries. */
    List<byte[]> run() {
        if (bytes.limit() < HEADER || bytes.getLong(0) != MAGIC || bytes.getInt(HEADER - 4) != crc(0, HEADER - 4)) {
            result.finding(
                    "segment", 0, "The header of the segment is damaged; the platform will not write to this log.");
            return newer;
        }
        int at = HEADER;
        for (int end = group(at); end > at; end = group(at)) {
            at = end;
        }
        int rest = restEnd(at) - at;
        if (next < size) {
            result.finding(
                    "segment",
                    next,
                    "The segment, from which the platform reads, is damaged or ends at this entry; the platform will start"
                            + " read-only.");
        } else if (rest > 0) {
            result.note("Behind entry " + (next - 1) + " the segment holds " + rest
                    + " bytes of a torn write that was never acknowledged; the next start cuts them off.");
        }
        if (next > size) {
            result.note((next - size)
                    + " newer entries are in the segment and in no checkpoint yet; the next start signs them.");
        }
        return newer;
    }

    private int crc(int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.arrayOffset() + offset, length);
        return (int) crc.getValue();
    }

    /** The end of a good group; its beginning when it is not good. Counts its good records either way. */
    private int group(int at) {
        if (bytes.limit() - at < GROUP_HEADER
                || bytes.getInt(at) != GROUP
                || bytes.getInt(at + 20) != crc(at, 20)
                || bytes.getLong(at + 12) != next) {
            return at;
        }
        int body = at + GROUP_HEADER;
        int end = body + bytes.getInt(at + 4);
        int count = bytes.getInt(at + 8);
        int record = body;
        int found = 0;
        int before = newer.size();
        while (found < count && record + RECORD_HEADER <= Math.min(end, bytes.limit())) {
            int length = Short.toUnsignedInt(bytes.getShort(record));
            int start = record + RECORD_HEADER;
            if (length > Math.min(end, bytes.limit()) - start || bytes.getInt(record + 2) != crc(start, length)) {
                break;
            }
            compare(start, length);
            record = start + length;
            found++;
        }
        boolean whole = found == count
                && record == end
                && end + 4 <= bytes.limit()
                && bytes.getInt(end) == crc(body, end - body);
        if (!whole) {
            newer.subList(before, newer.size()).clear(); // a group counts whole or not at all
        }
        if (!whole && found == count) {
            next--;
        }
        return whole ? end + 4 : at;
    }

    private void compare(int start, int length) {
        byte[] leaf = hash.leaf(Arrays.copyOfRange(bytes.array(), start, start + length));
        if (next >= size) {
            newer.add(leaf);
        } else if (next < leaves.size() && !Arrays.equals(leaf, leaves.get((int) next))) {
            result.finding("segment", next, "The segment, from which the platform reads, has another entry there.");
        }
        next++;
    }

    private int restEnd(int from) {
        int end = from;
        for (int i = from; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                end = i + 1;
            }
        }
        return end;
    }
}
