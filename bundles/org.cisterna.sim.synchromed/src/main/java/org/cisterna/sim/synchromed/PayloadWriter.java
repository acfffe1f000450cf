// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cisterna.sim.Bytes;

/** Writes the fields of a payload, big-endian, one behind the other. */
final class PayloadWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PayloadWriter u8(long value) {
        return number(value, 1);
    }

    PayloadWriter u16(long value) {
        return number(value, 2);
    }

    PayloadWriter u32(long value) {
        return number(value, 4);
    }

    PayloadWriter u64(long value) {
        return number(value, 8);
    }

    PayloadWriter raw(Bytes bytes) {
        out.writeBytes(bytes.array());
        return this;
    }

    PayloadWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    PayloadWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u8(utf8.length).raw(utf8);
    }

    /** The ASCII bytes of a label, then one zero byte. */
    PayloadWriter label(String label) {
        return raw(label.getBytes(StandardCharsets.US_ASCII)).u8(0);
    }

    private PayloadWriter number(long value, int size) {
        if (value < 0 || (size < 8 && value >>> (8 * size) != 0)) {
            throw new IllegalArgumentException(value + " does not fit into " + size + " bytes");
        }
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        out.write(all, Long.BYTES - size, size);
        return this;
    }

    byte[] array() {
        return out.toByteArray();
    }

    Bytes bytes() {
        return Bytes.of(out.toByteArray());
    }
}
