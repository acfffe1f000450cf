// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Compares the segment, the file from which the platform itself reads, with the hashes of the log. It belongs to the data folder and
 * to no export. Behind the last checkpoint it may hold newer entries, and the remains of a write that a crash has torn. It is read group by group,
 * for it is as long as the log.
 */
final class SegmentCheck {
    private static final long MAGIC = 0x4349535453454731L;
    private static final int GROUP = 0x43475250;
    private static final int HEADER = 32;
    private static final int GROUP_HEADER = 24;
    private static final int RECORD_HEADER = 6;
    private static final int SUM = 4;
    private static final int ROOM = 64 * 1024;
    private static final byte[] ZEROS = new byte[ROOM];

    private final InputStream in;
    private final long size;
    private final List<byte[]> leaves;
    private final int mostBytes;
    private final Merkle hash = new Merkle();
    private final Result result;
    private final List<byte[]> newer = new ArrayList<>();
    private long next;

    /**
     * A check.
     *
     * @param mostBytes the longest group that is read
     */
    SegmentCheck(InputStream segment, long size, List<byte[]> leaves, int mostBytes, Result result) {
        this.in = segment;
        this.size = size;
        this.leaves = leaves;
        this.mostBytes = mostBytes;
        this.result = result;
    }

    /**
     * Says the hashes of the newer entries.
     *
     * @throws IOException in words when it cannot be read, or has a longer group
     */
    List<byte[]> run() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
        if (header.limit() < HEADER
                || header.getLong(0) != MAGIC
                || header.getInt(HEADER - SUM) != crc(header, 0, HEADER - SUM)) {
            result.finding(
                    "segment", 0, "The header of the segment is damaged; the platform will not write to this log.");
            return newer;
        }
        long rest = groups();
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

    /** Reads all good groups; says how many bytes behind them, up to the last that is not zero, belong to none. */
    private long groups() throws IOException {
        while (true) {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(GROUP_HEADER));
            if (header.limit() < GROUP_HEADER
                    || header.getInt(0) != GROUP
                    || header.getInt(20) != crc(header, 0, 20)
                    || header.getLong(12) != next
                    || header.getInt(4) < 0) {
                return rest(header.array());
            }
            if (header.getInt(4) > mostBytes) {
                throw new IOException("the segment has a group of " + header.getInt(4) + " bytes at entry " + next
                        + "; at most " + mostBytes + " are read");
            }
            byte[] body = in.readNBytes(header.getInt(4) + SUM);
            if (!group(ByteBuffer.wrap(body), header.getInt(4), header.getInt(8))) {
                byte[] bad = Arrays.copyOf(header.array(), GROUP_HEADER + body.length);
                System.arraycopy(body, 0, bad, GROUP_HEADER, body.length);
                return rest(bad);
            }
        }
    }

    private static int crc(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, length));
        return (int) crc.getValue();
    }

    /** Whether a group is good. Counts its good records either way. */
    private boolean group(ByteBuffer body, int end, int count) {
        int record = 0;
        int found = 0;
        int before = newer.size();
        while (found < count && record + RECORD_HEADER <= Math.min(end, body.limit())) {
            int length = Short.toUnsignedInt(body.getShort(record));
            int start = record + RECORD_HEADER;
            if (length > Math.min(end, body.limit()) - start || body.getInt(record + 2) != crc(body, start, length)) {
                break;
            }
            byte[] bytes = new byte[length];
            body.get(start, bytes);
            compare(bytes);
            record = start + length;
            found++;
        }
        boolean whole =
                found == count && record == end && end + SUM <= body.limit() && body.getInt(end) == crc(body, 0, end);
        if (!whole) {
            newer.subList(before, newer.size()).clear(); // a group counts whole or not at all
        }
        if (!whole && found == count) {
            next--;
        }
        return whole;
    }

    private void compare(byte[] record) {
        byte[] leaf = hash.leaf(record);
        if (next >= size) {
            newer.add(leaf);
        } else if (next < leaves.size() && !Arrays.equals(leaf, leaves.get((int) next))) {
            result.finding("segment", next, "The segment, from which the platform reads, has another entry there.");
        }
        next++;
    }

    /** How many bytes there are up to the last that is not zero, those that were read already first. */
    private long rest(byte[] read) throws IOException {
        long end = 0;
        long at = 0;
        for (byte[] piece = read; piece.length > 0; piece = in.readNBytes(ROOM)) {
            int last = Arrays.equals(piece, ZEROS) ? -1 : piece.length - 1; // room that was made beforehand is long
            while (last >= 0 && piece[last] == 0) {
                last--;
            }
            end = last < 0 ? end : at + last + 1;
            at += piece.length;
        }
        return end;
    }
}
