// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.zip.CRC32;
import org.cisterna.pump.spi.dialogue.Bytes;

/** Finds whole packets in a stream of bytes; section 2 of the protocol page. Everything else is dropped without a word. */
final class PacketDecoder {

    private static final int EDGE = 0xC0;
    private static final int ESCAPE = 0xDB;
    private static final int ESCAPED_EDGE = 0xDC;
    private static final int ESCAPED_ESCAPE = 0xDD;
    private static final int LONGEST = 2_048;
    private static final int CHECK = 4;

    private final Deque<Packet> whole = new ArrayDeque<>();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private boolean inside;

    /**
     * A whole packet.
     *
     * @param message what was in it
     * @param wire as it came, edges included
     */
    record Packet(Bytes message, Bytes wire) {}

    void feed(byte[] bytes) {
        for (byte each : bytes) {
            if ((each & 0xFF) == EDGE) {
                if (inside) {
                    content(Bytes.of(raw.toByteArray())).ifPresent(whole::addLast);
                }
                inside = true;
                raw.reset();
            } else if (inside && raw.size() <= 2 * LONGEST) {
                raw.write(each);
            }
        }
    }

    Optional<Packet> next() {
        return Optional.ofNullable(whole.pollFirst());
    }

    private static Optional<Packet> content(Bytes escaped) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.size(); i++) {
            int value = escaped.at(i);
            if (value == ESCAPE) {
                i++;
                int code = i < escaped.size() ? escaped.at(i) : -1;
                if (code != ESCAPED_EDGE && code != ESCAPED_ESCAPE) {
                    return Optional.empty();
                }
                value = code == ESCAPED_EDGE ? EDGE : ESCAPE;
            }
            plain.write(value);
        }
        Bytes all = Bytes.of(plain.toByteArray());
        if (all.size() <= CHECK || all.size() > LONGEST) {
            return Optional.empty();
        }
        Bytes message = all.part(0, all.size() - CHECK);
        return check(message).equals(all.part(all.size() - CHECK, all.size()))
                ? Optional.of(new Packet(message, edged(escaped)))
                : Optional.empty();
    }

    /** The bytes of a packet around a message. */
    static Bytes packet(Bytes message) {
        Bytes plain = Bytes.joined(message, check(message));
        ByteArrayOutputStream escaped = new ByteArrayOutputStream();
        for (int i = 0; i < plain.size(); i++) {
            int value = plain.at(i);
            if (value == EDGE || value == ESCAPE) {
                escaped.write(ESCAPE);
                value = value == EDGE ? ESCAPED_EDGE : ESCAPED_ESCAPE;
            }
            escaped.write(value);
        }
        return edged(Bytes.of(escaped.toByteArray()));
    }

    private static Bytes edged(Bytes content) {
        Bytes edge = Bytes.of(new byte[] {(byte) EDGE});
        return Bytes.joined(edge, content, edge);
    }

    private static Bytes check(Bytes message) {
        CRC32 crc = new CRC32();
        crc.update(message.toArray());
        return Bytes.of(ByteBuffer.allocate(CHECK).putInt((int) crc.getValue()).array());
    }
}
