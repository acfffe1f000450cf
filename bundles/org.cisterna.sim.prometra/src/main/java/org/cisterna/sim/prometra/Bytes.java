// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes: an id, a nonce, a digest, a block. */
final class Bytes {

    static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    static Bytes zeros(int length) {
        return new Bytes(new byte[length]);
    }

    static Bytes fromHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    byte[] array() {
        return value.clone();
    }

    int length() {
        return value.length;
    }

    boolean isZero() {
        for (byte b : value) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** Only how many: the bytes may be secret. */
    @Override
    public String toString() {
        return value.length + " bytes";
    }
}
