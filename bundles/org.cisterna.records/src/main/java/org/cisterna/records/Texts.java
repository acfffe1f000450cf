// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.util.Optional;

/** What people type to look for something. */
final class Texts {

    private static final char ESCAPE = '!';

    private Texts() {}

    /** Why a typed text cannot be looked for; empty when it can. */
    static Optional<String> wrong(String text, int most) {
        if (text.length() > most) {
            return Optional.of("has " + text.length() + " characters; at most " + most + " are looked for.");
        }
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (Character.isISOControl(each)) {
                return Optional.of("holds a control character at position " + i + "; leave it out.");
            }
            boolean paired = Character.isHighSurrogate(each)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (paired) {
                i++;
            } else if (Character.isSurrogate(each)) {
                return Optional.of("holds half of a character at position " + i + "; leave it out.");
            }
        }
        return Optional.empty();
    }

    /** A typed text made fit to be shown: short, and without anything that moves a cursor. */
    static String shown(String text, int most) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(most).forEach(each -> {
            int type = Character.getType(each);
            boolean shows = !Character.isISOControl(each) && type != Character.FORMAT && type != Character.SURROGATE;
            clean.appendCodePoint(shows ? each : '?');
        });
        return text.length() <= most ? clean.toString() : clean + "… (" + text.length() + " characters)";
    }

    /** The pattern of LIKE, with {@code escape '!'}, for whatever holds this text. */
    static String pattern(String text) {
        StringBuilder pattern = new StringBuilder("%");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '%' || each == '_' || each == ESCAPE) {
                pattern.append(ESCAPE);
            }
            pattern.append(each);
        }
        return pattern.append('%').toString();
    }
}
