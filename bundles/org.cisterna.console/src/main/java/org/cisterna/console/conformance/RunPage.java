// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.conformance;

import static org.cisterna.console.frame.Texts.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.conformance.run.ReportFile;
import org.cisterna.conformance.run.RunResult;
import org.cisterna.console.frame.Form;
import org.cisterna.console.show.Show;
import org.cisterna.pump.Answer;

/** Makes the page of a run out of its report, which is read again each time: what is shown is what is among the evidence. */
final class RunPage {

    private static final int MOST_CASES = 20;
    private static final int MOST_EVIDENCE = 5;
    private static final int MOST_COMPARED = 30;

    private final KitRuns runs;
    private final KitRun run;
    private final Rulebook book;

    RunPage(KitRuns runs, KitRun run, Rulebook book) {
        this.runs = runs;
        this.run = run;
        this.book = book;
    }

    /**
     * The page.
     *
     * @param chapter whose cases are wanted; empty for what is broken
     */
    RunView view(Form form, boolean mayCancel, String chapter) {
        if (run.result().isEmpty()) {
            return view(form, mayCancel, "", chapter, Optional.empty());
        }
        Answer<byte[]> report = runs.file(run.id(), ReportFile.JSON);
        if (!report.isDone()) {
            String why = text(
                    "conformance.lost", Show.sentence(report.violations().get(0).message()));
            return view(form, mayCancel, why, chapter, Optional.empty());
        }
        return view(form, mayCancel, "", chapter, Optional.of((JsonObject) Json.parse(report.orElseThrow())));
    }

    private RunView view(Form form, boolean mayCancel, String lost, String chapter, Optional<JsonObject> report) {
        List<Verdict> verdicts = report.map(each -> each.object("result").array("verdicts").objects().stream()
                        .map(Verdict::fromJson)
                        .toList())
                .orElse(List.of());
        List<Verdict> wanted = verdicts.stream()
                .filter(each -> chapter.isEmpty()
                        ? each.kind() == Verdict.Kind.FAIL || each.kind() == Verdict.Kind.ERROR
                        : chapter.equals(Integer.toString(each.rule().chapter())))
                .toList();
        boolean cut = chapter.isEmpty() && wanted.size() > MOST_CASES;
        return new RunView(
                form,
                Told.run(run),
                mayCancel,
                run.result().map(Told::verdict).orElse(""),
                lost,
                facts(report),
                chapters(verdicts),
                Arrays.stream(Verdict.Kind.values()).map(RunPage::kind).toList(),
                wanted.stream()
                        .limit(chapter.isEmpty() ? MOST_CASES : Long.MAX_VALUE)
                        .map(this::shown)
                        .toList(),
                chapter,
                cut ? text("conformance.more", wanted.size() - MOST_CASES) : "",
                compared(report),
                chapter.isEmpty() ? curves(report) : List.of(),
                chapter.isEmpty() ? Measured.boluses(report) : List.of(),
                chapter.isEmpty() ? Measured.alarms(report) : List.of(),
                files());
    }

    private List<RunView.Fact> facts(Optional<JsonObject> report) {
        List<RunView.Fact> facts = new ArrayList<>(List.of(
                fact("driver", run.order().driver() + " " + run.version(), true),
                fact("content", run.content().text(), true),
                fact("order", Told.run(run).order(), true),
                fact("askedBy", run.askedBy(), false),
                fact("started", Show.second(run.started()), false)));
        run.ended().ifPresent(each -> facts.add(fact("ended", Show.second(each), false)));
        run.result().ifPresent(each -> {
            facts.add(fact("kit", each.kit() + " " + each.rulebook().text(), true));
            facts.add(fact("result", each.digest().text(), true));
            if (each.threadsLeft() > 0) {
                facts.add(fact("threads", Show.count(each.threadsLeft()).text(), false));
            }
        });
        report.ifPresent(each -> facts.add(fact("rig", each.object("result").string("rig"), true)));
        return facts;
    }

    private static RunView.Fact fact(String name, String value, boolean literal) {
        return new RunView.Fact(text("conformance.fact." + name), value, literal);
    }

    private List<RunView.Chapter> chapters(List<Verdict> verdicts) {
        Map<Integer, Map<Verdict.Kind, Long>> counts = new TreeMap<>();
        for (Verdict each : verdicts) {
            counts.computeIfAbsent(each.rule().chapter(), any -> new EnumMap<>(Verdict.Kind.class))
                    .merge(each.kind(), 1L, Long::sum);
        }
        List<RunView.Chapter> chapters = new ArrayList<>();
        counts.forEach((number, count) -> chapters.add(new RunView.Chapter(
                Integer.toString(number),
                ConformancePages.HERE + "/runs/" + run.id() + "/chapters/" + number,
                Arrays.stream(Verdict.Kind.values())
                        .map(kind -> Show.count(count.getOrDefault(kind, 0L)).text())
                        .toList())));
        return chapters;
    }

    private RunView.Case shown(Verdict verdict) {
        List<String> evidence =
                new ArrayList<>(verdict.evidence().stream().limit(MOST_EVIDENCE).toList());
        if (verdict.evidence().size() > MOST_EVIDENCE) {
            evidence.add(text("conformance.evidence.more", verdict.evidence().size() - MOST_EVIDENCE));
        }
        return new RunView.Case(
                verdict.rule().text(),
                book.rule(verdict.rule()).map(Rule::text).orElse(text("conformance.rule.unknown")),
                kind(verdict.kind()),
                verdict.reason(),
                evidence);
    }

    private static String kind(Verdict.Kind kind) {
        return text("conformance.kind." + kind);
    }

    private static List<String> compared(Optional<JsonObject> report) {
        return report
                .flatMap(each -> each.optionalObject("compared"))
                .map(each -> each.array("words"))
                .map(JsonArray::strings)
                .orElse(List.of())
                .stream()
                .limit(MOST_COMPARED)
                .toList();
    }

    private static List<RunView.Curves> curves(Optional<JsonObject> report) {
        List<RunView.Curves> curves = new ArrayList<>();
        for (JsonObject course : report.flatMap(each -> each.optionalObject("accuracy"))
                .map(each -> each.array("courses").objects())
                .orElse(List.of())) {
            int number = curves.size() + 1;
            String rate = Show.withUnit(course.string("rate")).text();
            curves.add(new RunView.Curves(
                    rate,
                    text(
                            course.flag("meanWithin") ? "conformance.curve.within" : "conformance.curve.notWithin",
                            Curve.shown(Curve.percent(course.string("mean"))).text(),
                            Curve.shown(Curve.percent(course.string("claim"))).text()),
                    Curve.of(
                            "trumpet-" + number,
                            text("conformance.curve.trumpet", rate),
                            course.array("windows").objects(),
                            List.of("most", "least"),
                            List.of(text("conformance.curve.most"), text("conformance.curve.least"))),
                    Curve.of(
                            "start-up-" + number,
                            text("conformance.curve.startUp", rate),
                            course.array("startUp").objects(),
                            List.of("error"),
                            List.of(text("conformance.curve.error")))));
        }
        return curves;
    }

    private List<RunView.File> files() {
        return run.result().map(RunResult::files).map(Map::keySet).stream()
                .flatMap(java.util.Set::stream)
                .map(each -> new RunView.File(
                        each.fileName(),
                        ConformancePages.HERE + "/runs/" + run.id() + "/report/" + each.fileName(),
                        text("conformance.file." + each)))
                .toList();
    }
}
