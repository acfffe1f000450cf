// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.Arrays;
import java.util.Optional;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * Finds whole frames in what a link brings. Whatever is no frame is dropped one byte at a time and counted, and nothing of it is used. For
 * one link, from its opening on.
 */
final class FrameDecoder {

    private byte[] buffer = new byte[2 * (Frame.HEADER + Frame.MOST_PAYLOAD + Frame.TAG + Frame.CRC)];
    private int start;
    private int end;
    private long dropped;

    /** Takes in what came. */
    void feed(byte[] bytes) {
        if (buffer.length - end < bytes.length) {
            int held = end - start;
            byte[] roomy = new byte[Math.max(buffer.length, held + bytes.length)];
            System.arraycopy(buffer, start, roomy, 0, held);
            buffer = roomy;
            start = 0;
            end = held;
        }
        System.arraycopy(bytes, 0, buffer, end, bytes.length);
        end += bytes.length;
    }

    /** The next whole frame, when it has come. */
    Optional<Frame> next() {
        while (end > start) {
            Fit fit = fit();
            if (fit == Fit.MORE) {
                return Optional.empty();
            }
            if (fit == Fit.WHOLE) {
                int size = size();
                Frame frame = frame(Bytes.of(Arrays.copyOfRange(buffer, start, start + size)));
                start += size;
                return Optional.of(frame);
            }
            start++;
            dropped++;
        }
        return Optional.empty();
    }

    /** How many bytes were dropped so far. */
    long dropped() {
        return dropped;
    }

    private enum Fit {
        NONE,
        MORE,
        WHOLE
    }

    private Fit fit() {
        int held = end - start;
        boolean wrong = at(0) != Frame.MAGIC_FIRST
                || (held > 1 && at(1) != Frame.MAGIC_SECOND)
                || (held > 2 && at(2) != Frame.VERSION)
                || (held > 5 && number(4, 2) > Frame.MOST_PAYLOAD)
                || (held >= Frame.HEADER && number(6, 4) == 0 && number(10, 4) != 0)
                || (held >= Frame.HEADER && number(14, 2) != (crc(14) & 0xFFFF));
        if (wrong) {
            return Fit.NONE;
        }
        if (held < Frame.HEADER || held < size()) {
            return Fit.MORE;
        }
        int checked = size() - Frame.CRC;
        return number(checked, Frame.CRC) == crc(checked) ? Fit.WHOLE : Fit.NONE;
    }

    private int size() {
        int tag = number(6, 4) == 0 ? 0 : Frame.TAG;
        return Frame.HEADER + (int) number(4, 2) + tag + Frame.CRC;
    }

    private static Frame frame(Bytes whole) {
        FieldReader header = new FieldReader(whole.part(3, Frame.HEADER));
        try {
            int type = header.u8();
            int length = header.u16();
            long sessionId = header.u32();
            long sequence = header.u32();
            int tagAt = Frame.HEADER + length;
            return new Frame(
                    type,
                    sessionId,
                    sequence,
                    whole.part(Frame.HEADER, tagAt),
                    whole.part(tagAt, whole.size() - Frame.CRC),
                    whole);
        } catch (MalformedException e) {
            throw new IllegalStateException("a whole frame has a whole header", e);
        }
    }

    private int at(int offset) {
        return buffer[start + offset] & 0xFF;
    }

    private long number(int offset, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | at(offset + i);
        }
        return value;
    }

    private long crc(int length) {
        return Frame.crc32c(Bytes.of(Arrays.copyOfRange(buffer, start, start + length)));
    }
}
