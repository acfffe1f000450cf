// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.cisterna.pump.spi.dialogue.Bytes;

/** Finds whole lines in a stream of bytes; section 2 of the protocol page. Everything else is dropped without a word. */
final class LineDecoder {

    private static final int LONGEST = 4_096;
    private static final int LINE_FEED = 0x0A;
    private static final int SPACE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;
    private static final byte STAR = '*';
    private static final int DIGITS = 8;

    private final Deque<Line> whole = new ArrayDeque<>();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

    /**
     * A whole line.
     *
     * @param message what was in it
     * @param wire as it came, line feed included
     */
    record Line(String message, Bytes wire) {}

    void feed(byte[] bytes) {
        for (byte each : bytes) {
            if (raw.size() < LONGEST) {
                raw.write(each);
            }
            if (each == LINE_FEED) {
                read(raw.toByteArray()).ifPresent(whole::addLast);
                raw.reset();
            }
        }
    }

    Optional<Line> next() {
        return Optional.ofNullable(whole.pollFirst());
    }

    private static Optional<Line> read(byte[] wire) {
        int star = wire.length - 1 - DIGITS - 1;
        if (star < 1 || wire[wire.length - 1] != LINE_FEED || wire[star] != STAR) {
            return Optional.empty();
        }
        byte[] message = Arrays.copyOf(wire, star);
        byte[] check = Arrays.copyOfRange(wire, star + 1, wire.length - 1);
        return spaced(message) && Arrays.equals(check, check(message))
                ? Optional.of(new Line(new String(message, StandardCharsets.US_ASCII), Bytes.of(wire)))
                : Optional.empty();
    }

    /** Words with one space between them. */
    private static boolean spaced(byte[] message) {
        int before = SPACE;
        for (byte each : message) {
            if (each < SPACE || each > LAST_PRINTABLE || (each == SPACE && before == SPACE)) {
                return false;
            }
            before = each;
        }
        return before != SPACE;
    }

    /** The bytes of a line with a message in it. */
    static byte[] line(String message) {
        byte[] words = message.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(words);
        out.write(STAR);
        out.writeBytes(check(words));
        out.write(LINE_FEED);
        return out.toByteArray();
    }

    private static byte[] check(byte[] message) {
        CRC32C crc = new CRC32C();
        crc.update(message);
        return HexFormat.of().toHexDigits((int) crc.getValue()).getBytes(StandardCharsets.US_ASCII);
    }
}
