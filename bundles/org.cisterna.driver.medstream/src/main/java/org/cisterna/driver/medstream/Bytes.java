// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** A run of bytes that does not change, compared by content. */
final class Bytes {

    static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /** One after the other. */
    static Bytes joined(Bytes... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.value);
        }
        return new Bytes(out.toByteArray());
    }

    byte[] toArray() {
        return value.clone();
    }

    int size() {
        return value.length;
    }

    /** The byte at an index as 0 to 255. */
    int at(int index) {
        return value[index] & 0xFF;
    }

    /** The bytes from one index to before another. */
    Bytes part(int from, int to) {
        return new Bytes(Arrays.copyOfRange(value, from, to));
    }

    String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
