// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;
import org.cisterna.sim.Bytes;

/** Makes fields, in the order in which they are put; section 2 of the protocol page. */
final class Fields {

    /** What stands for a value that there is not. */
    static final String NOTHING = "-";

    private static final String PLAIN = "._-";

    private final StringJoiner out = new StringJoiner(" ");

    Fields number(String name, long value) {
        return put(name, Long.toString(value));
    }

    Fields code(String name, Enum<?> value) {
        return put(name, value.name());
    }

    Fields hex(String name, Bytes value) {
        return put(name, hex(value));
    }

    Fields text(String name, String value) {
        return put(name, text(value));
    }

    /** A value that is in its form already. */
    Fields put(String name, String value) {
        out.add(name + '=' + value);
        return this;
    }

    /** Fields that are in their form already. */
    Fields all(String fields) {
        if (!fields.isEmpty()) {
            out.add(fields);
        }
        return this;
    }

    static String hex(Bytes value) {
        return value.length() == 0 ? NOTHING : value.hex();
    }

    /** Several values of one field. */
    static String group(Object... values) {
        StringJoiner joined = new StringJoiner(":");
        for (Object value : values) {
            joined.add(value instanceof Bytes bytes ? hex(bytes) : value.toString());
        }
        return joined.toString();
    }

    static String text(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isPlain(c)) {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }

    static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    String text() {
        return out.toString();
    }
}
