// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.Arrays;
import org.cisterna.sim.Bytes;

/** Reads the fields of a payload. A payload that ends too early, or holds more, is {@link Malformed}. */
final class PayloadReader {

    private final byte[] payload;
    private int position;

    /** A payload whose bytes are not the fields of its message. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int offset;

        Malformed(int offset) {
            super("malformed at offset " + offset, null, false, false);
            this.offset = offset;
        }

        int offset() {
            return offset;
        }
    }

    PayloadReader(byte[] payload) {
        this.payload = payload;
    }

    int u8() throws Malformed {
        return (int) number(1);
    }

    int u16() throws Malformed {
        return (int) number(2);
    }

    long u32() throws Malformed {
        return number(4);
    }

    /** A number up to 2^63 - 1; a larger one is malformed. */
    long u64() throws Malformed {
        int start = position;
        long value = number(8);
        if (value < 0) {
            throw new Malformed(start);
        }
        return value;
    }

    Bytes raw(int length) throws Malformed {
        if (length > payload.length - position) {
            throw new Malformed(payload.length);
        }
        position += length;
        return Bytes.of(Arrays.copyOfRange(payload, position - length, position));
    }

    /** The bytes of a text, without looking at them. */
    Bytes rawText() throws Malformed {
        return raw(u8());
    }

    /** Everything from here to the end. */
    Bytes rest() throws Malformed {
        return raw(payload.length - position);
    }

    void end() throws Malformed {
        if (position != payload.length) {
            throw new Malformed(position);
        }
    }

    private long number(int size) throws Malformed {
        if (size > payload.length - position) {
            throw new Malformed(payload.length);
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | (payload[position++] & 0xFF);
        }
        return value;
    }
}
