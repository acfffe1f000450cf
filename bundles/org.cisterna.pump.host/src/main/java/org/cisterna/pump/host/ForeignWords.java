// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;

/** Texts that came from a driver, a pump or a link: data, never format or code. Printable, on one line and of bounded length. */
final class ForeignWords {

    /** Longer texts are cut. */
    static final int MAX = 300;

    private ForeignWords() {}

    /** The text, with everything that could not be shown on one line replaced. */
    static String of(@org.jspecify.annotations.Nullable String text) {
        if (text == null || text.isBlank()) {
            return "no words";
        }
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(MAX).forEach(point -> safe.appendCodePoint(isPlain(point) ? point : '?'));
        return safe.toString();
    }

    /** What was thrown, in words. */
    static String of(Throwable thrown) {
        return thrown.getClass().getName() + (thrown.getMessage() == null ? "" : ": " + of(thrown.getMessage()));
    }

    /** Whether a text that is to be kept as it came is short and plain. */
    static boolean isPlain(String text, int max) {
        return !text.isBlank() && text.length() <= max && text.codePoints().allMatch(ForeignWords::isPlain);
    }

    /** A refusal made safe to show; codes of a foreign making keep their letters only. */
    static Answer.Refused<Object> of(Answer.Refused<?> refused) {
        return new Answer.Refused<>(refused.violations().stream()
                .map(each -> new Violation(
                        each.code().matches("[A-Z][A-Z0-9_]{0,63}") ? each.code() : "PUMP_REFUSED",
                        of(each.message()),
                        each.field().map(ForeignWords::of),
                        each.value().map(ForeignWords::of),
                        each.limit().map(ForeignWords::of),
                        each.source().map(ForeignWords::of)))
                .toList());
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
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
