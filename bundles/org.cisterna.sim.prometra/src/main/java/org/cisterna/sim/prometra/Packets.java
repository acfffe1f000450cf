// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.cisterna.sim.Bytes;

/** Packets in what arrives over one link, and around what leaves; section 2 of the protocol page. Drops the rest, and counts it. */
final class Packets {

    private static final int DELIMITER = 0xC0;
    private static final int ESCAPE = 0xDB;
    private static final int FOR_DELIMITER = 0xDC;
    private static final int FOR_ESCAPE = 0xDD;
    private static final int CRC = 4;

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean begun;
    private boolean escaped;
    private boolean spoiled;
    private boolean stray;
    private long bad;

    /** The messages that are whole by now. */
    List<Bytes> arrived(byte[] bytes) {
        List<Bytes> messages = new ArrayList<>();
        for (byte b : bytes) {
            int value = b & 0xFF;
            if (value == DELIMITER) {
                ended(messages);
            } else if (!begun) {
                stray = true;
            } else {
                take(value);
            }
        }
        return messages;
    }

    private void take(int value) {
        if (escaped) {
            spoiled |= value != FOR_DELIMITER && value != FOR_ESCAPE;
            content.write(value == FOR_DELIMITER ? DELIMITER : ESCAPE);
            escaped = false;
        } else if (value == ESCAPE) {
            escaped = true;
        } else if (!spoiled) {
            content.write(value);
        }
        spoiled |= content.size() > Limits.LONGEST_PACKET;
    }

    private void ended(List<Bytes> messages) {
        byte[] all = content.toByteArray();
        boolean something = all.length > 0 || spoiled || escaped || stray;
        boolean whole = begun && !spoiled && !escaped && all.length > CRC;
        if (whole && Arrays.equals(crc(all, all.length - CRC), Arrays.copyOfRange(all, all.length - CRC, all.length))) {
            messages.add(Bytes.of(Arrays.copyOf(all, all.length - CRC)));
        } else if (something) {
            bad++;
        }
        content.reset();
        begun = true;
        escaped = false;
        spoiled = false;
        stray = false;
    }

    /** How much was dropped since the last call. */
    long takeBad() {
        long taken = bad;
        bad = 0;
        return taken;
    }

    /** A message as a packet. */
    static byte[] around(Bytes message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(DELIMITER);
        byte[] bytes = message.array();
        escape(out, bytes);
        escape(out, crc(bytes, bytes.length));
        out.write(DELIMITER);
        return out.toByteArray();
    }

    /** A packet with its checksum made right for what its other bytes are now; empty when it is no packet any more. */
    static Optional<byte[]> mended(byte[] packet) {
        Packets reader = new Packets();
        int last = packet.length - 1;
        if (last < 1 || (packet[0] & 0xFF) != DELIMITER || (packet[last] & 0xFF) != DELIMITER) {
            return Optional.empty();
        }
        for (int i = 1; i < last; i++) {
            if ((packet[i] & 0xFF) == DELIMITER) {
                return Optional.empty();
            }
            reader.take(packet[i] & 0xFF);
        }
        byte[] all = reader.content.toByteArray();
        return reader.spoiled || reader.escaped || all.length <= CRC
                ? Optional.empty()
                : Optional.of(around(Bytes.of(Arrays.copyOf(all, all.length - CRC))));
    }

    private static void escape(ByteArrayOutputStream out, byte[] bytes) {
        for (byte b : bytes) {
            int value = b & 0xFF;
            if (value == DELIMITER || value == ESCAPE) {
                out.write(ESCAPE);
                out.write(value == DELIMITER ? FOR_DELIMITER : FOR_ESCAPE);
            } else {
                out.write(value);
            }
        }
    }

    private static byte[] crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        long value = crc.getValue();
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }
}
