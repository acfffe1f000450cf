// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.time.Duration;
import java.util.List;
import org.cisterna.canonical.JsonObject;

/** The part of a report about how long after a fault its alarm began: a histogram for each fault, and the same numbers in a table. */
final class AlarmsPage {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 160;
    private static final int LEFT = 70;
    private static final int RIGHT = 50;
    private static final int TOP = 14;
    private static final int BOTTOM = 30;
    private static final int GAP = 4;

    private final Html html;

    private AlarmsPage(Html html) {
        this.html = html;
    }

    static void write(Html html, List<JsonObject> alarms) {
        if (!alarms.isEmpty()) {
            new AlarmsPage(html).write(alarms);
        }
    }

    private void write(List<JsonObject> alarms) {
        html.raw("<article>\n<h3>Alarms</h3>\n<p>")
                .text(
                        "From a fault that the rig caused to the beginning of its alarm, which is the pump's own word by its own clock.")
                .raw(
                        "</p>\n<table class=\"alarms\">\n<thead><tr><th scope=\"col\">Fault</th><th scope=\"col\">Caused</th>")
                .raw("<th scope=\"col\">Not told</th><th scope=\"col\">Soonest</th>")
                .raw(
                        "<th scope=\"col\">Median</th><th scope=\"col\">Latest</th><th scope=\"col\">Declared, at the latest</th>")
                .raw("<th scope=\"col\">Within</th></tr></thead>\n<tbody>\n");
        for (JsonObject each : alarms) {
            html.raw("<tr><th scope=\"row\">").text(each.string("fault")).raw("</th>");
            html.element("td", each.number("times") + " times");
            html.element("td", each.number("untold") + " times");
            for (String name : List.of("least", "median", "greatest", "declared")) {
                html.element(
                        "td", each.optionalString(name).map(AlarmsPage::time).orElse("none"));
            }
            html.element("td", each.flag("within") ? "" : "broken", each.flag("within") ? "yes" : "no")
                    .raw("</tr>\n");
        }
        html.raw("</tbody>\n</table>\n");
        alarms.forEach(this::histogram);
        html.raw("</article>\n");
    }

    private void histogram(JsonObject alarm) {
        List<JsonObject> bins = alarm.array("bins").objects();
        long most = bins.stream().mapToLong(each -> each.number("count")).max().orElse(0);
        if (most == 0) {
            return;
        }
        html.raw("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .text("Alarms after " + alarm.string("fault") + ". The values stand in the table.")
                .raw("\">\n<polyline class=\"axis\" points=\"" + LEFT + "," + TOP + " " + LEFT + "," + (HEIGHT - BOTTOM)
                        + " " + (WIDTH - RIGHT) + "," + (HEIGHT - BOTTOM) + "\"/>\n");
        int width = (WIDTH - LEFT - RIGHT) / bins.size();
        for (int i = 0; i < bins.size(); i++) {
            long count = bins.get(i).number("count");
            long high = (HEIGHT - TOP - BOTTOM) * count / most;
            html.raw("<rect class=\"dot\" x=\"" + (LEFT + i * width + GAP / 2) + "\" y=\"" + (HEIGHT - BOTTOM - high)
                            + "\" width=\"" + (width - GAP) + "\" height=\"" + high + "\"><title>")
                    .text(span(bins.get(i)) + ": " + count)
                    .raw("</title></rect>\n<text x=\"" + (LEFT + (i + 1) * width) + "\" y=\"" + (HEIGHT - BOTTOM + 18)
                            + "\" text-anchor=\"middle\">")
                    .text(time(bins.get(i).string("to")))
                    .raw("</text>\n");
        }
        html.raw("<text x=\"" + (LEFT - 6) + "\" y=\"" + (TOP + 4) + "\" text-anchor=\"end\">")
                .text(Long.toString(most))
                .raw("</text>\n</svg>\n<table>\n<caption>")
                .text("Alarms after " + alarm.string("fault"))
                .raw(
                        "</caption>\n<thead><tr><th scope=\"col\">Began after</th><th scope=\"col\">Times</th></tr></thead>\n<tbody>\n");
        for (JsonObject each : bins) {
            html.raw("<tr><th scope=\"row\">").text(span(each)).raw("</th>");
            html.element("td", Long.toString(each.number("count"))).raw("</tr>\n");
        }
        html.raw("</tbody>\n</table>\n");
    }

    private static String span(JsonObject bin) {
        return time(bin.string("from")) + " to " + time(bin.string("to"));
    }

    /** Hours and minutes, and seconds where there are any. */
    private static String time(String text) {
        Duration span = Duration.parse(text);
        String whole = span.toHours() > 0
                ? span.toHours() + " h" + (span.toMinutesPart() > 0 ? " " + span.toMinutesPart() + " min" : "")
                : span.toMinutes() + " min";
        return span.toSecondsPart() == 0
                ? whole
                : (span.toMinutes() == 0 ? "" : whole + " ") + span.toSecondsPart() + " s";
    }
}
