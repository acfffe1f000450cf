// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and writes the JSON of entries: canonical (RFC 8785) and with whole numbers only. A value is a {@link Map}, {@link List}, {@link
 * String}, {@link Long}, {@link Boolean} or {@link #NULL}.
 */
final class Json {
    /** The value {@code null}. */
    static final Object NULL = new Object();

    private static final int MOST_DEPTH = 64;
    private static final long MOST = (1L << 53) - 1;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException in words when the bytes are no JSON, or JSON that entries may not have
     */
    static Object read(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
        Json reader = new Json(text);
        Object value = reader.value(0);
        if (reader.at != text.length()) {
            throw reader.wrong("nothing may follow");
        }
        return value;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("it is not the JSON of an entry: at character " + at + " " + what);
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw wrong("'" + c + "' should stand");
        }
    }

    private Object value(int depth) {
        if (depth > MOST_DEPTH) {
            throw wrong("it is nested too deeply");
        }
        if (at >= text.length()) {
            throw wrong("a value is missing");
        }
        char c = text.charAt(at);
        if (c == '{') {
            return object(depth);
        }
        if (c == '[') {
            return array(depth);
        }
        if (c == '"') {
            return string();
        }
        if (c == '-' || (c >= '0' && c <= '9')) {
            return number();
        }
        return word();
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new TreeMap<>();
        expect('{');
        if (take('}')) {
            return members;
        }
        do {
            String name = string();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw wrong("the name '" + name + "' stands twice");
            }
        } while (take(','));
        expect('}');
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> values = new ArrayList<>();
        expect('[');
        if (take(']')) {
            return values;
        }
        do {
            values.add(value(depth + 1));
        } while (take(','));
        expect(']');
        return values;
    }

    private Object word() {
        for (Map.Entry<String, Object> word : Map.<String, Object>of("true", true, "false", false, "null", NULL)
                .entrySet()) {
            if (text.startsWith(word.getKey(), at)) {
                at += word.getKey().length();
                return word.getValue();
            }
        }
        throw wrong("no value stands");
    }

    private Long number() {
        int start = at;
        take('-');
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String digits = text.substring(start, at);
        if (!digits.matches("0|-?[1-9][0-9]{0,15}") || Math.abs(Long.parseLong(digits)) > MOST) {
            throw wrong("no whole number stands that JSON can carry");
        }
        return Long.valueOf(digits);
    }

    private String string() {
        StringBuilder result = new StringBuilder();
        expect('"');
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return result.toString();
            }
            if (c < 0x20) {
                throw wrong("a control character stands in a string");
            }
            result.append(c == '\\' ? escaped() : c);
        }
        throw wrong("a string does not end");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : '\0';
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (c == 'u' && at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        throw wrong("an escape is wrong");
    }

    /** The canonical text of a value. */
    static String write(Object value) {
        StringBuilder to = new StringBuilder();
        write(value, to);
        return to.toString();
    }

    private static void write(Object value, StringBuilder to) {
        if (value instanceof Map<?, ?> members) {
            String separator = "{";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                to.append(separator);
                writeString(String.valueOf(member.getKey()), to);
                to.append(':');
                write(member.getValue(), to);
                separator = ",";
            }
            to.append(members.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> values) {
            String separator = "[";
            for (Object element : values) {
                to.append(separator);
                write(element, to);
                separator = ",";
            }
            to.append(values.isEmpty() ? "[]" : "]");
        } else if (value instanceof String string) {
            writeString(string, to);
        } else {
            to.append(value == NULL ? "null" : value.toString());
        }
    }

    private static void writeString(String string, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            int simple = "\"\\\b\f\n\r\t".indexOf(c);
            if (simple >= 0) {
                to.append('\\').append("\"\\bfnrt".charAt(simple));
            } else if (c < 0x20) {
                to.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }
}
