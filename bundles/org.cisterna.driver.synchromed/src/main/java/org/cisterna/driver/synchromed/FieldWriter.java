// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.cisterna.pump.spi.dialogue.Bytes;

/** Writes the fields of a payload one after the other, without padding. */
final class FieldWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    FieldWriter u8(int value) {
        return unsigned(value, 1);
    }

    FieldWriter u16(int value) {
        return unsigned(value, 2);
    }

    FieldWriter u32(long value) {
        return unsigned(value, 4);
    }

    FieldWriter u64(long value) {
        return unsigned(value, 8);
    }

    FieldWriter bytes(Bytes value) {
        out.writeBytes(value.toArray());
        return this;
    }

    FieldWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        u8(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    /** The ASCII bytes of a label and one zero byte. */
    FieldWriter label(String value) {
        out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        out.write(0);
        return this;
    }

    Bytes done() {
        return Bytes.of(out.toByteArray());
    }

    private FieldWriter unsigned(long value, int size) {
        if (value < 0 || (size < 8 && value >>> (8 * size) != 0)) {
            throw new IllegalArgumentException(value + " does not fit into " + size + " bytes without a sign");
        }
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift) & 0xFF);
        }
        return this;
    }
}
