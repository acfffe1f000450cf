// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.cisterna.sim.Bytes;

/** Finds whole frames in what arrives over one link; drops the rest byte by byte and counts how often it lost its place. */
final class FrameReader {

    private byte[] buffer = new byte[0];
    private boolean lost;
    private long bad;

    void arrived(byte[] bytes) {
        byte[] joined = Arrays.copyOf(buffer, buffer.length + bytes.length);
        System.arraycopy(bytes, 0, joined, buffer.length, bytes.length);
        buffer = joined;
    }

    /** The next whole frame, if one is there. */
    Optional<Frame> next() {
        int at = 0;
        try {
            while (buffer.length - at >= Frame.HEADER) {
                int size = sizeAt(at);
                if (size > buffer.length - at) {
                    return Optional.empty();
                }
                if (size > 0 && crcFits(at, size)) {
                    Frame frame = frame(at, size);
                    at += size;
                    lost = false;
                    return Optional.of(frame);
                }
                if (!lost) {
                    bad++;
                    lost = true;
                }
                at++;
            }
            return Optional.empty();
        } finally {
            buffer = Arrays.copyOfRange(buffer, at, buffer.length);
        }
    }

    /** How often bytes had to be dropped since the last call. */
    long takeBad() {
        long taken = bad;
        bad = 0;
        return taken;
    }

    /** The size of the frame whose header starts here, or 0 when it is no header. */
    private int sizeAt(int at) {
        ByteBuffer header = ByteBuffer.wrap(buffer, at, Frame.HEADER);
        int magic = header.getShort() & 0xFFFF;
        int version = header.get();
        header.get();
        int length = header.getShort() & 0xFFFF;
        int session = header.getInt();
        int sequence = header.getInt();
        int check = header.getShort() & 0xFFFF;
        if (magic != Frame.MAGIC
                || version != Frame.VERSION
                || length > Limits.LONGEST_PAYLOAD
                || (session == 0 && sequence != 0)
                || check != (Frame.crc(buffer, at, Frame.HEADER - 2) & 0xFFFF)) {
            return 0;
        }
        return Frame.HEADER + length + (session == 0 ? 0 : Frame.TAG) + Frame.CRC;
    }

    private boolean crcFits(int at, int size) {
        long said = ByteBuffer.wrap(buffer, at + size - Frame.CRC, Frame.CRC).getInt() & 0xFFFFFFFFL;
        return said == Frame.crc(buffer, at, size - Frame.CRC);
    }

    private Frame frame(int at, int size) {
        ByteBuffer header = ByteBuffer.wrap(buffer, at, Frame.HEADER);
        int type = header.get(at + 3) & 0xFF;
        int length = header.getShort(at + 4) & 0xFFFF;
        long session = header.getInt(at + 6) & 0xFFFFFFFFL;
        long sequence = header.getInt(at + 10) & 0xFFFFFFFFL;
        int bodyEnd = at + Frame.HEADER + length;
        return new Frame(
                type,
                session,
                sequence,
                Arrays.copyOfRange(buffer, at + Frame.HEADER, bodyEnd),
                Bytes.of(Arrays.copyOfRange(buffer, at, bodyEnd)),
                Bytes.of(Arrays.copyOfRange(buffer, bodyEnd, at + size - Frame.CRC)));
    }
}
