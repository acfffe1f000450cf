// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Text made of whole code points, and text of unknown origin made fit for a message. */
final class WholeText {

    private static final int LONGEST_VALUE = 60;
    private static final int LONGEST_SENTENCE = 400;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,59}");

    private WholeText() {}

    /** Half of a surrogate pair that stands alone, the first one, if any. */
    static OptionalInt loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return OptionalInt.of(c);
                }
                i++;
            }
        }
        return OptionalInt.empty();
    }

    static String check(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return checkPairs(text);
            }
        }
        return text;
    }

    private static String checkPairs(String text) {
        OptionalInt lone = loneSurrogate(text);
        if (lone.isPresent()) {
            throw new IllegalArgumentException(halfPair(lone.getAsInt()));
        }
        return text;
    }

    static String halfPair(int surrogate) {
        return String.format(
                Locale.ROOT, "half of a surrogate pair, U+%04X, is no character; write the whole character", surrogate);
    }

    /** A step of a path: {@code .name}, or {@code ["odd name"]}. */
    static String step(String name) {
        return PLAIN_NAME.matcher(name).matches() ? "." + name : "[" + quoted(name) + "]";
    }

    /**
     * A value in quotes: at most 60 characters of it, everything but printable ASCII escaped, and the quotes inside
     * too.
     */
    static String quoted(String text) {
        String shown = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
        String inside = printable(shown.replace("\\", "\\\\").replace("\"", "\\\""), LONGEST_VALUE);
        return "\"" + inside + "\"" + (shown.length() < text.length() ? " (" + text.length() + " characters)" : "");
    }

    /** A value without quotes, which is printable ASCII already: at most 60 characters of it. */
    static String shortened(String text) {
        return text.length() > LONGEST_VALUE
                ? text.substring(0, LONGEST_VALUE) + "... (" + text.length() + " characters)"
                : text;
    }

    /** Somebody else's sentence on one line: everything but printable ASCII escaped, and not for ever. */
    static String sentence(String text) {
        return printable(text, LONGEST_SENTENCE);
    }

    private static String printable(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String next = c >= 0x20 && c <= 0x7e ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c);
            if (shown.length() + next.length() > longest) {
                return shown.append("...").toString();
            }
            shown.append(next);
        }
        return shown.toString();
    }
}
