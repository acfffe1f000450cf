// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.sim.Bytes;

/** Takes fields in the order of the protocol page; anything else than that order and those forms is malformed. Section 2. */
final class FieldReader {

    private static final int LONGEST_NUMBER = 19;
    private static final int UTF8_ESCAPE = 3;

    private final List<String> fields;
    private int next;

    /** A message, or a value in it, that is not of its form. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    FieldReader(String fields) {
        this.fields = fields.isEmpty() ? List.of() : List.of(fields.split(" ", -1));
    }

    boolean has(String name) {
        return next < fields.size() && fields.get(next).startsWith(name + '=');
    }

    /** The value of the next field, which has to be of this name. */
    String value(String name) throws Malformed {
        if (!has(name)) {
            throw new Malformed("no field " + name + " where it belongs");
        }
        String value = fields.get(next).substring(name.length() + 1);
        if (value.isEmpty()) {
            throw new Malformed(name + " is empty");
        }
        next++;
        return value;
    }

    long number(String name) throws Malformed {
        return number(name, value(name));
    }

    /** A number that has to be small to mean anything; a larger one is the largest there is. */
    int small(String name) throws Malformed {
        return small(number(name));
    }

    static int small(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    static long number(String name, String value) throws Malformed {
        boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || value.length() > LONGEST_NUMBER || (value.length() > 1 && value.charAt(0) == '0')) {
            throw new Malformed(name + " is no number in its form");
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new Malformed(name + " is a number beyond the largest");
        }
    }

    Bytes hex(String name, int length) throws Malformed {
        return hex(name, length, value(name));
    }

    /** The id of a command. */
    Bytes id(String name) throws Malformed {
        Bytes id = hex(name, Suite.ID);
        if (id.isZero()) {
            throw new Malformed(name + " is all zero");
        }
        return id;
    }

    static Bytes hex(String name, int length, String value) throws Malformed {
        boolean digits = value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (value.length() != 2 * length || !digits) {
            throw new Malformed(name + " is not " + length + " bytes in their form");
        }
        return Bytes.fromHex(value);
    }

    String text(String name) throws Malformed {
        return text(name, value(name));
    }

    static String text(String name, String value) throws Malformed {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '%' && i + UTF8_ESCAPE <= value.length()) {
                bytes.write(digit(name, value.charAt(i + 1)) << 4 | digit(name, value.charAt(i + 2)));
                i += 2;
            } else {
                bytes.write(value.charAt(i));
            }
        }
        String text = utf8(name, bytes.toByteArray());
        // one text has one form, so what is written otherwise than we would write it is none
        if (bytes.size() < 1
                || bytes.size() > Limits.LONGEST_TEXT
                || !Fields.text(text).equals(value)) {
            throw new Malformed(name + " is no text in its form");
        }
        if (text.chars().anyMatch(c -> c < 0x20 || (c >= 0x7F && c <= 0x9F))) {
            throw new Malformed(name + " has control characters");
        }
        return text;
    }

    private static int digit(String name, char c) throws Malformed {
        int value = Character.digit(c, 16);
        if (value < 0) {
            throw new Malformed(name + " has a broken escape");
        }
        return value;
    }

    private static String utf8(String name, byte[] bytes) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed(name + " is no UTF-8");
        }
    }

    /** The values of a field that has several. */
    List<String> group(String name, int size) throws Malformed {
        List<String> values = List.of(value(name).split(":", -1));
        if (values.size() != size) {
            throw new Malformed(name + " has " + values.size() + " values and not " + size);
        }
        return values;
    }

    /** All fields of this name that come next. */
    List<List<String>> groups(String name, int size) throws Malformed {
        List<List<String>> groups = new ArrayList<>();
        while (has(name)) {
            groups.add(group(name, size));
        }
        return groups;
    }

    /** The fields from here on whose names begin so, in the form in which they stand; they are not taken. */
    String ahead(String prefix) {
        return String.join(
                " ",
                fields.subList(next, fields.size()).stream()
                        .takeWhile(f -> f.startsWith(prefix))
                        .toList());
    }

    void end() throws Malformed {
        if (next < fields.size()) {
            throw new Malformed("more fields than belong here");
        }
    }
}
