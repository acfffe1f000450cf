// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of entries: canonical (RFC 8785) and with whole numbers only. Every byte of the canonical form is decided by the value, so
 * whoever reads it strictly need not write it again to compare: names ascend, nothing is escaped that need not be, no space stands anywhere.
 * Values are those of {@link Json}; an object that nobody has asked to see is read as strictly and given as {@link Unread}.
 */
final class JsonReader {
    private static final int MOST_DEPTH = 64;
    private static final int EVERY_DEPTH = Integer.MAX_VALUE;
    private static final long MOST = (1L << 53) - 1;
    private static final int MOST_DIGITS = 16;
    private static final String ESCAPES = "\"\\bfnrt";
    private static final String ESCAPED = "\"\\\b\f\n\r\t";

    private final byte[] bytes;
    private final int shown;
    private int at;
    /** Whether the string that was read last is as many ASCII characters as it has bytes. */
    private boolean plain;

    /** An object that was read and not kept. */
    static final class Unread {
        private final byte[] bytes;
        private final int start;
        private final int end;

        private Unread(byte[] bytes, int start, int end) {
            this.bytes = bytes;
            this.start = start;
            this.end = end;
        }

        Map<?, ?> object() {
            return (Map<?, ?>) read(Arrays.copyOfRange(bytes, start, end));
        }
    }

    private JsonReader(byte[] bytes, int shown) {
        this.bytes = bytes;
        this.shown = shown;
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException in words when the bytes are no canonical JSON, or JSON that entries may not have
     */
    static Object read(byte[] bytes) {
        return read(bytes, EVERY_DEPTH);
    }

    /** The same; objects deeper than that many others are given as {@link Unread}. */
    static Object read(byte[] bytes, int shown) {
        checkText(bytes);
        JsonReader reader = new JsonReader(bytes, shown);
        Object value = reader.value(0, true);
        if (reader.at != bytes.length) {
            throw reader.wrong("nothing may follow");
        }
        return value;
    }

    private static void checkText(byte[] bytes) {
        int all = 0;
        for (byte each : bytes) {
            all |= each;
        }
        if (all < 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("it is not UTF-8", e);
            }
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("it is not the canonical JSON of an entry: at byte " + at + " " + what);
    }

    /** The next byte; 0 at the end, which stands nowhere in canonical JSON. */
    private int next() {
        return at < bytes.length ? bytes[at] : 0;
    }

    private boolean take(char c) {
        if (next() == c) {
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

    /** Reads a value; when it is not kept what comes back says nothing. */
    private Object value(int depth, boolean kept) {
        if (depth > MOST_DEPTH) {
            throw wrong("it is nested too deeply");
        }
        return switch (next()) {
            case '{' -> object(depth, kept);
            case '[' -> array(depth, kept);
            case '"' -> {
                int start = at + 1;
                string();
                yield kept ? text(start, at - 1, plain) : Json.NULL;
            }
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", Json.NULL);
            default -> number();
        };
    }

    private Object object(int depth, boolean kept) {
        boolean keeps = kept && depth <= shown;
        int start = at;
        Map<String, Object> members = keeps ? new LinkedHashMap<>() : Map.of();
        int name = -1;
        int end = -1;
        boolean easy = true;
        expect('{');
        if (!take('}')) {
            do {
                int before = name;
                int beforeEnd = end;
                boolean bothEasy = easy;
                name = at + 1;
                string();
                end = at - 1;
                easy = plain;
                if (before >= 0 && !ascend(before, beforeEnd, name, end, bothEasy && easy)) {
                    throw wrong("the name '" + text(name, end) + "' does not follow the one before it");
                }
                String key = keeps ? text(name, end, plain) : "";
                expect(':');
                Object value = value(depth + 1, keeps);
                if (keeps) {
                    members.put(key, value);
                }
            } while (take(','));
            expect('}');
        }
        return !kept || keeps ? members : new Unread(bytes, start, at);
    }

    /** Whether one name comes before another, by UTF-16 code units; bytes say that where both are ASCII. */
    private boolean ascend(int one, int oneEnd, int other, int otherEnd, boolean ascii) {
        return ascii
                ? Arrays.compare(bytes, one, oneEnd, bytes, other, otherEnd) < 0
                : text(one, oneEnd).compareTo(text(other, otherEnd)) < 0;
    }

    private List<Object> array(int depth, boolean kept) {
        List<Object> values = kept ? new ArrayList<>() : List.of();
        expect('[');
        if (take(']')) {
            return values;
        }
        do {
            Object value = value(depth + 1, kept);
            if (kept) {
                values.add(value);
            }
        } while (take(','));
        expect(']');
        return values;
    }

    private Object word(String word, Object value) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private Long number() {
        boolean negative = take('-');
        int start = at;
        long value = 0;
        while (next() >= '0' && next() <= '9' && at - start <= MOST_DIGITS) {
            value = 10 * value + (bytes[at++] - '0');
        }
        int digits = at - start;
        boolean zero = digits > 0 && bytes[start] == '0';
        if (digits == 0 || (zero && (digits > 1 || negative)) || digits > MOST_DIGITS || value > MOST) {
            throw wrong("no whole number stands that JSON can carry");
        }
        return negative ? -value : value;
    }

    /** Reads over a string. */
    private void string() {
        expect('"');
        plain = true;
        while (at < bytes.length) {
            byte c = bytes[at++];
            if (c == '"') {
                return;
            }
            if (c < 0x20) {
                plain = false;
                if (c >= 0) {
                    throw wrong("a control character stands in a string");
                }
            } else if (c == '\\') {
                plain = false;
                escape();
            }
        }
        throw wrong("a string does not end");
    }

    /** Reads over what follows a backslash: only what must be escaped may be, in one way. */
    private void escape() {
        int c = next();
        at++;
        if (c == 'u') {
            int value = 16 * hexadecimal(at + 2) + hexadecimal(at + 3);
            if (hexadecimal(at) == 0 && hexadecimal(at + 1) == 0 && value < 0x20 && ESCAPED.indexOf(value) < 0) {
                at += 4;
                return;
            }
        } else if (ESCAPES.indexOf(c) >= 0) {
            return;
        }
        throw wrong("an escape is wrong, or not needed");
    }

    private int hexadecimal(int place) {
        int c = place < bytes.length ? bytes[place] : 0;
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        throw wrong("an escape is wrong");
    }

    private String text(int start, int end, boolean easy) {
        return easy ? new String(bytes, start, end - start, StandardCharsets.ISO_8859_1) : text(start, end);
    }

    /** The text of a string that was read over. */
    private String text(int start, int end) {
        @Nullable StringBuilder unescaped = null;
        int done = start;
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\\') {
                unescaped = unescaped == null ? new StringBuilder() : unescaped;
                unescaped.append(new String(bytes, done, i - done, StandardCharsets.UTF_8));
                int simple = ESCAPES.indexOf(bytes[++i]);
                if (simple >= 0) {
                    unescaped.append(ESCAPED.charAt(simple));
                } else {
                    unescaped.append((char) (16 * hexadecimal(i + 3) + hexadecimal(i + 4)));
                    i += 4;
                }
                done = i + 1;
            }
        }
        String rest = new String(bytes, done, end - done, StandardCharsets.UTF_8);
        return unescaped == null ? rest : unescaped.append(rest).toString();
    }
}
