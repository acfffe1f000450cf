// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.quantity.Ratio;

/**
 * The day's delivery over a week of the pump's own calendar, exact.
 *
 * @param days Monday to Sunday, each the parts of a day in their order
 */
record WeekPlan(List<List<Part>> days) {

    static final long MILLIS_PER_DAY = 86_400_000;
    static final long MILLIS_PER_MINUTE = 60_000;
    static final int DAYS_PER_WEEK = 7;

    private static final Ratio DAY = Ratio.of(MILLIS_PER_DAY);

    /**
     * A part of a day.
     *
     * @param fromMillis of the day
     * @param toMillis of the day
     * @param rate nanolitres in 24 h
     */
    record Part(long fromMillis, long toMillis, Ratio rate) {}

    /**
     * A stretch at one rate.
     *
     * @param from milliseconds from an instant on
     * @param to milliseconds from the same instant on
     * @param rate nanolitres in 24 h
     */
    record Leg(Ratio from, Ratio to, Ratio rate) {

        Ratio nanolitres() {
            return rate.times(to.minus(from)).dividedBy(MILLIS_PER_DAY);
        }
    }

    /** Every day the same. */
    static WeekPlan of(Programme programme) {
        List<Part> day = day(programme);
        return new WeekPlan(Collections.nCopies(DAYS_PER_WEEK, day));
    }

    /** Different days; one that stands nowhere gives nothing. */
    static WeekPlan of(List<ProgrammePart.Weekdays> patterns) {
        List<List<Part>> days = new ArrayList<>();
        for (DayOfWeek each : DayOfWeek.values()) {
            days.add(patterns.stream()
                    .filter(pattern -> pattern.days().contains(each))
                    .findFirst()
                    .map(pattern -> day(pattern.programme()))
                    .orElseGet(() -> day(new Programme.Stopped())));
        }
        return new WeekPlan(days);
    }

    private static List<Part> day(Programme programme) {
        if (programme instanceof Programme.Flex flex) {
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < flex.steps().size(); i++) {
                long from = flex.steps().get(i).start().minute() * MILLIS_PER_MINUTE;
                parts.add(new Part(
                        from,
                        from + flex.minutesOf(i) * MILLIS_PER_MINUTE,
                        flex.steps().get(i).rate().exact()));
            }
            return List.copyOf(parts);
        }
        return List.of(new Part(0, MILLIS_PER_DAY, programme.dailyNanolitres()));
    }

    /** Nanolitres of a week. */
    Ratio weekly() {
        Ratio sum = Ratio.ZERO;
        if (isEveryDayTheSame()) {
            sum = daily(days.get(0)).times(DAYS_PER_WEEK);
        } else {
            for (List<Part> day : days) {
                sum = sum.plus(daily(day));
            }
        }
        return sum.dividedBy(MILLIS_PER_DAY);
    }

    /** Nanolitres in 24 h times milliseconds. */
    private static Ratio daily(List<Part> day) {
        Ratio sum = Ratio.ZERO;
        for (Part each : day) {
            sum = sum.plus(each.rate().times(each.toMillis() - each.fromMillis()));
        }
        return sum;
    }

    private boolean isEveryDayTheSame() {
        return days.stream().allMatch(days.get(0)::equals);
    }

    /** The highest rate of the week. */
    Ratio highest() {
        return days.stream()
                .flatMap(List::stream)
                .map(Part::rate)
                .max(Ratio::compareTo)
                .orElse(Ratio.ZERO);
    }

    /** The lowest rate of the week. */
    Ratio lowest() {
        return days.stream()
                .flatMap(List::stream)
                .map(Part::rate)
                .min(Ratio::compareTo)
                .orElse(Ratio.ZERO);
    }

    /** Nanolitres of the 24 h in which it gives the most, across neighbouring days. */
    Ratio most24h() {
        return extreme24h(true);
    }

    /** Nanolitres of the 24 h in which it gives the least, across neighbouring days. */
    Ratio least24h() {
        return extreme24h(false);
    }

    /** What it gives is the most, or the least, where one end of the 24 h is one of a leg; each leg of a week is one of its seven days. */
    private Ratio extreme24h(boolean most) {
        if (isEveryDayTheSame()) {
            return weekly().dividedBy(DAYS_PER_WEEK); // every 24 h gives the same, wherever it begins
        }
        Instant monday = Instant.parse("2024-01-01T00:00:00Z");
        NavigableMap<Ratio, Reached> reached = new TreeMap<>();
        Ratio sum = Ratio.ZERO;
        for (Leg each : legs(monday, -MILLIS_PER_DAY, (DAYS_PER_WEEK + 1) * MILLIS_PER_DAY)) {
            reached.put(each.from(), new Reached(each, sum));
            sum = sum.plus(each.rate().times(each.to().minus(each.from())));
        }
        List<Ratio> sums = new ArrayList<>();
        for (Leg each : legs(monday, 0, DAYS_PER_WEEK * MILLIS_PER_DAY)) {
            for (Ratio start : List.of(each.from(), each.to().minus(DAY))) {
                sums.add(given(start.plus(DAY), reached).minus(given(start, reached)));
            }
        }
        Ratio extreme = most ? Collections.max(sums) : Collections.min(sums);
        return extreme.dividedBy(MILLIS_PER_DAY);
    }

    /**
     * A leg, and what was given before it.
     *
     * @param before nanolitres in 24 h times milliseconds
     */
    private record Reached(Leg leg, Ratio before) {}

    /** Nanolitres in 24 h times milliseconds, from the first leg up to a time. */
    private static Ratio given(Ratio until, NavigableMap<Ratio, Reached> reached) {
        Reached now = reached.floorEntry(until).getValue();
        return now.before().plus(now.leg().rate().times(until.minus(now.leg().from())));
    }

    /** Its legs around an instant, from some milliseconds after it, or before it, to some others. */
    List<Leg> legs(Instant around, long fromMillis, long toMillis) {
        List<Leg> legs = new ArrayList<>();
        long zero = around.toEpochMilli();
        long at = zero + fromMillis;
        while (at < zero + toMillis) {
            long dayStart = Math.floorDiv(at, MILLIS_PER_DAY) * MILLIS_PER_DAY;
            int weekday = Instant.ofEpochMilli(at)
                            .atZone(ZoneOffset.UTC)
                            .getDayOfWeek()
                            .getValue()
                    - 1;
            for (Part each : days.get(weekday)) {
                long from = Math.max(at, dayStart + each.fromMillis());
                long to = Math.min(zero + toMillis, dayStart + each.toMillis());
                if (from < to) {
                    legs.add(new Leg(Ratio.of(from - zero), Ratio.of(to - zero), each.rate()));
                }
            }
            at = dayStart + MILLIS_PER_DAY;
        }
        return legs;
    }
}
