// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A time of the pump's day, to the minute: what a schedule's steps begin at. The pump's day has 24 hours on every date;
 * clocks that are put forward or back do not touch it. Immutable; any thread.
 *
 * @param minute minutes since the start of the day, 0 to 1439
 */
public record DayTime(int minute) implements Comparable<DayTime> {

    private static final int MINUTES_PER_DAY = 1440;
    private static final Pattern FORM = Pattern.compile("[0-9]{2}:[0-9]{2}");

    /** The start of the pump's day. */
    public static final DayTime MIDNIGHT = new DayTime(0);

    /**
     * Checks the range.
     *
     * @param minute as above
     * @throws IllegalArgumentException when the minute is not in 0 to 1439
     */
    public DayTime {
        if (minute < 0 || minute >= MINUTES_PER_DAY) {
            throw new IllegalArgumentException("a minute of the day is 0 to 1439, got " + minute);
        }
    }

    /**
     * Reads a time of day.
     *
     * @param text two digits of hour, a colon, two digits of minute, {@code "00:00"} to {@code "23:59"}
     * @return the time, or the refusal in words
     */
    public static Parsed<DayTime> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return refused(text, "is not a time of day");
        }
        int hour = Integer.parseInt(text, 0, 2, 10);
        int minute = Integer.parseInt(text, 3, 5, 10);
        if (hour > 23 || minute > 59) {
            return refused(text, "is not a time that a day has");
        }
        return new Parsed.Value<>(new DayTime(60 * hour + minute));
    }

    private static Parsed<DayTime> refused(String text, String reason) {
        return new Parsed.Refused<>(
                SafeText.quoted(text), reason, "write two digits, a colon and two digits, from 00:00 to 23:59");
    }

    /**
     * The canonical text.
     *
     * @return for instance {@code "06:00"}
     */
    public String text() {
        return twoDigits(minute / 60) + ":" + twoDigits(minute % 60);
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /**
     * How long it is until the clock next shows another time.
     *
     * @param next the other time
     * @return 1 minute to 24 hours; the whole 24 hours when both are the same time
     */
    public Duration until(DayTime next) {
        int minutes = Math.floorMod(next.minute - minute, MINUTES_PER_DAY);
        return Duration.ofMinutes(minutes == 0 ? MINUTES_PER_DAY : minutes);
    }

    @Override
    public int compareTo(DayTime other) {
        return Integer.compare(minute, other.minute);
    }

    @Override
    public String toString() {
        return text();
    }
}
