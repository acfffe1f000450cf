// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment, the file that is the truth. All numbers are big-endian.
 *
 * <pre>
 * header    8  "CISTSEG1"
 *           8  index of its first record
 *           8  sequence number of its first record
 *           4  zero
 *           4  CRC-32C of the 28 bytes before
 * group     4  "CGRP"                                   a group is what one synchronisation made durable
 *           4  bytes of the body
 *           4  records in the body
 *           8  index of the first record
 *           4  CRC-32C of the 20 bytes before
 *        body  for each record: 2 length, 4 CRC-32C of the record, the record
 *           4  CRC-32C of the body
 * zeros        up to the end of the file: room that was made beforehand
 * </pre>
 */
final class SegmentFormat {
    static final int HEADER_LENGTH = 32;
    static final int GROUP_HEADER_LENGTH = 24;
    static final int GROUP_TRAILER_LENGTH = 4;
    static final int RECORD_HEADER_LENGTH = 6;
    /** The most bytes of a group's body. */
    static final int MAX_BODY = 16 * 1024 * 1024;

    static final int GROUP_MAGIC = 0x43475250;
    private static final long MAGIC = 0x4349535453454731L;

    private SegmentFormat() {}

    static ByteBuffer header(long firstIndex, long firstSequence) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH);
        header.putLong(MAGIC).putLong(firstIndex).putLong(firstSequence).putInt(0);
        header.putInt(crc(header.array(), 0, header.position()));
        return header.flip();
    }

    static boolean isHeader(ByteBuffer header) {
        return header.remaining() == HEADER_LENGTH
                && header.getLong(0) == MAGIC
                && header.getInt(HEADER_LENGTH - 4) == crc(header.array(), header.arrayOffset(), HEADER_LENGTH - 4);
    }

    /** The number of the first record, as a header says it. */
    static long firstSequence(ByteBuffer header) {
        return header.getLong(16);
    }

    /** Whether the 24 bytes at the position are the header of a group; they may be those of any group. */
    static boolean isGroupHeader(ByteBuffer bytes, int at) {
        if (bytes.limit() - at < GROUP_HEADER_LENGTH || bytes.getInt(at) != GROUP_MAGIC) {
            return false;
        }
        int body = bytes.getInt(at + 4);
        return bytes.getInt(at + 20) == crc(bytes.array(), bytes.arrayOffset() + at, 20)
                && body > 0
                && body <= MAX_BODY;
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
