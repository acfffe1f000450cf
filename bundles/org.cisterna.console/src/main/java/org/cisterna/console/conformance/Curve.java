// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.conformance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.JsonObject;
import org.cisterna.console.show.Num;
import org.cisterna.console.show.Show;

/**
 * Errors in percent over spans of time, as a picture and as a table with the same numbers. Drawn on the server, exactly but for the unit of the picture.
 *
 * @param name for addresses in the page
 * @param caption what it is
 * @param lines the same length each
 * @param spans of the points, from left to right
 * @param ticks values with their place
 */
public record Curve(String name, String caption, List<Line> lines, List<Num> spans, List<Tick> ticks) {

    /** Width of the picture. */
    public static final int WIDTH = 560;
    /** Height of the picture. */
    public static final int HEIGHT = 196;
    /** Where the first point is. */
    public static final int LEFT = 66;
    /** Where the last point is. */
    public static final int RIGHT = 536;
    /** Where the greatest value is. */
    public static final int TOP = 26;
    /** Where the least value is. */
    public static final int BOTTOM = 166;

    private static final int LEAST_BETWEEN = 16;

    /**
     * One line.
     *
     * @param name for people
     * @param dashed whether it is told apart so
     * @param path of it
     * @param points of it
     */
    public record Line(String name, boolean dashed, String path, List<Point> points) {}

    /**
     * A point.
     *
     * @param x across
     * @param y down
     * @param value as the table has it
     */
    public record Point(int x, int y, Num value) {}

    /**
     * A value at the side.
     *
     * @param at down
     * @param text of it
     */
    public record Tick(int at, String text) {}

    /** Copies the lists. */
    public Curve {
        lines = List.copyOf(lines);
        spans = List.copyOf(spans);
        ticks = List.copyOf(ticks);
    }

    /**
     * Draws.
     *
     * @param points with {@code minutes} and a percentage under each key
     * @param keys of the lines, from above
     * @param names of the lines, for people
     */
    static Curve of(String name, String caption, List<JsonObject> points, List<String> keys, List<String> names) {
        BigDecimal most = BigDecimal.ONE;
        BigDecimal least = BigDecimal.ONE.negate();
        for (JsonObject each : points) {
            for (String key : keys) {
                most = most.max(percent(each.string(key)));
                least = least.min(percent(each.string(key)));
            }
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            lines.add(line(names.get(i), i > 0, points, keys.get(i), most, least));
        }
        List<Tick> ticks = new ArrayList<>();
        for (BigDecimal each : List.of(most, BigDecimal.ZERO, least)) {
            int at = y(each, most, least);
            if (ticks.stream().allMatch(other -> Math.abs(other.at() - at) >= LEAST_BETWEEN)) {
                ticks.add(new Tick(at, shown(each).text()));
            }
        }
        List<Num> spans = points.stream()
                .map(each -> Show.withUnit(each.number("minutes") + " min"))
                .toList();
        return new Curve(name, caption, lines, spans, ticks);
    }

    private static Line line(
            String name, boolean dashed, List<JsonObject> points, String key, BigDecimal most, BigDecimal least) {
        List<Point> drawn = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            BigDecimal value = percent(points.get(i).string(key));
            Point point = new Point(x(i, points.size()), y(value, most, least), shown(value));
            drawn.add(point);
            path.append(i == 0 ? "M" : "L").append(point.x()).append(' ').append(point.y());
        }
        return new Line(name, dashed, path.toString(), List.copyOf(drawn));
    }

    /**
     * A percentage as reports have it.
     *
     * @throws IllegalArgumentException when it is none
     */
    static BigDecimal percent(String text) {
        if (!text.matches("-?[0-9]{1,9}(\\.[0-9]{1,2})? %")) {
            throw new IllegalArgumentException("'" + text + "' is no percentage");
        }
        return new BigDecimal(text.substring(0, text.length() - 2));
    }

    /** The same number as people read it. */
    static Num shown(BigDecimal percent) {
        BigDecimal plain = percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros();
        return Show.withUnit(plain.toPlainString() + " %");
    }

    private static int x(int i, int of) {
        return of < 2 ? LEFT : LEFT + (RIGHT - LEFT) * i / (of - 1);
    }

    /** Where a value stands between the greatest and the least. */
    private static int y(BigDecimal value, BigDecimal most, BigDecimal least) {
        return TOP
                + most.subtract(value)
                        .multiply(BigDecimal.valueOf(BOTTOM - TOP))
                        .divide(most.subtract(least), 0, RoundingMode.HALF_UP)
                        .intValueExact();
    }
}
