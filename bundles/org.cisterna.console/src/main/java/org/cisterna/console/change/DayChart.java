// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.cisterna.console.show.Num;
import org.cisterna.console.show.Show;
import org.cisterna.quantity.Ratio;

/**
 * Two schedules of a day over one another: the drawing, a sentence, and a table with the same numbers. Coordinates are computed here and exactly;
 * the browser computes nothing.
 *
 * @param before path of what runs now; empty when nothing runs
 * @param after path of what is ordered; empty when there is none yet
 * @param levels lines of the scale, from below
 * @param hours marks of the day
 * @param sentence what is to be seen
 * @param rows the day in parts, both schedules beside each other
 * @param totalBefore of 24 h
 * @param totalAfter of 24 h; none without an order
 * @param change as an amount and in per cent; empty where there is nothing to compare
 */
public record DayChart(
        String before,
        String after,
        List<Mark> levels,
        List<Mark> hours,
        String sentence,
        List<Row> rows,
        Num totalBefore,
        Optional<Num> totalAfter,
        String change) {

    public static final int LEFT = 84;
    public static final int RIGHT = 684;
    public static final int TOP = 14;
    public static final int BOTTOM = 184;

    private static final int DIGITS = 3;
    private static final int MICROGRAM = 1000;
    private static final int LINES = 4;

    /**
     * A line of the scale, or a time.
     *
     * @param at coordinate
     * @param label its value
     */
    public record Mark(String at, String label) {}

    /**
     * A part of the day.
     *
     * @param from {@code 06:00}
     * @param to {@code 10:00}; the day ends at {@code 24:00}
     * @param before rate of what runs now
     * @param after rate of what is ordered
     * @param changes whether they differ
     */
    public record Row(String from, String to, Num before, Optional<Num> after, boolean changes) {}

    /** Draws what runs, and what is ordered when there is an order. */
    static DayChart of(DayPlan before, Optional<DayPlan> after) {
        Ratio highest = after.map(DayPlan::highest)
                .filter(each -> each.compareTo(before.highest()) > 0)
                .orElse(before.highest());
        Ratio line = line(highest);
        Ratio top = Ratio.of(1)
                .times(new Ratio(highest.dividedBy(line).ceil().max(BigInteger.ONE), BigInteger.ONE))
                .times(line);
        List<Mark> levels = new ArrayList<>();
        for (Ratio level = Ratio.ZERO; level.compareTo(top) <= 0; level = level.plus(line)) {
            levels.add(new Mark(y(level, top), hourly(level).text()));
        }
        List<Mark> hours = new ArrayList<>();
        for (int hour = 0; hour <= 24; hour += 6) {
            hours.add(new Mark(x(hour * 60), time(hour * 60)));
        }
        return new DayChart(
                path(before, top),
                after.map(each -> path(each, top)).orElse(""),
                levels,
                hours,
                sentence(before, after),
                rows(before, after),
                daily(before.daily()),
                after.map(each -> daily(each.daily())),
                after.map(each -> change(before.daily(), each.daily())).orElse(""));
    }

    /** 1, 2 or 5 and zeros: the distance of lines of which at most four are needed. */
    private static Ratio line(Ratio highest) {
        Ratio line = Ratio.ONE;
        int[] factors = {2, 5, 10};
        Ratio decade = Ratio.ONE;
        int next = 0;
        while (line.times(LINES).compareTo(highest) < 0) {
            line = decade.times(factors[next]);
            if (next == 2) {
                decade = line;
            }
            next = (next + 1) % factors.length;
        }
        return line;
    }

    private static String path(DayPlan plan, Ratio top) {
        StringBuilder path = new StringBuilder();
        for (DayPlan.Part each : plan.parts()) {
            path.append(path.length() == 0 ? "M" : "L")
                    .append(x(each.from()))
                    .append(' ')
                    .append(y(each.hourly(), top))
                    .append('H')
                    .append(x(each.to()));
        }
        return path.toString();
    }

    private static String x(int minute) {
        return Ratio.of((long) minute * (RIGHT - LEFT), DayPlan.DAY)
                .plus(Ratio.of(LEFT))
                .decimal(2);
    }

    private static String y(Ratio level, Ratio top) {
        return Ratio.of(BOTTOM).minus(level.dividedBy(top).times(BOTTOM - TOP)).decimal(2);
    }

    private static String sentence(DayPlan before, Optional<DayPlan> after) {
        String now = text("change.chart.now", described(before));
        return after.map(each -> now + " " + text("change.chart.new", described(each)))
                .orElse(now);
    }

    private static String described(DayPlan plan) {
        String total = daily(plan.daily()).text();
        if (plan.isEmpty()) {
            return text("change.chart.nothing", total);
        }
        return plan.parts().size() == 1
                ? text("change.chart.even", total, hourly(plan.highest()).text())
                : text(
                        "change.chart.steps",
                        total,
                        plan.parts().size(),
                        hourly(plan.lowest()).text(),
                        hourly(plan.highest()).text());
    }

    private static List<Row> rows(DayPlan before, Optional<DayPlan> after) {
        TreeSet<Integer> starts = new TreeSet<>(List.of(0));
        before.parts().forEach(each -> starts.add(each.from()));
        after.ifPresent(plan -> plan.parts().forEach(each -> starts.add(each.from())));
        List<Row> rows = new ArrayList<>();
        for (int from : starts) {
            Integer next = starts.higher(from);
            rows.add(new Row(
                    time(from),
                    time(next == null ? DayPlan.DAY : next),
                    hourly(before.at(from)),
                    after.map(each -> hourly(each.at(from))),
                    after.filter(each -> !each.at(from).equals(before.at(from))).isPresent()));
        }
        return List.copyOf(rows);
    }

    /** A change of the mass of 24 h: {@code +46 mcg/day, +16.4 %}; the amount alone where there was nothing. */
    static String change(Ratio before, Ratio after) {
        Ratio amount = after.minus(before);
        String shown = signed(amount, Show.of(amount.abs().dividedBy(MICROGRAM), DIGITS, "mcg/day"));
        if (before.signum() == 0) {
            return text("change.chart.fromNothing", shown);
        }
        Ratio share = amount.dividedBy(before).times(100);
        return shown + ", " + signed(share, Show.of(share.abs(), 1, "%"));
    }

    private static String signed(Ratio value, Num shown) {
        return (value.signum() < 0 ? "−" : "+") + shown.text();
    }

    /** A mass of 24 h. */
    static Num daily(Ratio nanograms) {
        return Show.of(nanograms.dividedBy(MICROGRAM), DIGITS, "mcg/day");
    }

    /** A mass an hour. */
    static Num hourly(Ratio nanograms) {
        return Show.of(nanograms.dividedBy(MICROGRAM), DIGITS, "mcg/h");
    }

    /** A minute of the day; the end of the day is {@code 24:00}. */
    static String time(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
