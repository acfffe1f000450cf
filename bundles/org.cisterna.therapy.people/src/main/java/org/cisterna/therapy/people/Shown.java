// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.text.Normalizer;

/** Texts from outside, made fit for lists and entries: printable characters on one line, shortened. */
final class Shown {

    private static final int MOST_FROM = 120;
    private static final int MOST_VALUE = 60;

    private Shown() {}

    /** What a browser says of itself. */
    static String from(String text) {
        String one = text(text, MOST_FROM);
        return one.isEmpty() ? "(not said)" : one;
    }

    /** A value that was refused. */
    static String value(String text) {
        return text(text, MOST_VALUE);
    }

    private static String text(String text, int most) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(4L * most)
                .map(each -> Character.isWhitespace(each) ? ' ' : each)
                .filter(Shown::isPrintable)
                .limit(most)
                .forEach(shown::appendCodePoint);
        return Normalizer.normalize(shown, Normalizer.Form.NFC).strip().replaceAll(" {2,}", " ");
    }

    /** An account as somebody typed it: itself when it has the form of one, for else it may be a password in the wrong field. */
    static String account(String typed) {
        return typed.matches("[a-z][a-z0-9.-]{1,31}") ? typed : "(not the form of an account)";
    }

    static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
