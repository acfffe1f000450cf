// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.Optional;
import java.util.zip.CRC32C;
import org.cisterna.sim.Bytes;

/** A whole frame: its checksums are right, its tag is not looked at yet. Section 2 of the protocol page. */
final class Frame {

    static final int MAGIC = 0xC157;
    static final int VERSION = 1;
    static final int HEADER = 16;
    static final int TAG = 16;
    static final int CRC = 4;

    private final int type;
    private final long sessionId;
    private final long sequence;
    private final byte[] payload;
    private final Bytes tagged;
    private final Bytes tag;

    Frame(int type, long sessionId, long sequence, byte[] payload, Bytes tagged, Bytes tag) {
        this.type = type;
        this.sessionId = sessionId;
        this.sequence = sequence;
        this.payload = payload.clone();
        this.tagged = tagged;
        this.tag = tag;
    }

    int type() {
        return type;
    }

    /** 0 for a clear frame. */
    long sessionId() {
        return sessionId;
    }

    long sequence() {
        return sequence;
    }

    byte[] payload() {
        return payload.clone();
    }

    /** Header and payload: what the tag covers. */
    Bytes tagged() {
        return tagged;
    }

    /** Empty for a clear frame. */
    Bytes tag() {
        return tag;
    }

    /** Header and payload of a frame to be sent. */
    static Bytes body(int type, long sessionId, long sequence, byte[] payload) {
        byte[] start = new PayloadWriter()
                .u16(MAGIC)
                .u8(VERSION)
                .u8(type)
                .u16(payload.length)
                .u32(sessionId)
                .u32(sequence)
                .array();
        return new PayloadWriter()
                .raw(start)
                .u16(crc(start, start.length) & 0xFFFF)
                .raw(payload)
                .bytes();
    }

    /** The bytes to send. */
    static byte[] whole(Bytes body, Bytes tag) {
        byte[] bytes = new PayloadWriter().raw(body).raw(tag).array();
        return new PayloadWriter().raw(bytes).u32(crc(bytes, bytes.length)).array();
    }

    /** A frame with both checksums made right for what its other bytes are now; empty when it is too short for them. */
    static Optional<byte[]> mended(byte[] frame) {
        if (frame.length < HEADER + CRC) {
            return Optional.empty();
        }
        byte[] mended = frame.clone();
        put(mended, HEADER - 2, 2, crc(mended, HEADER - 2));
        put(mended, mended.length - CRC, CRC, crc(mended, mended.length - CRC));
        return Optional.of(mended);
    }

    private static void put(byte[] bytes, int at, int length, long value) {
        for (int i = 0; i < length; i++) {
            bytes[at + i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
    }

    static long crc(byte[] bytes, int length) {
        return crc(bytes, 0, length);
    }

    static long crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return crc.getValue();
    }
}
