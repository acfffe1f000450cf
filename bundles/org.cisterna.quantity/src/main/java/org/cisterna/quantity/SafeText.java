// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.util.Locale;

/** Text of unknown origin made fit for a message: quoted, short, and nothing in it but printable ASCII. */
final class SafeText {

    private static final int LONGEST = 60;

    private SafeText() {}

    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            String next = shown(text.charAt(i));
            length += next.length();
            if (length > LONGEST) {
                return shown + "...\" (" + text.length() + " characters)";
            }
            shown.append(next);
        }
        return shown.append('"').toString();
    }

    /** A code point by its number, U+00B5. */
    static String name(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    private static String shown(char c) {
        if (c == '"' || c == '\\') {
            return "\\" + c;
        }
        return c >= 0x20 && c <= 0x7e ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c);
    }
}
