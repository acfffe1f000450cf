// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.spi.dialogue.Bytes;

/** A list of fields to be sent; section 2 of the protocol page. Keeps them in the order of their tags. */
final class Fields {

    private final List<byte[]> encoded = new ArrayList<>();
    private int last;

    Fields number(int tag, long value) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        int first = 0;
        while (first < all.length - 1 && all[first] == 0) {
            first++;
        }
        return add(tag, Bytes.of(all).part(first, all.length));
    }

    Fields bytes(int tag, Bytes value) {
        return add(tag, value);
    }

    Fields text(int tag, String value) {
        return add(tag, Bytes.of(value.getBytes(StandardCharsets.UTF_8)));
    }

    Fields group(int tag, Fields inner) {
        return add(tag, inner.done());
    }

    private Fields add(int tag, Bytes value) {
        if (tag < last || value.size() > 0xFFFF) {
            throw new IllegalArgumentException("field " + tag + " of " + value.size() + " bytes after field " + last);
        }
        last = tag;
        ByteBuffer field = ByteBuffer.allocate(4 + value.size()).put((byte) tag);
        if (value.size() >= 0x100) {
            field.put((byte) 0x82).putShort((short) value.size());
        } else if (value.size() >= 0x80) {
            field.put((byte) 0x81).put((byte) value.size());
        } else {
            field.put((byte) value.size());
        }
        field.put(value.toArray());
        encoded.add(Bytes.of(field.array()).part(0, field.position()).toArray());
        return this;
    }

    Bytes done() {
        return Bytes.joined(encoded.stream().map(Bytes::of).toArray(Bytes[]::new));
    }
}
