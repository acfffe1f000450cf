// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
        return new WeekPlan(java.util.Collections.nCopies(DAYS_PER_WEEK, day));
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
        for (List<Part> day : days) {
            for (Part each : day) {
                sum = sum.plus(each.rate().times(each.toMillis() - each.fromMillis()));
            }
        }
        return sum.dividedBy(MILLIS_PER_DAY);
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
        Instant monday = Instant.parse("2024-01-01T00:00:00Z");
        List<Leg> legs = legs(monday, 0, (DAYS_PER_WEEK + 2) * MILLIS_PER_DAY);
        Ratio most = Ratio.ZERO;
        for (Leg each : legs) {
            for (Ratio start : List.of(each.from(), each.to().minus(Ratio.of(MILLIS_PER_DAY)))) {
                Ratio end = start.plus(Ratio.of(MILLIS_PER_DAY));
                if (start.signum() >= 0
                        && end.compareTo(legs.get(legs.size() - 1).to()) <= 0) {
                    Ratio sum = volume(legs, start, end);
                    most = sum.compareTo(most) > 0 ? sum : most;
                }
            }
        }
        return most;
    }

    /** Nanolitres of a stretch of some legs. */
    static Ratio volume(List<Leg> legs, Ratio from, Ratio to) {
        Ratio sum = Ratio.ZERO;
        for (Leg each : legs) {
            Ratio start = each.from().compareTo(from) > 0 ? each.from() : from;
            Ratio end = each.to().compareTo(to) < 0 ? each.to() : to;
            if (start.compareTo(end) < 0) {
                sum = sum.plus(each.rate().times(end.minus(start)));
            }
        }
        return sum.dividedBy(MILLIS_PER_DAY);
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
