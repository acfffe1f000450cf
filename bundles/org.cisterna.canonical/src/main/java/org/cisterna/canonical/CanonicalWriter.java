// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.util.Arrays;

/** Writes the canonical form of RFC 8785, straight to UTF-8: what is written is hashed, stored or sent, and seldom read as text. For one thread. */
final class CanonicalWriter {

    private static final String HEX = "0123456789abcdef";
    private static final int FIRST_CAPACITY = 512;
    /** The most bytes that one character of a string takes: an escape with four digits. */
    private static final int LONGEST_CHARACTER = 6;
    /** The most bytes of an integer, and of {@code false}. */
    private static final int LONGEST_NUMBER = 20;

    private byte[] out = new byte[FIRST_CAPACITY];
    private int length;

    private CanonicalWriter() {}

    static byte[] bytes(Json value) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.write(value);
        return Arrays.copyOf(writer.out, writer.length);
    }

    /** Whether the canonical text has at most so many bytes; it is written only when a look at the lengths does not tell. */
    static boolean fits(Json value, int bytes) {
        return atMost(value) <= bytes || bytes(value).length <= bytes;
    }

    /** No fewer bytes than the canonical text has. */
    private static long atMost(Json value) {
        if (value instanceof JsonString text) {
            return atMost(text.value());
        }
        long sum = LONGEST_NUMBER; // an integer, a word, or brackets
        if (value instanceof JsonObject object) {
            Members members = object.members();
            for (int i = 0; i < members.size(); i++) {
                sum += atMost(members.name(i)) + 2 + atMost(members.value(i));
            }
        } else if (value instanceof JsonArray array) {
            for (Json each : array.elements()) {
                sum += 1 + atMost(each);
            }
        }
        return sum;
    }

    private static long atMost(String text) {
        return 2L + (long) LONGEST_CHARACTER * text.length();
    }

    private void write(Json value) {
        if (value instanceof JsonString text) {
            writeString(text.value());
        } else if (value instanceof JsonObject object) {
            writeObject(object);
        } else if (value instanceof JsonArray array) {
            writeArray(array);
        } else if (value instanceof JsonNumber number) {
            writeAscii(Long.toString(number.value()));
        } else if (value instanceof JsonBoolean flag) {
            writeAscii(flag.value() ? "true" : "false");
        } else {
            writeAscii("null");
        }
    }

    private void writeObject(JsonObject object) {
        put('{');
        Members members = object.members();
        for (int i = 0; i < members.size(); i++) {
            if (i > 0) {
                put(',');
            }
            writeString(members.name(i));
            put(':');
            write(members.value(i));
        }
        put('}');
    }

    private void writeArray(JsonArray array) {
        put('[');
        boolean first = true;
        for (Json value : array.elements()) {
            if (!first) {
                put(',');
            }
            first = false;
            write(value);
        }
        put(']');
    }

    private void writeString(String text) {
        int size = text.length();
        room(size + 2);
        byte[] to = out;
        int at = length;
        to[at++] = '"';
        int plain = 0;
        for (; plain < size; plain++) { // as nearly every string is, whole
            char c = text.charAt(plain);
            if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            to[at++] = (byte) c;
        }
        length = at;
        writeFrom(text, plain);
        put('"');
    }

    /** Writes the rest of a string, in which something may stand that needs more than a byte. */
    private void writeFrom(String text, int start) {
        int size = text.length();
        for (int i = start; i < size; i++) {
            room(LONGEST_CHARACTER);
            char c = text.charAt(i);
            if (c >= 0x80) {
                i += writeBeyondAscii(text, i);
            } else if (c < 0x20 || c == '"' || c == '\\') {
                writeEscape(c);
            } else {
                out[length++] = (byte) c;
            }
        }
    }

    /** Writes one code point; says how many more characters than one it took. Half of a pair is never in a value. */
    private int writeBeyondAscii(String text, int at) {
        int point = text.codePointAt(at);
        if (point < 0x800) {
            out[length++] = (byte) (0xc0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                out[length++] = (byte) (0xe0 | (point >> 12));
            } else {
                out[length++] = (byte) (0xf0 | (point >> 18));
                out[length++] = (byte) (0x80 | ((point >> 12) & 0x3f));
            }
            out[length++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        }
        out[length++] = (byte) (0x80 | (point & 0x3f));
        return Character.charCount(point) - 1;
    }

    private void writeEscape(char c) {
        switch (c) {
            case '"' -> writeAscii("\\\"");
            case '\\' -> writeAscii("\\\\");
            case '\b' -> writeAscii("\\b");
            case '\t' -> writeAscii("\\t");
            case '\n' -> writeAscii("\\n");
            case '\f' -> writeAscii("\\f");
            case '\r' -> writeAscii("\\r");
            default -> {
                writeAscii("\\u00");
                put(HEX.charAt(c >> 4));
                put(HEX.charAt(c & 0xf));
            }
        }
    }

    private void writeAscii(String text) {
        room(LONGEST_NUMBER);
        for (int i = 0; i < text.length(); i++) {
            out[length++] = (byte) text.charAt(i);
        }
    }

    private void put(char ascii) {
        room(1);
        out[length++] = (byte) ascii;
    }

    private void room(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
        }
    }
}
