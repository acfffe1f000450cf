// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;

/**
 * The one place that makes text of numbers, times and identifiers. Decimal point and 24 h everywhere, whatever the browser speaks; times are UTC
 * and say so; digits are grouped by commas from 1,000 on, in values and never in identifiers.
 */
public final class Show {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");
    private static final String ZONE = "UTC";
    private static final long NANOLITRES_SHOWN = 10_000;

    private Show() {}

    /** A quantity, exactly as it is. */
    public static Num of(Quantity quantity) {
        return withUnit(quantity.text());
    }

    /** A text of a number, one space and a unit, as quantities and entries have it. */
    public static Num withUnit(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Num(grouped(text), "", "")
                : new Num(grouped(text.substring(0, space)), text.substring(space + 1), "");
    }

    /** A computed value: so many digits after the point at most, half to even, zeros at the end left out. */
    public static Num of(Ratio value, int digits, String unit) {
        return new Num(grouped(value.decimal(digits)), unit, "");
    }

    /**
     * What is left in a reservoir, to two decimals: rounded down, so that it is never overstated and what is below a limit never reads as the limit.
     * The exact volume of a reading stands on the page of its pump and in files.
     */
    public static Num left(Volume volume) {
        return of(Ratio.of(Math.floorDiv(volume.nanolitres(), NANOLITRES_SHOWN), 100), 2, "mL");
    }

    /** A count. */
    public static Num count(long value) {
        return new Num(grouped(Long.toString(value)), "", "");
    }

    /** No value, and why. */
    public static Num none(String reason) {
        return new Num(Num.NONE, "", reason);
    }

    /** A span of time, in the largest unit in which it is whole. */
    public static Num of(Duration duration) {
        return withUnit(Durations.text(duration).replaceFirst("^([2-9]|[1-9]\\d+) day$", "$1 days"));
    }

    /** A span of time to read at a glance: whole days from two days on, whole hours from two hours on, else whole minutes; rounded down. */
    public static Num roughly(Duration duration) {
        if (duration.compareTo(Duration.ofDays(2)) >= 0) {
            return new Num(grouped(Long.toString(duration.toDays())), "days", "");
        }
        if (duration.compareTo(Duration.ofHours(2)) >= 0) {
            return new Num(Long.toString(duration.toHours()), "h", "");
        }
        return new Num(Long.toString(duration.toMinutes()), "min", "");
    }

    /** Hours and minutes, both always: {@code 4 h 05 min}. */
    public static String hoursAndMinutes(Duration duration) {
        return String.format(
                Locale.ROOT,
                "%s%sh%s%02d%smin",
                grouped(Long.toString(duration.toHours())),
                Num.JOINT,
                "\u00a0",
                duration.toMinutesPart(),
                Num.JOINT);
    }

    /** A moment to the minute: {@code 2026-11-21 05:04 UTC}. */
    public static String minute(Instant instant) {
        return MINUTE.format(instant) + " " + ZONE;
    }

    /** A moment to the second: {@code 2026-11-21 05:04:09 UTC}. */
    public static String second(Instant instant) {
        return SECOND.format(instant) + " " + ZONE;
    }

    /** A day: {@code 2026-11-21}. */
    public static String day(Instant instant) {
        return DAY.format(instant);
    }

    /** How fast pump time runs, from thousandths of house time: {@code ×60}. */
    public static String speed(long perMille) {
        return "×" + grouped(Ratio.of(perMille, 1000).decimal(3));
    }

    /** An identifier in parts that are easy to compare: long rows of digits by threes. The parts put together are the identifier. */
    public static List<String> parts(String identifier) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        Matcher each = PART.matcher(identifier);
        while (each.find()) {
            String run = each.group();
            if (!Character.isDigit(run.charAt(0)) || run.length() <= 4) {
                part.append(run);
                continue;
            }
            int end = run.length() % 3 == 0 ? 3 : run.length() % 3;
            part.append(run, 0, end);
            for (; end < run.length(); end += 3) {
                parts.add(part.toString());
                part.setLength(0);
                part.append(run, end, end + 3);
            }
        }
        parts.add(part.toString());
        return List.copyOf(parts);
    }

    /** A stable name in capitals as words: {@code LOW_RESERVOIR} is {@code low reservoir}. */
    public static String words(String code) {
        return code.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** A word with a capital at its beginning. */
    public static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Commas between thousands, before the decimal point only. */
    static String grouped(String decimal) {
        int sign = decimal.startsWith("-") || decimal.startsWith("+") ? 1 : 0;
        int point = decimal.indexOf('.') < 0 ? decimal.length() : decimal.indexOf('.');
        StringBuilder shown = new StringBuilder(decimal);
        for (int i = point - 3; i > sign; i -= 3) {
            shown.insert(i, ',');
        }
        return shown.toString();
    }
}
