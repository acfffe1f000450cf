// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.cisterna.pump.spi.dialogue.Bytes;

/**
 * A frame of the wire, section 2 of the protocol page.
 *
 * @param type message type, 0 to 255, known or not
 * @param sessionId 0 in a clear frame
 * @param sequence 0 in a clear frame
 * @param payload at most {@value #MOST_PAYLOAD} bytes
 * @param tag 16 bytes; none in a clear frame
 * @param whole all bytes as on the wire
 */
record Frame(int type, long sessionId, long sequence, Bytes payload, Bytes tag, Bytes whole) {

    static final int MAGIC_FIRST = 0xC1;
    static final int MAGIC_SECOND = 0x57;
    static final int VERSION = 1;
    static final int HEADER = 16;
    static final int TAG = 16;
    static final int CRC = 4;
    static final int MOST_PAYLOAD = 2048;

    /** A frame without session. */
    static Frame clear(MessageType type, Bytes payload) {
        Bytes head = head(type.code(), 0, 0, payload);
        return new Frame(type.code(), 0, 0, payload, Bytes.EMPTY, closed(head, Bytes.EMPTY));
    }

    /**
     * A frame of a session.
     *
     * @param tagger makes the tag from header and payload
     */
    static Frame sealed(int type, long sessionId, long sequence, Bytes payload, UnaryOperator<Bytes> tagger) {
        Bytes head = head(type, sessionId, sequence, payload);
        Bytes tag = tagger.apply(head);
        return new Frame(type, sessionId, sequence, payload, tag, closed(head, tag));
    }

    boolean isSealed() {
        return sessionId != 0;
    }

    /** Header and payload: what the tag is over. */
    Bytes tagged() {
        return whole.part(0, HEADER + payload.size());
    }

    static long crc32c(Bytes bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.toArray());
        return crc.getValue();
    }

    private static Bytes head(int type, long sessionId, long sequence, Bytes payload) {
        if (payload.size() > MOST_PAYLOAD) {
            throw new IllegalArgumentException("a payload has at most " + MOST_PAYLOAD + " bytes");
        }
        Bytes start = new FieldWriter()
                .u8(MAGIC_FIRST)
                .u8(MAGIC_SECOND)
                .u8(VERSION)
                .u8(type)
                .u16(payload.size())
                .u32(sessionId)
                .u32(sequence)
                .done();
        return new FieldWriter()
                .bytes(start)
                .u16((int) (crc32c(start) & 0xFFFF))
                .bytes(payload)
                .done();
    }

    private static Bytes closed(Bytes head, Bytes tag) {
        Bytes checked = new FieldWriter().bytes(head).bytes(tag).done();
        return new FieldWriter().bytes(checked).u32(crc32c(checked)).done();
    }
}
