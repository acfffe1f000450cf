// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads instants as canonical JSON holds them, which is as {@link Instant#toString()} writes them. A ledger has several in each entry, and
 * all of them are read when a state is folded from its beginning: a formatter takes ten times as long.
 */
public final class Timestamp {

    private static final int SECONDS = "2026-01-05T08:00:00Z".length();
    private static final int MILLISECONDS = "2026-01-05T08:00:00.000Z".length();
    private static final int NANOSECONDS_OF_MILLISECOND = 1_000_000;

    private Timestamp() {}

    /**
     * Reads an instant. Any thread.
     *
     * @param text in the form that {@link Instant#parse} reads; whole seconds or milliseconds of a year with four digits are read fast
     * @return exactly what {@link Instant#parse} returns
     * @throws DateTimeException as {@link Instant#parse} throws it
     */
    public static Instant parse(String text) {
        int length = text.length();
        if ((length != SECONDS && length != MILLISECONDS) || !isPlain(text, length)) {
            return Instant.parse(text);
        }
        int milliseconds = length == SECONDS ? 0 : 10 * two(text, 20) + digit(text, 22);
        try {
            return LocalDateTime.of(
                            100 * two(text, 0) + two(text, 2),
                            two(text, 5),
                            two(text, 8),
                            two(text, 11),
                            two(text, 14),
                            two(text, 17),
                            milliseconds * NANOSECONDS_OF_MILLISECOND)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.parse(text); // midnight as 24:00, a leap second, or refused in its own words
        }
    }

    /** Whether each character is one of its place: 0000-00-00T00:00:00 and Z, or a point, three digits and Z. */
    private static boolean isPlain(String text, int length) {
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            boolean fits =
                    switch (i) {
                        case 4, 7 -> c == '-';
                        case 10 -> c == 'T';
                        case 13, 16 -> c == ':';
                        case 19 -> c == '.';
                        default -> c >= '0' && c <= '9';
                    };
            if (!fits) {
                return false;
            }
        }
        return text.charAt(length - 1) == 'Z';
    }

    private static int two(String text, int at) {
        return 10 * digit(text, at) + digit(text, at + 1);
    }

    private static int digit(String text, int at) {
        return text.charAt(at) - '0';
    }
}
