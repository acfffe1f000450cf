// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes: an id, a nonce, a digest, a block. */
public final class Bytes {

    /** No bytes. */
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of these bytes. */
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** So many zeros. */
    public static Bytes zeros(int length) {
        return new Bytes(new byte[length]);
    }

    /** From two hexadecimal digits a byte. */
    public static Bytes fromHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /** A copy. */
    public byte[] array() {
        return value.clone();
    }

    /** How many. */
    public int length() {
        return value.length;
    }

    /** Whether each of them is zero. */
    public boolean isZero() {
        for (byte b : value) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Two hexadecimal digits a byte. */
    public String hex() {
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
