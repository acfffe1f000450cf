// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run of bytes that does not change, compared by content. Immutable. */
public final class Bytes {

    /** No byte. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of an array. */
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /**
     * The bytes that pairs of hexadecimal digits name.
     *
     * @throws IllegalArgumentException when they are something else
     */
    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /** One after the other. */
    public static Bytes joined(Bytes... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.value);
        }
        return new Bytes(out.toByteArray());
    }

    /** A copy, to do with as one likes. */
    public byte[] toArray() {
        return value.clone();
    }

    /** How many. */
    public int size() {
        return value.length;
    }

    /**
     * The byte at an index as 0 to 255.
     *
     * @throws IndexOutOfBoundsException when there is none
     */
    public int at(int index) {
        return value[index] & 0xFF;
    }

    /**
     * The bytes from one index to before another.
     *
     * @throws IndexOutOfBoundsException when they are not within it
     */
    public Bytes part(int from, int to) {
        Objects.checkFromToIndex(from, to, value.length);
        return new Bytes(Arrays.copyOfRange(value, from, to));
    }

    /** Pairs of hexadecimal digits, in small letters. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** As {@link #hex()}. */
    @Override
    public String toString() {
        return hex();
    }
}
