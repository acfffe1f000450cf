// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.sim.Bytes;

/**
 * Reads fields one after the other; section 2 of the protocol page. Whoever asks for the tags in their order, and for the end, has excluded
 * every other order, every repetition and every unknown tag.
 */
final class TlvReader {

    private static final int LONGEST_NUMBER = 8;

    private final byte[] bytes;
    private int at;

    /** The bytes do not have the form that the page asks for. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        Malformed(String words) {
            super(words);
        }
    }

    TlvReader(Bytes bytes) {
        this.bytes = bytes.array();
    }

    /** Where the next field begins. */
    int position() {
        return at;
    }

    boolean has(int tag) {
        return at < bytes.length && (bytes[at] & 0xFF) == tag;
    }

    long uint(int tag) throws Malformed {
        byte[] value = value(tag);
        if (value.length < 1 || value.length > LONGEST_NUMBER || (value.length > 1 && value[0] == 0)) {
            throw new Malformed("field " + tag + " is no number");
        }
        long number = 0;
        for (byte b : value) {
            number = (number << 8) | (b & 0xFF);
        }
        if (number < 0) {
            throw new Malformed("field " + tag + " is above 2^63 - 1");
        }
        return number;
    }

    /** A number that fits an int; a larger one is as wrong as the largest int, and refused by whoever knows the range. */
    int small(int tag) throws Malformed {
        return (int) Math.min(Integer.MAX_VALUE, uint(tag));
    }

    OptionalLong optionalUint(int tag) throws Malformed {
        return has(tag) ? OptionalLong.of(uint(tag)) : OptionalLong.empty();
    }

    Bytes raw(int tag, int length) throws Malformed {
        byte[] value = value(tag);
        if (value.length != length) {
            throw new Malformed("field " + tag + " has " + value.length + " bytes, not " + length);
        }
        return Bytes.of(value);
    }

    /** An id: 16 bytes that are not all zero. */
    Bytes id(int tag) throws Malformed {
        Bytes id = raw(tag, 16);
        if (id.isZero()) {
            throw new Malformed("field " + tag + " is all zero");
        }
        return id;
    }

    String text(int tag) throws Malformed {
        byte[] value = value(tag);
        if (value.length < 1 || value.length > Limits.LONGEST_TEXT) {
            throw new Malformed("field " + tag + " is a text of " + value.length + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new Malformed("field " + tag + " has control characters");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new Malformed("field " + tag + " is not UTF-8");
        }
    }

    Bytes group(int tag) throws Malformed {
        return Bytes.of(value(tag));
    }

    Optional<Bytes> optionalGroup(int tag) throws Malformed {
        return has(tag) ? Optional.of(group(tag)) : Optional.empty();
    }

    List<Bytes> groups(int tag) throws Malformed {
        List<Bytes> groups = new ArrayList<>();
        while (has(tag)) {
            groups.add(group(tag));
        }
        return groups;
    }

    void end() throws Malformed {
        if (at < bytes.length) {
            throw new Malformed("field " + (bytes[at] & 0xFF) + " does not belong here");
        }
    }

    private byte[] value(int tag) throws Malformed {
        if (!has(tag)) {
            throw new Malformed("field " + tag + " is missing");
        }
        at++;
        int length = length();
        if (length > bytes.length - at) {
            throw new Malformed("field " + tag + " is cut off");
        }
        byte[] value = new byte[length];
        System.arraycopy(bytes, at, value, 0, length);
        at += length;
        return value;
    }

    private int length() throws Malformed {
        int first = next();
        if (first < 0x80) {
            return first;
        }
        if (first > 0x82) {
            throw new Malformed("a length begins with " + first);
        }
        int length = first == 0x81 ? next() : next() << 8 | next();
        if (length < (first == 0x81 ? 0x80 : 0x100)) {
            throw new Malformed("a length is not in its shortest form");
        }
        return length;
    }

    private int next() throws Malformed {
        if (at >= bytes.length) {
            throw new Malformed("a length is cut off");
        }
        return bytes[at++] & 0xFF;
    }
}
