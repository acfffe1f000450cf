// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.console.frame.Texts;
import org.cisterna.pump.Programme;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.Ratio;

/**
 * A day of a programme as a picture, a sentence, and a table with the same numbers. Drawn on the server in whole units of the picture; the ticks are
 * exact. Another programme can lie behind it, dashed, on the same scale.
 *
 * @param line path of the steps
 * @param area the same closed down to nothing
 * @param other path of the other programme; empty without one
 * @param ticks lines across, from nothing up
 * @param hours lines down
 * @param now where the pump's day stands, in units of the picture; -1 for nowhere
 * @param nowText the time there
 * @param unit of the ticks
 * @param sentence what the picture shows, in words
 * @param steps the table
 * @param total of 24 h
 */
public record Plot(
        String line,
        String area,
        String other,
        List<Tick> ticks,
        List<Tick> hours,
        int now,
        String nowText,
        String unit,
        String sentence,
        List<Step> steps,
        Num total) {

    /** Width of the picture. */
    public static final int WIDTH = 560;
    /** Height of the picture. */
    public static final int HEIGHT = 196;
    /** Where the day begins. */
    public static final int LEFT = 56;
    /** Where the day ends. */
    public static final int RIGHT = LEFT + 480;
    /** Where nothing flows. */
    public static final int BOTTOM = 170;
    /** Where the highest tick is. */
    public static final int TOP = 26;

    private static final int DAY = Programme.MINUTES_PER_DAY;
    private static final long NANOLITRES = 1_000_000;
    private static final int TICKS = 4;

    /**
     * A line with its words.
     *
     * @param at in units of the picture
     * @param text beside it
     */
    public record Tick(int at, String text) {}

    /**
     * A row of the table.
     *
     * @param from time of day
     * @param to time of day; {@code 24:00} for the end
     * @param flow as the pump holds it
     * @param rate of the drug; or why there is none
     * @param dose in this step; or why there is none
     */
    public record Step(String from, String to, Num flow, Num rate, Num dose) {}

    /** Copies the lists. */
    public Plot {
        ticks = List.copyOf(ticks);
        hours = List.copyOf(hours);
        steps = List.copyOf(steps);
    }

    /**
     * Draws a programme.
     *
     * @param programme to be drawn
     * @param concentration of the drug; flows are drawn when nobody knows it
     * @param drug how it is written
     * @param behind another programme at the same concentration
     * @param minuteOfDay where the pump's day stands; empty when that is not to be shown
     */
    public static Plot of(
            Programme programme,
            Optional<Concentration> concentration,
            String drug,
            Optional<Programme> behind,
            Optional<DayTime> minuteOfDay) {
        Scale scale = Scale.of(highest(programme, behind), concentration);
        String line = path(programme, scale);
        List<Tick> hours = new ArrayList<>();
        for (int hour = 0; hour <= 24; hour += 6) {
            hours.add(new Tick(across(hour * 60), String.format(java.util.Locale.ROOT, "%02d:00", hour)));
        }
        Num total = concentration
                .map(each -> Show.of(
                        programme
                                .dailyNanolitres()
                                .times(each.exact())
                                .dividedBy(NANOLITRES)
                                .dividedBy(1000),
                        3,
                        "mcg"))
                .orElseGet(() -> Show.of(programme.dailyNanolitres().dividedBy(NANOLITRES), 6, "mL"));
        List<Step> steps = steps(programme, concentration);
        return new Plot(
                line,
                line.isEmpty() ? "" : line + " V" + BOTTOM + " H" + LEFT + " Z",
                behind.map(each -> path(each, scale)).orElse(""),
                scale.ticks(),
                hours,
                minuteOfDay.map(each -> across(each.minute())).orElse(-1),
                minuteOfDay.map(DayTime::text).orElse(""),
                scale.unit(),
                sentence(programme, steps, total, drug),
                steps,
                total);
    }

    private static long highest(Programme programme, Optional<Programme> behind) {
        return java.util.stream.Stream.concat(
                        programme.rates().stream(), behind.stream().flatMap(each -> each.rates().stream()))
                .mapToLong(each -> each.nanolitresPerDay())
                .max()
                .orElse(0);
    }

    private static List<Step> steps(Programme programme, Optional<Concentration> concentration) {
        List<Programme.Step> each = parts(programme);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < each.size(); i++) {
            int start = each.get(i).start().minute();
            int end = i + 1 < each.size() ? each.get(i + 1).start().minute() : DAY;
            Ratio perDay = each.get(i).rate().exact();
            steps.add(new Step(
                    each.get(i).start().text(),
                    end == DAY ? "24:00" : new DayTime(end).text(),
                    Show.of(each.get(i).rate()),
                    mass(perDay.dividedBy(24), concentration, "mcg/h"),
                    mass(perDay.times(end - start).dividedBy(DAY), concentration, "mcg")));
        }
        return steps;
    }

    private static Num mass(Ratio nanolitres, Optional<Concentration> concentration, String unit) {
        return concentration
                .map(each -> Show.of(nanolitres.times(each.exact()).dividedBy(NANOLITRES * 1000), 3, unit))
                .orElseGet(() -> Show.none(Texts.text("plot.noConcentration")));
    }

    private static List<Programme.Step> parts(Programme programme) {
        if (programme instanceof Programme.Flex flex) {
            return flex.steps();
        }
        return programme.rates().stream()
                .map(rate -> new Programme.Step(DayTime.MIDNIGHT, rate))
                .toList();
    }

    private static String path(Programme programme, Scale scale) {
        StringBuilder path = new StringBuilder();
        for (Programme.Step each : parts(programme)) {
            int x = across(each.start().minute());
            int y = scale.down(each.rate().nanolitresPerDay());
            path.append(path.isEmpty() ? "M" + x + " " + y : " H" + x + " V" + y);
        }
        return path.isEmpty() ? "" : path.append(" H").append(RIGHT).toString();
    }

    private static String sentence(Programme programme, List<Step> steps, Num total, String drug) {
        if (programme instanceof Programme.Stopped) {
            return Texts.text("plot.stopped");
        }
        String amount = drug.isEmpty() ? total.text() : drug + " " + total.text();
        if (programme instanceof Programme.Continuous) {
            Step only = steps.get(0);
            return Texts.text("plot.continuous", amount, (only.rate().isThere() ? only.rate() : only.flow()).text());
        }
        List<String> parts = steps.stream()
                .map(each -> Texts.text(
                        "plot.step", (each.rate().isThere() ? each.rate() : each.flow()).text(), each.from()))
                .toList();
        return Texts.text("plot.flex", amount, steps.size(), String.join(", ", parts));
    }

    private static int across(int minute) {
        return LEFT + minute * (RIGHT - LEFT) / DAY;
    }

    /**
     * From flow to height. Ticks are whole steps of 1, 2 or 5 times a power of ten of the base unit.
     *
     * @param top the value of the highest tick, in thousandths of the unit
     * @param step between ticks, in thousandths of the unit
     * @param unit of the ticks
     * @param perNanolitre how many thousandths of the unit a flow of 1 nL/day is
     */
    private record Scale(long top, long step, String unit, Ratio perNanolitre) {

        static Scale of(long highest, Optional<Concentration> concentration) {
            // 1 nL/day of 1 ng/mL is 1/24,000,000 ng/h; without a concentration thousandths of 1 mL/day
            Ratio per = concentration
                    .map(each -> each.exact().dividedBy(24 * NANOLITRES))
                    .orElse(Ratio.of(1, 1000));
            BigInteger most = per.times(Math.max(1, highest)).ceil();
            long step = 1;
            for (int i = 0;
                    BigInteger.valueOf(step).multiply(BigInteger.valueOf(TICKS)).compareTo(most) < 0;
                    i++) {
                step = i % 3 == 1 ? step / 2 * 5 : step * 2;
            }
            return new Scale(step * TICKS, step, concentration.isPresent() ? "mcg/h" : "mL/day", per);
        }

        int down(long nanolitresPerDay) {
            Ratio height =
                    perNanolitre.times(nanolitresPerDay).times(BOTTOM - TOP).dividedBy(top);
            return BOTTOM - height.floor().intValueExact();
        }

        List<Tick> ticks() {
            List<Tick> ticks = new ArrayList<>();
            for (int i = 0; i <= TICKS; i++) {
                ticks.add(new Tick(
                        BOTTOM - i * (BOTTOM - TOP) / TICKS,
                        Show.of(Ratio.of(step * i, 1000), 3, unit).value()));
            }
            return ticks;
        }
    }
}
