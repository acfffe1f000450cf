// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/**
 * Reads fields in the order of the protocol page, section 2. What is not asked for, comes twice, in another order or in another form than the
 * one it has makes the whole unreadable.
 */
final class FieldCursor {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,32}");
    private static final Pattern TEXT = Pattern.compile("(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+");
    private static final int LONGEST_TEXT = 40;
    private static final String NONE = "-";

    private final String all;
    private int position;

    FieldCursor(String all) {
        this.all = all;
    }

    /** Makes something of fields. */
    @FunctionalInterface
    interface Reading<T> {
        T read(FieldCursor fields) throws MalformedException;
    }

    /** Makes something of the values of one field. */
    @FunctionalInterface
    interface Values<T> {
        T read(Group values) throws MalformedException;
    }

    boolean comes(String name) {
        return all.startsWith(name + '=', position);
    }

    private String value(String name) throws MalformedException {
        if (!comes(name)) {
            throw new MalformedException("field " + name + " is missing");
        }
        int from = position + name.length() + 1;
        int space = all.indexOf(' ', from);
        int to = space < 0 ? all.length() : space;
        position = space < 0 ? to : to + 1;
        return all.substring(from, to);
    }

    long number(String name) throws MalformedException {
        return number(name, value(name));
    }

    /** A number that fits an int; no field that is read so has a meaning beyond. */
    int count(String name) throws MalformedException {
        return count(name, number(name));
    }

    private static int count(String name, long number) throws MalformedException {
        if (number > Integer.MAX_VALUE) {
            throw new MalformedException("field " + name + " is " + number + ", which has no meaning");
        }
        return (int) number;
    }

    private static long number(String name, String value) throws MalformedException {
        if (!NUMBER.matcher(value).matches()) {
            throw new MalformedException("field " + name + " is a number in no proper form");
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedException("field " + name + " exceeds 2^63 - 1");
        }
    }

    OptionalLong optionalNumber(String name) throws MalformedException {
        return comes(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
    }

    Instant clock(String name) throws MalformedException {
        return Instant.ofEpochMilli(number(name));
    }

    String code(String name) throws MalformedException {
        return code(name, value(name));
    }

    private static String code(String name, String value) throws MalformedException {
        if (!CODE.matcher(value).matches()) {
            throw new MalformedException("field " + name + " is no code");
        }
        return value;
    }

    Bytes bytes(String name, int size) throws MalformedException {
        return bytes(name, size, value(name));
    }

    private static Bytes bytes(String name, int size, String value) throws MalformedException {
        if (value.length() != 2 * size || !value.matches("[0-9a-f]*")) {
            throw new MalformedException("field " + name + " is not " + size + " bytes");
        }
        return Bytes.ofHex(value);
    }

    /** Bytes, or nothing. */
    Optional<Bytes> optionalBytes(String name, int size) throws MalformedException {
        String value = value(name);
        return value.equals(NONE) ? Optional.empty() : Optional.of(bytes(name, size, value));
    }

    String text(String name) throws MalformedException {
        return text(name, value(name));
    }

    private static String text(String name, String value) throws MalformedException {
        if (!TEXT.matcher(value).matches()) {
            throw new MalformedException("field " + name + " is a text in no proper form");
        }
        ByteBuffer bytes = ByteBuffer.allocate(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(value.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.put((byte) value.charAt(i));
            }
        }
        int size = bytes.position();
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            boolean shown = text.chars().noneMatch(Character::isISOControl);
            if (size > LONGEST_TEXT || !shown || !FieldList.escaped(text).equals(value)) {
                throw new MalformedException("field " + name + " is a text that no field has");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedException("field " + name + " is no UTF-8");
        }
    }

    /** The values of a field that has several. */
    <T> T group(String name, int size, Values<T> reading) throws MalformedException {
        return group(name, size, value(name), reading);
    }

    private static <T> T group(String name, int size, String value, Values<T> reading) throws MalformedException {
        String[] values = value.split(":", -1);
        if (values.length != size) {
            throw new MalformedException("field " + name + " has " + values.length + " values");
        }
        return reading.read(new Group(name, values));
    }

    /** The same, or nothing. */
    <T> Optional<T> optionalGroup(String name, int size, Values<T> reading) throws MalformedException {
        String value = value(name);
        return value.equals(NONE) ? Optional.empty() : Optional.of(group(name, size, value, reading));
    }

    <T> List<T> many(String name, int size, Values<T> reading) throws MalformedException {
        List<T> values = new ArrayList<>();
        while (comes(name)) {
            values.add(group(name, size, reading));
        }
        return values;
    }

    /** Takes all fields whose names begin so, as they stand there. */
    String run(String prefix) {
        int from = position;
        int to = from;
        while (position < all.length() && all.startsWith(prefix, position)) {
            int space = all.indexOf(' ', position);
            to = space < 0 ? all.length() : space;
            position = space < 0 ? to : to + 1;
        }
        return all.substring(from, to);
    }

    /** Reads all of some fields. */
    static <T> T whole(String fields, Reading<T> reading) throws MalformedException {
        FieldCursor cursor = new FieldCursor(fields);
        T value = reading.read(cursor);
        if (cursor.position < fields.length() || fields.endsWith(" ")) {
            throw new MalformedException("there are fields that have no place here");
        }
        return value;
    }

    /** Several values of one field, one after the other. */
    static final class Group {

        private final String name;
        private final String[] values;
        private int next;

        private Group(String name, String[] values) {
            this.name = name;
            this.values = values;
        }

        long number() throws MalformedException {
            return FieldCursor.number(name, values[next++]);
        }

        int count() throws MalformedException {
            return FieldCursor.count(name, number());
        }

        Instant clock() throws MalformedException {
            return Instant.ofEpochMilli(number());
        }

        String text() throws MalformedException {
            return FieldCursor.text(name, values[next++]);
        }

        String code() throws MalformedException {
            return FieldCursor.code(name, values[next++]);
        }

        Bytes bytes(int size) throws MalformedException {
            return FieldCursor.bytes(name, size, values[next++]);
        }

        Optional<Bytes> optionalBytes(int size) throws MalformedException {
            return absent() ? Optional.empty() : Optional.of(bytes(size));
        }

        OptionalLong optionalNumber() throws MalformedException {
            return absent() ? OptionalLong.empty() : OptionalLong.of(number());
        }

        /** A word of any kind, shown but not understood; empty when there is none. */
        String word() throws MalformedException {
            if (absent()) {
                return "";
            }
            String word = values[next++];
            if (word.isEmpty() || word.length() > LONGEST_TEXT || !word.matches("[A-Za-z0-9._]+")) {
                throw new MalformedException("field " + name + " has a word in no proper form");
            }
            return word;
        }

        private boolean absent() {
            boolean absent = values[next].equals(NONE);
            next += absent ? 1 : 0;
            return absent;
        }
    }
}
