// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.conformance.kit.KitResult;

/**
 * A report as one HTML file: no script, nothing from elsewhere, so that it opens from any disk in a hundred years, and prints.
 */
public final class ReportPage {

    private static final String STYLE = resource("report.css");

    private final Report report;
    private final List<JsonObject> frames;
    private final Html html = new Html();

    private ReportPage(Report report, List<JsonObject> frames) {
        this.report = report;
        this.frames = frames;
    }

    /**
     * The page.
     *
     * @param report the open part
     * @param frames the messages of its stories, each as a story gives them; empty where they are sealed
     */
    public static String of(Report report, List<JsonObject> frames) {
        ReportPage page = new ReportPage(report, frames);
        page.write();
        return page.html.toString();
    }

    /**
     * The page about a run that was weighed.
     *
     * @param accuracy as {@code Accuracy} gives it
     */
    public static String ofMeasured(JsonObject accuracy) {
        Html html = new Html();
        begin(html, "Delivery over time, weighed");
        html.raw("<p class=\"band\">")
                .text(
                        "Judged by arithmetic alone. No statement of conformity to any standard, and nothing about any patient.")
                .raw("</p>\n<main>\n<h1>")
                .text(accuracy.flag("within") ? "Within what the pump declares" : "Not within what the pump declares")
                .raw("</h1>\n");
        AccuracyPage.write(html, accuracy);
        return html.raw("</main>\n</body>\n</html>\n").toString();
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle does not hold " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static void begin(Html html, String title) {
        String policy = "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder()
                        .encodeToString(Digest.of(STYLE.getBytes(StandardCharsets.UTF_8))
                                .bytes())
                + "'; base-uri 'none'; form-action 'none'";
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .element("title", title)
                .raw("\n<style>" + STYLE + "</style>\n</head>\n<body>\n");
    }

    private void write() {
        begin(html, report.driver().string("name") + ": conformance report");
        html.raw("<p class=\"band\">").text(Report.NOTICE).raw("</p>\n<main>\n");
        head();
        counts();
        stories();
        missing();
        words("known", "Known exceptions");
        words("compared", "Compared with an earlier run");
        report.part("accuracy").ifPresent(each -> AccuracyPage.write(html, each));
        verdicts();
        html.raw("</main>\n</body>\n</html>\n");
    }

    /** What the level says, with the class before it. */
    static String headline(Report report) {
        return "Class " + report.driverClass() + ": "
                + switch (report.level()) {
                    case CONFORMANT -> "conformant";
                    case BROKEN -> "not conformant";
                    case INCOMPLETE -> "incomplete, so not conformant";
                };
    }

    private void head() {
        html.raw("<header>\n")
                .element("h1", headline(report))
                .raw("\n<p>")
                .text(report.driver().string("name") + " " + report.driver().string("version") + " of the bundle "
                        + report.text("bundle") + " " + report.text("bundleVersion"))
                .raw("</p>\n</header>\n<section>\n<h2>What was tested, and with what</h2>\n<table class=\"facts\">\n");
        html.row("Class, read from the driver", report.driverClass().name());
        html.row("Level", report.level().name());
        html.row("Seed", report.seed());
        html.row("Profile", report.profile());
        html.row(
                "Time",
                report.within()
                        .map(each -> "real, at most " + each + "; a replay takes as long and finds other figures")
                        .orElse("virtual"));
        html.row("Rules asked for", report.rules().isEmpty() ? "all" : String.join(", ", report.rules()));
        html.row("Kit", report.text("kit"));
        html.row("Rulebook", report.text("rulebook"));
        html.row("Rig", report.text("rig"));
        report.rigContent().ifPresent(each -> html.row("Content of the rig", each));
        report.kitContent().ifPresent(each -> html.row("Content of the kit", each));
        html.row("Family", report.driver().string("family"));
        html.row("Content of the bundle", report.bundleContent());
        html.row("File of the bundle", report.text("bundleFile"));
        html.row("Java", Long.toString(report.toJson().number("java")));
        html.row("Threads left behind", Long.toString(report.threadsLeft()));
        html.row("Result", report.resultDigest());
        html.raw("</table>\n");
        List<String> wiring = report.toJson().array("wiring").strings();
        if (!wiring.isEmpty()) {
            html.raw("<h3>Wiring: where the packages came from that it imports</h3>\n<ul class=\"mono\">\n");
            wiring.forEach(each -> html.element("li", each).raw("\n"));
            html.raw("</ul>\n");
        }
        html.raw(
                        "<h3>To see the same yourself</h3>\n<p>With the same bundle this gives the same result, to the digest:</p>\n<pre>")
                .text("./cisterna conform DRIVER.jar --out DIR --replay report.json")
                .raw("</pre>\n</section>\n");
    }

    private void counts() {
        html.raw("<section>\n<h2>Verdicts</h2>\n<table>\n<thead><tr>");
        for (Kind kind : Kind.values()) {
            html.raw("<th scope=\"col\">").text(words(kind)).raw("</th>");
        }
        html.raw("</tr></thead>\n<tbody><tr>");
        for (Kind kind : Kind.values()) {
            html.element("td", "num", Long.toString(report.count(kind)));
        }
        html.raw("</tr></tbody>\n</table>\n<p>What was not tested is not passed.</p>\n</section>\n");
    }

    static String words(Kind kind) {
        return kind.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** The rules that keep it from being conformant without being broken. */
    private void missing() {
        Rulebook book = Rulebook.shipped();
        List<Verdict> missing = report.verdicts().stream()
                .filter(each -> book.rule(each.rule())
                                .filter(rule -> KitResult.isMissing(rule, each, report.driverClass()))
                                .isPresent()
                        || each.kind() == Kind.ERROR)
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        SortedMap<String, List<String>> byReason = new TreeMap<>();
        for (Verdict each : missing) {
            byReason.computeIfAbsent(words(each.kind()) + ": " + each.reason(), any -> new ArrayList<>())
                    .add(each.rule().text());
        }
        html.raw("<section>\n<h2>What was not decided, and has to be for this class</h2>\n<p>")
                .text("Of the rules that can cause an overdose or an underdose, " + missing.size()
                        + " were not decided, or their test did not come to its end.")
                .raw("</p>\n<table>\n<thead><tr><th scope=\"col\">Why</th><th scope=\"col\">Rules</th>")
                .raw("</tr></thead>\n<tbody>\n");
        byReason.forEach((reason, rules) -> html.raw("<tr>")
                .element("td", reason)
                .element("td", String.join(", ", rules))
                .raw("</tr>\n"));
        html.raw("</tbody>\n</table>\n</section>\n");
    }

    private void stories() {
        List<Verdict> broken = report.verdicts().stream()
                .filter(each -> each.kind() == Kind.FAIL)
                .toList();
        if (broken.isEmpty()) {
            return;
        }
        html.raw("<section>\n<h2>What is broken</h2>\n");
        for (Verdict each : broken) {
            story(each);
        }
        html.raw("</section>\n");
    }

    private void story(Verdict verdict) {
        Optional<Rule> rule = Rulebook.shipped().rule(verdict.rule());
        html.raw("<article>\n<h3>").text("Rule " + verdict.rule()).raw("</h3>\n<dl>\n");
        rule.ifPresent(each -> html.element("dt", "Expected").element("dd", each.text()));
        html.element("dt", "Seen").element("dd", verdict.reason());
        rule.ifPresent(each -> html.element("dt", "Why it matters")
                .element("dd", each.why())
                .element("dt", "Where to look")
                .element("dd", each.failed()));
        html.raw("<dt>This rule alone</dt><dd><code>")
                .text("./cisterna conform DRIVER.jar --out DIR --rules " + verdict.rule() + " --seed " + report.seed()
                        + " --profile " + report.profile())
                .raw("</code></dd>\n</dl>\n");
        report.stories().stream()
                .filter(each -> each.value("rule", RuleId::parse).equals(verdict.rule()))
                .findFirst()
                .ifPresent(each -> moments(verdict.rule(), each));
        html.raw("</article>\n");
    }

    private void moments(RuleId rule, JsonObject story) {
        List<JsonObject> moments = story.array("moments").objects();
        if (moments.isEmpty()) {
            return;
        }
        List<String> messages = frames.stream()
                .filter(each -> each.value("rule", RuleId::parse).equals(rule))
                .findFirst()
                .map(each -> each.array("frames").strings())
                .orElse(List.of());
        html.raw("<table class=\"story\">\n<caption>")
                .text("What passed before it was first seen"
                        + (story.number("left") > 0
                                ? "; " + story.number("left") + " earlier moments are left out"
                                : ""))
                .raw("</caption>\n<thead><tr><th scope=\"col\">Time on the bench</th><th scope=\"col\">What</th>")
                .raw("<th scope=\"col\">More</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < moments.size(); i++) {
            JsonObject each = moments.get(i);
            html.raw("<tr>").element("td", "mono", each.string("at").replace('T', ' '));
            html.element("td", each.string("what")).raw("<td>").text(each.string("words"));
            if (i < messages.size() && !messages.get(i).isEmpty()) {
                html.element("div", "mono", messages.get(i));
            }
            html.raw("</td></tr>\n");
        }
        html.raw("<tr class=\"seen\">")
                .element("td", "then")
                .element("td", "seen")
                .element("td", story.string("seen"))
                .raw("</tr>\n</tbody>\n</table>\n");
    }

    private void words(String part, String title) {
        report.part(part).ifPresent(each -> {
            html.raw("<section>\n").element("h2", title).raw("\n<ul>\n");
            each.array("words").strings().forEach(line -> html.element("li", line)
                    .raw("\n"));
            html.raw("</ul>\n</section>\n");
        });
    }

    private void verdicts() {
        Rulebook book = Rulebook.shipped();
        html.raw("<section>\n<h2>Every rule</h2>\n<table class=\"rules\">\n<thead><tr><th scope=\"col\">Rule</th>")
                .raw("<th scope=\"col\">Of</th><th scope=\"col\">Strength, harm</th><th scope=\"col\">Verdict</th>")
                .raw("<th scope=\"col\">Reason and evidence</th></tr></thead>\n<tbody>\n");
        for (Verdict each : report.verdicts()) {
            Optional<Rule> rule = book.rule(each.rule());
            html.raw("<tr><th scope=\"row\">").text(each.rule().text()).raw("</th>");
            html.element("td", rule.map(is -> is.subject().name()).orElse("not in this rulebook"));
            html.element(
                    "td",
                    rule.map(is -> (is.must() ? "MUST, " : "SHOULD, ") + is.harm())
                            .orElse(""));
            html.element("td", each.kind() == Kind.FAIL ? "broken" : "", words(each.kind()));
            html.raw("<td>").text(each.reason());
            if (!each.evidence().isEmpty()) {
                html.raw("<ul>");
                each.evidence().forEach(line -> html.element("li", line));
                html.raw("</ul>");
            }
            html.raw("</td></tr>\n");
        }
        html.raw("</tbody>\n</table>\n</section>\n");
    }
}
