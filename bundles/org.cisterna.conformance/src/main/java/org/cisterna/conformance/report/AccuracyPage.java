// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;

/** The part of a report about delivery over time: each value that is drawn stands in a table too, as the same text. */
final class AccuracyPage {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 260;
    private static final int LEFT = 70;
    private static final int RIGHT = 50;
    private static final int TOP = 30;
    private static final int BOTTOM = 40;
    private static final long LETTER = 14;
    private static final long HUNDREDTHS = 100;

    private final Html html;

    private AccuracyPage(Html html) {
        this.html = html;
    }

    static void write(Html html, JsonObject accuracy) {
        new AccuracyPage(html).write(accuracy);
    }

    private void write(JsonObject accuracy) {
        html.raw("<section>\n<h2>Delivery over time</h2>\n<p>")
                .text(
                        "The arithmetic of start-up and trumpet curves is borrowed from infusion pumps; the standard that it comes"
                                + " from does not speak of implants, and conformity to it is not claimed. What is allowed comes from"
                                + " what the pump declares.")
                .raw("</p>\n");
        accuracy.array("courses").objects().forEach(this::course);
        boluses(accuracy.array("boluses").objects());
        // a report of an older kit has none
        AlarmsPage.write(
                html, accuracy.optionalArray("alarms").map(JsonArray::objects).orElse(List.of()));
        List<String> notes = accuracy.array("notes").strings();
        if (!notes.isEmpty()) {
            html.raw("<ul>");
            notes.forEach(each -> html.element("li", each));
            html.raw("</ul>\n");
        }
        html.raw("</section>\n");
    }

    private void course(JsonObject course) {
        html.raw("<article>\n<h3>").text("At " + course.string("rate")).raw("</h3>\n<table class=\"facts\">\n");
        html.row("Claimed", "within " + course.string("claim"));
        html.row(
                "Mean error",
                course.string("mean") + (course.flag("meanWithin") ? ", within the claim" : ", NOT within the claim"));
        html.row("Drift from the first settled day to the last", course.string("drift"));
        html.row("Smallest amount that flowed at once", course.string("stroke"));
        html.row(
                "95 % of the rate",
                course.optionalString("reached")
                        .map(each -> "reached " + time(each) + " after the start, over windows of "
                                + time(course.string("reachedOver")))
                        .orElse("not reached"));
        html.row("More than set in the first day", course.string("extraInTheFirstDay"));
        html.row("Left out of mean and trumpet", "the first " + time(course.string("settledAfter")));
        html.raw("</table>\n");
        List<JsonObject> windows = course.array("windows").objects();
        trumpet(course, windows);
        html.raw("<table>\n<caption>")
                .text(
                        "Trumpet: the greatest and the least error over all windows of a length. The axis is the length of a window,"
                                + " not time that has passed; only extremes are shown.")
                .raw("</caption>\n<thead><tr><th scope=\"col\">Window</th><th scope=\"col\">Windows</th>")
                .raw(
                        "<th scope=\"col\">Greatest</th><th scope=\"col\">Least</th><th scope=\"col\">Allowed, either way</th>")
                .raw("<th scope=\"col\">Within</th></tr></thead>\n<tbody>\n");
        for (JsonObject each : windows) {
            html.raw("<tr><th scope=\"row\">")
                    .text(each.number("minutes") + " min")
                    .raw("</th>");
            html.element("td", Long.toString(each.number("count")));
            html.element("td", each.string("most")).element("td", each.string("least"));
            html.element("td", each.string("allowed"));
            html.element("td", each.flag("within") ? "" : "broken", each.flag("within") ? "yes" : "no")
                    .raw("</tr>\n");
        }
        html.raw("</tbody>\n</table>\n");
        startUp(course);
        html.raw("</article>\n");
    }

    /** A span as people say it. */
    private static String time(String text) {
        Duration span = Duration.parse(text);
        return span.toMinutes() % 60 == 0 ? span.toHours() + " h" : span.toMinutes() + " min";
    }

    private void trumpet(JsonObject course, List<JsonObject> windows) {
        List<String> labels =
                windows.stream().map(each -> each.number("minutes") + " min").toList();
        chart(
                "Trumpet at " + course.string("rate"),
                labels,
                List.of(
                        new Line("first", "greatest", texts(windows, "most")),
                        new Line("second", "least", texts(windows, "least"))));
    }

    private void startUp(JsonObject course) {
        List<JsonObject> points = course.array("startUp").objects();
        List<String> labels =
                points.stream().map(each -> each.number("minutes") + " min").toList();
        chart(
                "Start-up at " + course.string("rate") + ": error of the mean flow since the start",
                labels,
                List.of(new Line("first", "error", texts(points, "error"))));
        html.raw(
                        "<table>\n<caption>Start-up</caption>\n<thead><tr><th scope=\"col\">Since the start</th><th scope=\"col\">")
                .raw("Error of the mean flow</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < points.size(); i++) {
            html.raw("<tr><th scope=\"row\">").text(labels.get(i)).raw("</th>");
            html.element("td", points.get(i).string("error")).raw("</tr>\n");
        }
        html.raw("</tbody>\n</table>\n");
    }

    private void boluses(List<JsonObject> boluses) {
        if (boluses.isEmpty()) {
            return;
        }
        html.raw(
                        "<article>\n<h3>Boluses</h3>\n<table>\n<thead><tr><th scope=\"col\">Volume</th><th scope=\"col\">Given</th>")
                .raw("<th scope=\"col\">Greatest error</th><th scope=\"col\">Least</th><th scope=\"col\">Mean</th>")
                .raw("<th scope=\"col\">Allowed, either way</th><th scope=\"col\">Within</th></tr></thead>\n<tbody>\n");
        for (JsonObject each : boluses) {
            html.raw("<tr><th scope=\"row\">").text(each.string("wanted")).raw("</th>");
            html.element("td", each.number("count") + " times");
            for (String name : List.of("most", "least", "mean", "allowed")) {
                html.element("td", each.string(name));
            }
            html.element("td", each.flag("within") ? "" : "broken", each.flag("within") ? "yes" : "no")
                    .raw("</tr>\n");
        }
        html.raw("</tbody>\n</table>\n</article>\n");
    }

    private static List<String> texts(List<JsonObject> from, String name) {
        return from.stream().map(each -> each.string(name)).toList();
    }

    private record Line(String style, String name, List<String> texts) {}

    /** Hundredths of a percent; law: no floating point, not for a drawing either. */
    private static long hundredths(String percent) {
        if (!percent.matches("-?[0-9]{1,9}(\\.[0-9]{1,2})? %")) {
            throw new IllegalArgumentException("'" + percent + "' is no percentage");
        }
        return new BigDecimal(percent.substring(0, percent.length() - 2))
                .multiply(BigDecimal.valueOf(HUNDREDTHS))
                .longValueExact();
    }

    private void chart(String title, List<String> labels, List<Line> lines) {
        if (labels.size() < 2) {
            return;
        }
        List<Long> all = new ArrayList<>(List.of(-HUNDREDTHS, HUNDREDTHS));
        lines.forEach(line -> line.texts().forEach(each -> all.add(hundredths(each))));
        long most = all.stream().mapToLong(Long::longValue).max().orElseThrow();
        long least = all.stream().mapToLong(Long::longValue).min().orElseThrow();
        html.raw("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .text(title + ". The values stand in the table.")
                .raw("\">\n<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\""
                        + y(0, most, least)
                        + "\" y2=\"" + y(0, most, least) + "\"/>\n<polyline class=\"axis\" points=\"" + LEFT + "," + TOP
                        + " "
                        + LEFT + "," + (HEIGHT - BOTTOM) + " " + (WIDTH - RIGHT) + "," + (HEIGHT - BOTTOM) + "\"/>\n");
        for (long tick : List.of(most, 0L, least)) {
            boolean crowded =
                    tick == 0 && (y(0, most, least) - TOP < LETTER || HEIGHT - BOTTOM - y(0, most, least) < LETTER);
            if (crowded) {
                continue;
            }
            label(LEFT - 6, y(tick, most, least) + 4, "end", tick / HUNDREDTHS + " %");
        }
        int every = Math.max(1, labels.size() / 8);
        for (int i = 0; i < labels.size(); i += every) {
            label(x(i, labels.size()), HEIGHT - BOTTOM + 18, "middle", labels.get(i));
        }
        for (int i = 0; i < lines.size(); i++) {
            int at = WIDTH / 2 + i * WIDTH / 4;
            html.raw("<line class=\"" + lines.get(i).style() + "\" x1=\"" + at + "\" x2=\"" + (at + 30)
                    + "\" y1=\"10\" y2=\"10\"/>\n");
            label(at + 36, 14, "start", lines.get(i).name());
        }
        for (Line line : lines) {
            html.raw("<polyline class=\"" + line.style() + "\" points=\"");
            for (int i = 0; i < labels.size(); i++) {
                html.raw((i == 0 ? "" : " ") + x(i, labels.size()) + ","
                        + y(hundredths(line.texts().get(i)), most, least));
            }
            html.raw("\"/>\n");
            for (int i = 0; i < labels.size(); i++) {
                html.raw("<circle class=\"" + (line.style().equals("first") ? "dot" : "dot2") + "\" cx=\""
                                + x(i, labels.size()) + "\" cy=\""
                                + y(hundredths(line.texts().get(i)), most, least) + "\" r=\"3\"><title>")
                        .text(line.name() + ", " + labels.get(i) + ": "
                                + line.texts().get(i))
                        .raw("</title></circle>\n");
            }
        }
        html.raw("</svg>\n");
    }

    private void label(int x, long y, String anchor, String words) {
        html.raw("<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\">")
                .text(words)
                .raw("</text>\n");
    }

    private static int x(int i, int of) {
        return LEFT + (WIDTH - LEFT - RIGHT) * i / (of - 1);
    }

    private static long y(long value, long most, long least) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (most - value) / (most - least);
    }
}
