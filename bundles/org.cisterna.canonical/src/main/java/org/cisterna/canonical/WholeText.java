// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Text made of whole code points, and text of unknown origin made fit for a message. */
final class WholeText {

    private static final int LONGEST = 60;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,59}");

    private WholeText() {}

    /** The first half of a pair that stands alone, if any. */
    static OptionalInt loneSurrogate(String text) {
        return text.codePoints()
                .filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                .findFirst();
    }

    static String check(String text) {
        OptionalInt lone = loneSurrogate(text);
        if (lone.isPresent()) {
            throw new IllegalArgumentException(halfPair(lone.getAsInt()));
        }
        return text;
    }

    static String halfPair(int surrogate) {
        return String.format("half of a surrogate pair, U+%04X, is no character; write the whole character", surrogate);
    }

    /** A step of a path: {@code .name}, or {@code ["odd name"]}. */
    static String step(String name) {
        return PLAIN_NAME.matcher(name).matches() ? "." + name : "[" + quoted(name) + "]";
    }

    /** Quoted, at most 60 characters, everything but printable ASCII escaped. */
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

    private static String shown(char c) {
        if (c == '"' || c == '\\') {
            return "\\" + c;
        }
        return c >= 0x20 && c <= 0x7e ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    }
}
