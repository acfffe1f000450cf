// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** Reads the fields of a payload in their order. Every field is checked; nothing may be left over. */
final class FieldReader {

    private final Bytes payload;
    private int position;

    FieldReader(Bytes payload) {
        this.payload = payload;
    }

    int u8() throws MalformedException {
        need(1, "a u8");
        return payload.at(position++);
    }

    int u16() throws MalformedException {
        return (int) unsigned(2, "a u16");
    }

    long u32() throws MalformedException {
        return unsigned(4, "a u32");
    }

    /** A u64, which never exceeds 2^63 - 1. */
    long u64() throws MalformedException {
        long value = unsigned(8, "a u64");
        if (value < 0) {
            throw new MalformedException("the u64 before offset " + position + " exceeds 2^63 - 1");
        }
        return value;
    }

    Instant clock() throws MalformedException {
        return Instant.ofEpochMilli(u64());
    }

    Bytes bytes(int count) throws MalformedException {
        need(count, count + " raw bytes");
        Bytes part = payload.part(position, position + count);
        position += count;
        return part;
    }

    /** A u8 or whatever that is 0 or 1. */
    boolean flag() throws MalformedException {
        int value = u8();
        if (value > 1) {
            throw new MalformedException("the flag at offset " + (position - 1) + " is " + value + ", not 0 or 1");
        }
        return value == 1;
    }

    String text() throws MalformedException {
        int length = u8();
        int at = position;
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes(length).toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("the text at offset " + at + " is not UTF-8");
        }
        if (text.chars().anyMatch(each -> each < 0x20 || (each >= 0x7F && each <= 0x9F))) {
            throw new MalformedException("the text at offset " + at + " holds a control character");
        }
        return text;
    }

    /** How many bytes have been read. */
    int position() {
        return position;
    }

    /** Requires that all has been read. */
    void end() throws MalformedException {
        if (position != payload.size()) {
            throw new MalformedException(
                    "the payload has " + payload.size() + " bytes and its fields end after " + position);
        }
    }

    private long unsigned(int size, String what) throws MalformedException {
        need(size, what);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | payload.at(position++);
        }
        return value;
    }

    private void need(int count, String what) throws MalformedException {
        if (payload.size() - position < count) {
            throw new MalformedException("the payload ends after " + payload.size() + " bytes, inside of " + what
                    + " at offset " + position);
        }
    }
}
