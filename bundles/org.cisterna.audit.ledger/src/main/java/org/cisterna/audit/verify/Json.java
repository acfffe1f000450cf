// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.util.List;
import java.util.Map;

/**
 * The values of the JSON of entries, which {@link JsonReader} reads, and their canonical text (RFC 8785). A value is a {@link Map} whose names
 * ascend, a {@link List}, {@link String}, {@link Long}, {@link Boolean} or {@link #NULL}.
 */
final class Json {
    /** The value {@code null}. */
    static final Object NULL = new Object();

    private Json() {}

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
