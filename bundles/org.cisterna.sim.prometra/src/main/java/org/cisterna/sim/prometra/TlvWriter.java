// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.cisterna.sim.Bytes;

/** Builds fields; section 2 of the protocol page. The caller keeps the order of the tags. */
final class TlvWriter {

    private static final int ONE_BYTE = 0x7F;
    private static final int TWO_BYTES = 0xFF;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TlvWriter uint(int tag, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a number on the wire is 0 or more, got " + value);
        }
        int length = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
        return field(tag, bytes);
    }

    TlvWriter raw(int tag, Bytes value) {
        return field(tag, value.array());
    }

    TlvWriter text(int tag, String value) {
        return field(tag, value.getBytes(StandardCharsets.UTF_8));
    }

    TlvWriter group(int tag, TlvWriter fields) {
        return field(tag, fields.out.toByteArray());
    }

    private TlvWriter field(int tag, byte[] value) {
        out.write(tag);
        if (value.length > TWO_BYTES) {
            out.write(0x82);
            out.write(value.length >>> 8);
        } else if (value.length > ONE_BYTE) {
            out.write(0x81);
        }
        out.write(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Fields that were built before, as they are. */
    TlvWriter fields(Bytes ready) {
        out.writeBytes(ready.array());
        return this;
    }

    Bytes bytes() {
        return Bytes.of(out.toByteArray());
    }
}
