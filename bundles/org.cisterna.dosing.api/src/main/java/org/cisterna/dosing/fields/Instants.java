// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.fields;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/** Instants of pump time as people write them, in the one form that leaves nothing to compute. */
public final class Instants {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Up to nanoseconds, in UTC. Second 60 would be taken for 59, and hour 24 for the next day. */
    private static final Pattern INSTANT = Pattern.compile(
            "[+-]?[0-9]{4,9}-[0-9]{2}-[0-9]{2}" + "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?Z");

    private static final int LONGEST_QUOTED = 40;

    private Instants() {}

    /**
     * The instant that a text names: date, time and {@code Z}, seconds with up to nine digits behind a point. An offset, second 60 and hour 24
     * are refused, so that nobody has to compute what was meant.
     *
     * @throws IllegalArgumentException in words, when it names none, or a year in which no pump can be: sums of times stay far within what can
     *     be counted
     */
    public static Instant of(String text) {
        Instant instant;
        try {
            if (!INSTANT.matcher(text).matches()) {
                throw noInstant(text);
            }
            instant = Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw noInstant(text);
        }
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw new IllegalArgumentException(
                    "a time lies in the years 1900 to 2199, got " + text + "; check the year");
        }
        return instant;
    }

    private static IllegalArgumentException noInstant(String text) {
        return new IllegalArgumentException(
                quoted(text) + " is no instant; write date and time in UTC with a Z at its end,"
                        + " \"2026-03-01T09:00:00Z\"; an offset such as +01:00, second 60 and hour 24 are not read");
    }

    /** What a person wrote, no longer than it takes to recognise it. */
    static String quoted(String text) {
        return '"' + (text.length() > LONGEST_QUOTED ? text.substring(0, LONGEST_QUOTED) + "…" : text) + '"';
    }
}
