// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.nio.charset.StandardCharsets;
import org.cisterna.pump.spi.dialogue.Bytes;

/** Fields to be sent, in the order in which they are added; section 2 of the protocol page. */
final class FieldList {

    private final StringBuilder text = new StringBuilder();

    FieldList number(String name, long value) {
        return add(name, Long.toString(value));
    }

    FieldList bytes(String name, Bytes value) {
        return add(name, value.hex());
    }

    /** Several numbers in one field. */
    FieldList numbers(String name, long first, long second) {
        return add(name, first + ":" + second);
    }

    FieldList named(String name, String text, long number) {
        return add(name, escaped(text) + ":" + number);
    }

    /** Fields that were made before. */
    FieldList then(String fields) {
        if (text.length() > 0 && !fields.isEmpty()) {
            text.append(' ');
        }
        text.append(fields);
        return this;
    }

    private FieldList add(String name, String value) {
        return then(name + "=" + value);
    }

    /** A text as it stands in a line. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            int value = each & 0xFF;
            boolean itself = value < 0x80 && (Character.isLetterOrDigit(value) || "._-".indexOf(value) >= 0);
            if (itself) {
                out.append((char) value);
            } else {
                out.append('%')
                        .append("0123456789ABCDEF".charAt(value / 16))
                        .append("0123456789ABCDEF".charAt(value % 16));
            }
        }
        return out.toString();
    }

    String done() {
        return text.toString();
    }
}
