// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Lines in what arrives over one link, and around what leaves; section 2 of the protocol page. Drops the rest, and counts it. */
final class Lines {

    /** {@code *} and eight digits. */
    private static final int ENDING = 9;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;
    private long bad;

    /** The messages that are whole by now. */
    List<String> arrived(byte[] bytes) {
        List<String> messages = new ArrayList<>();
        for (byte b : bytes) {
            if (b == '\n') {
                ended(messages);
            } else if (line.size() + 1 < Limits.LONGEST_LINE) {
                line.write(b);
            } else {
                tooLong = true;
            }
        }
        return messages;
    }

    private void ended(List<String> messages) {
        byte[] all = line.toByteArray();
        if (all.length > 0 || tooLong) {
            Optional<String> message = tooLong ? Optional.empty() : message(all);
            message.ifPresentOrElse(messages::add, () -> bad++);
        }
        line.reset();
        tooLong = false;
    }

    private static Optional<String> message(byte[] all) {
        if (all.length <= ENDING) {
            return Optional.empty();
        }
        String text = new String(all, StandardCharsets.ISO_8859_1);
        String message = text.substring(0, text.length() - ENDING);
        return isWords(message) && text.endsWith(ending(message)) ? Optional.of(message) : Optional.empty();
    }

    /** Printable, one space between two words, none before or after. */
    private static boolean isWords(String message) {
        boolean space = true;
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && space)) {
                return false;
            }
            space = c == ' ';
        }
        return !space;
    }

    /** How many lines were dropped since the last call. */
    long takeBad() {
        long taken = bad;
        bad = 0;
        return taken;
    }

    /** A message as a line. */
    static byte[] around(String message) {
        return (message + ending(message) + '\n').getBytes(StandardCharsets.US_ASCII);
    }

    /** A line with its checksum made right for what its other bytes are now; empty when it is no line any more. */
    static Optional<byte[]> mended(byte[] line) {
        int length = line.length - 1 - ENDING;
        if (length < 1 || line[line.length - 1] != '\n') {
            return Optional.empty();
        }
        String message = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        return isWords(message) ? Optional.of(around(message)) : Optional.empty();
    }

    private static String ending(String message) {
        CRC32C crc = new CRC32C();
        crc.update(message.getBytes(StandardCharsets.US_ASCII));
        return String.format(Locale.ROOT, "*%08x", crc.getValue());
    }
}
