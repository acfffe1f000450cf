// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * Reads fields in the order of their tags; section 2 of the protocol page. What is not asked for, comes twice, in another order or in another
 * form than the one it has makes the whole unreadable.
 */
final class FieldCursor {

    private static final int LONGEST_TEXT = 40;

    private final Bytes all;
    private int position;

    FieldCursor(Bytes all) {
        this.all = all;
    }

    /** Makes something of the fields of a group. */
    @FunctionalInterface
    interface Reading<T> {
        T read(FieldCursor fields) throws MalformedException;
    }

    boolean comes(int tag) {
        return position < all.size() && all.at(position) == tag;
    }

    int position() {
        return position;
    }

    long number(int tag) throws MalformedException {
        Bytes value = value(tag);
        if (value.size() == 0 || value.size() > Long.BYTES || (value.size() > 1 && value.at(0) == 0)) {
            throw new MalformedException(name(tag) + " is a number in no proper form: " + value.hex());
        }
        long number = 0;
        for (int i = 0; i < value.size(); i++) {
            number = number * 256 + value.at(i);
        }
        if (number < 0) {
            throw new MalformedException(name(tag) + " exceeds 2^63 - 1");
        }
        return number;
    }

    /** A number that fits an int; no field of this protocol that is read so has a meaning beyond. */
    int count(int tag) throws MalformedException {
        long number = number(tag);
        if (number > Integer.MAX_VALUE) {
            throw new MalformedException(name(tag) + " is " + number + ", which has no meaning");
        }
        return (int) number;
    }

    OptionalLong optionalNumber(int tag) throws MalformedException {
        return comes(tag) ? OptionalLong.of(number(tag)) : OptionalLong.empty();
    }

    Instant clock(int tag) throws MalformedException {
        return Instant.ofEpochMilli(number(tag));
    }

    Bytes bytes(int tag, int size) throws MalformedException {
        Bytes value = value(tag);
        if (value.size() != size) {
            throw new MalformedException(name(tag) + " has " + value.size() + " bytes and not " + size);
        }
        return value;
    }

    String text(int tag) throws MalformedException {
        Bytes value = value(tag);
        if (value.size() == 0 || value.size() > LONGEST_TEXT) {
            throw new MalformedException(name(tag) + " is a text of " + value.size() + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(value.toArray()))
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new MalformedException(name(tag) + " holds control characters");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedException(name(tag) + " is no UTF-8");
        }
    }

    /** The bytes of a group, unread. */
    Bytes raw(int tag) throws MalformedException {
        return value(tag);
    }

    <T> T group(int tag, Reading<T> reading) throws MalformedException {
        return whole(value(tag), reading);
    }

    <T> Optional<T> optional(int tag, Reading<T> reading) throws MalformedException {
        return comes(tag) ? Optional.of(group(tag, reading)) : Optional.empty();
    }

    <T> List<T> many(int tag, Reading<T> reading) throws MalformedException {
        List<T> values = new ArrayList<>();
        while (comes(tag)) {
            values.add(group(tag, reading));
        }
        return values;
    }

    /** Reads all of some bytes. */
    static <T> T whole(Bytes bytes, Reading<T> reading) throws MalformedException {
        FieldCursor cursor = new FieldCursor(bytes);
        T value = reading.read(cursor);
        cursor.end();
        return value;
    }

    void end() throws MalformedException {
        if (position < all.size()) {
            throw new MalformedException(name(all.at(position)) + " has no place here");
        }
    }

    private Bytes value(int tag) throws MalformedException {
        if (!comes(tag)) {
            throw new MalformedException(name(tag) + " is missing");
        }
        int at = position + 1;
        need(tag, at, 1);
        int length = all.at(at);
        at++;
        if (length >= 0x80) {
            int more = length - 0x80;
            if (more != 1 && more != 2) {
                throw new MalformedException(name(tag) + " has a length in no proper form");
            }
            need(tag, at, more);
            length = more == 1 ? all.at(at) : all.at(at) * 256 + all.at(at + 1);
            at += more;
            if (length < (more == 1 ? 0x80 : 0x100)) {
                throw new MalformedException(name(tag) + " has a length that is not in its shortest form");
            }
        }
        need(tag, at, length);
        position = at + length;
        return all.part(at, position);
    }

    private void need(int tag, int at, int size) throws MalformedException {
        if (at + size > all.size()) {
            throw new MalformedException(name(tag) + " is cut off");
        }
    }

    private static String name(int tag) {
        return "field " + Integer.toHexString(tag);
    }
}
