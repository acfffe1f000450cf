// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.console.Desk.location;
import static org.cisterna.console.Desk.status;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.conformance.run.ReportFile;
import org.cisterna.conformance.run.RunOrder;
import org.cisterna.conformance.run.RunResult;
import org.cisterna.conformance.run.Standing;
import org.cisterna.console.Desk;
import org.cisterna.console.Fake;
import org.cisterna.console.Samples;
import org.cisterna.console.frame.Reply;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.Role;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ConformancePagesTest {

    private static final Digest CONTENT = Digest.parse("sha256:" + "ab".repeat(32));
    private static final Digest OTHER = Digest.parse("sha256:" + "cd".repeat(32));
    private static final List<String> MOST = List.of("12.50 %", "3.00 %", "0.40 %");
    private static final List<String> LEAST = List.of("-100.00 %", "-2.75 %", "-0.40 %");

    private final Desk desk = new Desk(each -> List.of(new ConformancePages(each.services))).as(Role.INTEGRATOR);
    private final List<RunOrder> begun = new ArrayList<>();
    private final List<Object> cancelled = new ArrayList<>();
    private Answer<byte[]> report = Answer.done(report());
    private List<KitRun> runs = List.of(finished(RunResult.Level.BROKEN));
    private List<Standing> standings = List.of();
    private Optional<String> obstacle = Optional.empty();
    private Optional<Violation> refusal = Optional.empty();

    private void kitIsThere() {
        desk.services.add(
                KitRuns.class,
                Fake.of(
                        KitRuns.class,
                        Map.of(
                                "standings", any -> standings,
                                "runs", any -> runs,
                                "obstacle", any -> obstacle,
                                "run",
                                        asked -> runs.stream()
                                                .filter(each -> each.id().equals(asked[0]))
                                                .findFirst(),
                                "file", asked -> asked[1] == ReportFile.JSON ? report : Answer.done(new byte[] {60}),
                                "start",
                                        asked -> {
                                            begun.add((RunOrder) asked[0]);
                                            return refusal.<Answer<KitRun>>map(Answer::refused)
                                                    .orElseGet(() -> Answer.done(running(0)));
                                        },
                                "cancel",
                                        asked -> {
                                            cancelled.add(String.valueOf(asked[0]));
                                            return Answer.done(running(0));
                                        })));
    }

    private static KitRun finished(RunResult.Level level) {
        return new KitRun(
                "4f00aa11bb22",
                new RunOrder("org.example.driver", RunOrder.Profile.FAST, 7, "", false),
                "1.2.0",
                CONTENT,
                "Iris " + Samples.HOSTILE,
                KitRun.State.FINISHED,
                Samples.READ,
                Optional.of(Samples.READ),
                0,
                0,
                "",
                "",
                Optional.of(new RunResult(
                        DriverClass.READABLE,
                        level,
                        Map.of(Verdict.Kind.FAIL, 1L),
                        CONTENT,
                        "1.0.0",
                        OTHER,
                        0,
                        Map.of(ReportFile.JSON, CONTENT, ReportFile.HTML, OTHER))));
    }

    private static KitRun running(int judged) {
        return new KitRun(
                "5500aa11bb22",
                new RunOrder("org.example.driver", RunOrder.Profile.FULL, 7, "4.*", false),
                "1.2.0",
                CONTENT,
                "Iris",
                KitRun.State.RUNNING,
                Samples.READ,
                Optional.empty(),
                judged,
                181,
                "4.05",
                "",
                Optional.empty());
    }

    private static byte[] report() {
        List<JsonObject> windows = new ArrayList<>();
        for (int i = 0; i < MOST.size(); i++) {
            windows.add(Json.object()
                    .put("minutes", 15 << i)
                    .put("most", MOST.get(i))
                    .put("least", LEAST.get(i))
                    .build());
        }
        JsonObject course = Json.object()
                .put("rate", "0.5 mL/day")
                .put("claim", "14.50 %")
                .put("mean", "-0.10 %")
                .put("meanWithin", true)
                .put("windows", Json.array(windows))
                .put(
                        "startUp",
                        Json.array(List.of(
                                Json.object()
                                        .put("minutes", 15)
                                        .put("error", "-20.00 %")
                                        .build(),
                                Json.object()
                                        .put("minutes", 30)
                                        .put("error", "0.00 %")
                                        .build())))
                .build();
        Verdict broken = new Verdict(
                RuleId.parse("4.10"),
                Verdict.Kind.FAIL,
                "seen " + Samples.HOSTILE,
                List.of("1", "2", "3", "4", "5", "6", "7"));
        Verdict kept = new Verdict(RuleId.parse("4.11"), Verdict.Kind.PASS, "kept", List.of("a"));
        Verdict not = Verdict.of(RuleId.parse("9.01"), Verdict.Kind.NOT_TESTABLE, "no rig");
        return Json.object()
                .put(
                        "result",
                        Json.object()
                                .put("rig", "rig")
                                .put(
                                        "verdicts",
                                        Json.array(Stream.of(broken, kept, not)
                                                .map(Verdict::toJson)
                                                .toList()))
                                .build())
                .put(
                        "accuracy",
                        Json.object()
                                .put("courses", Json.array(List.of(course)))
                                .build())
                .put(
                        "compared",
                        Json.object()
                                .put("words", Json.texts(List.of("Rule 4.10 broke.")))
                                .build())
                .build()
                .canonicalBytes();
    }

    private static Standing standing(Standing.Level level, String reason) {
        return new Standing(
                "org.example." + level.name().toLowerCase(java.util.Locale.ROOT),
                "1.2.0",
                "drip",
                Optional.of(OTHER),
                level,
                level == Standing.Level.NOT_TESTED
                        ? Optional.empty()
                        : Optional.of(finished(RunResult.Level.CONFORMANT)),
                reason);
    }

    @Test
    void eachStandingIsSaidInWordsOfItsOwn() {
        kitIsThere();
        standings = Stream.of(Standing.Level.values())
                .map(each -> standing(each, "the report is gone"))
                .toList();
        Document page = desk.page(desk.get("/conformance"));
        Map<String, String> said = new HashMap<>();
        page.select("tr[data-row^=org.example]")
                .forEach(row ->
                        said.put(row.attr("data-row"), row.select("td").get(0).text()));
        assertThat(said.get("org.example.not_tested")).startsWith("Not tested");
        assertThat(said.get("org.example.other_build"))
                .startsWith("Tested, another build")
                .contains(CONTENT.text());
        assertThat(said.get("org.example.unproven")).startsWith("Not proved. The report is gone");
        assertThat(said.get("org.example.broken")).contains("not conformant");
        assertThat(said.get("org.example.incomplete")).contains("incomplete");
        assertThat(said.get("org.example.conformant")).startsWith("Conformant in class READABLE");
        assertThat(said.entrySet())
                .as("nothing else says conformant as if it were")
                .filteredOn(each -> each.getValue().startsWith("Conformant"))
                .hasSize(1);
    }

    @Test
    void onlyAnIntegratorBeginsARunAndCancelsIt() {
        kitIsThere();
        runs = List.of(running(12));
        assertThat(desk.page(desk.get("/conformance")).select("form[action=/conformance]"))
                .hasSize(1);
        assertThat(location(desk.post(
                        "/conformance",
                        "driver",
                        "org.example.driver",
                        "profile",
                        "full",
                        "seed",
                        "7",
                        "rules",
                        "4.*, 9.02",
                        "compare",
                        "yes")))
                .isEqualTo("/conformance/runs/5500aa11bb22");
        assertThat(begun)
                .containsExactly(new RunOrder("org.example.driver", RunOrder.Profile.FULL, 7, "4.*,9.02", true));
        assertThat(location(desk.post("/conformance/runs/5500aa11bb22/cancel")))
                .isEqualTo("/conformance/runs/5500aa11bb22");
        desk.as(Role.TECHNICIAN);
        Document page = desk.page(desk.get("/conformance"));
        assertThat(page.select("form[action=/conformance]")).isEmpty();
        assertThat(page.text()).contains("Rules judged: 12 of 181.");
        assertThat(desk.page(desk.get("/conformance/runs/5500aa11bb22")).select("form[action$=/cancel]"))
                .isEmpty();
        assertThat(status(desk.post("/conformance", "driver", "x"))).isEqualTo(403);
        assertThat(status(desk.post("/conformance/runs/5500aa11bb22/cancel"))).isEqualTo(403);
        assertThat(begun).hasSize(1);
        assertThat(cancelled).hasSize(1);
    }

    @Test
    void whatIsWrongInTheFormIsSaidAndWhatWasTypedStays() {
        kitIsThere();
        Reply wrong = desk.post("/conformance", "driver", "d", "profile", "slow", "seed", "1.5", "rules", "4.*");
        assertThat(status(wrong)).isEqualTo(422);
        Document page = desk.page(wrong);
        assertThat(page.select("#errors").text()).contains("A seed is a whole number", "fast or full");
        assertThat(page.select("#f-rules").val()).isEqualTo("4.*");
        assertThat(begun).isEmpty();
        refusal = Optional.of(Violation.of("VALUE_REFUSED", "rules", "99.01", "there is no such rule"));
        Reply refused = desk.post("/conformance", "driver", "d", "profile", "fast", "seed", "1", "rules", "99.01");
        assertThat(status(refused)).isEqualTo(409);
        assertThat(desk.page(refused).select("#e-rules").text()).contains("There is no such rule.");
    }

    @Test
    void whatIsInTheWayIsSaid() {
        kitIsThere();
        obstacle = Optional.of("this platform was started without the commands");
        assertThat(desk.page(desk.get("/conformance")).select(".note").text())
                .contains("This platform was started without the commands");
        Desk without = new Desk(each -> List.of(new ConformancePages(each.services))).as(Role.VIEWER);
        Reply missing = without.get("/conformance");
        assertThat(status(missing)).isEqualTo(503);
        assertThat(without.page(missing).text()).contains("conformance.runs");
    }

    @Test
    void aRunSaysItsClassFirstThenWhatIsBrokenAndThatNotRunIsNotPassed() {
        kitIsThere();
        Document page = desk.page(desk.get("/conformance/runs/4f00aa11bb22"));
        assertThat(page.select(".summary").text()).startsWith("FINISHED Class READABLE: not conformant");
        assertThat(page.text()).contains("Not run is not passed");
        assertThat(page.select("#cases tbody tr")).hasSize(1);
        assertThat(page.select("#cases tbody tr").text()).contains("4.10", "FAIL", Samples.HOSTILE, "and 2 lines more");
        assertThat(page.select("#counts tbody tr").eachText())
                .containsExactly("Chapter 4 1 1 0 0 0 0", "Chapter 9 0 0 0 1 0 0");
        assertThat(page.select("#compared li").eachText()).containsExactly("Rule 4.10 broke.");
        assertThat(page.select("img")).isEmpty();
        Document chapter = desk.page(desk.get("/conformance/runs/4f00aa11bb22/chapters/4"));
        assertThat(chapter.select("#cases tbody tr")).hasSize(2);
        assertThat(chapter.select("#cases .tag").eachText()).containsExactly("FAIL", "PASSED");
    }

    @Test
    void whatIsDrawnStandsInTheTableAndIsWhatTheReportSays() {
        kitIsThere();
        Document page = desk.page(desk.get("/conformance/runs/4f00aa11bb22"));
        List<BigDecimal> most = numbers(page, 0);
        List<BigDecimal> least = numbers(page, 1);
        assertThat(most).usingElementComparator(BigDecimal::compareTo).isEqualTo(values(MOST));
        assertThat(least).usingElementComparator(BigDecimal::compareTo).isEqualTo(values(LEAST));
        assertThat(page.select("#trumpet-1-table").text()).doesNotContain("12.50", "3.00");
        List<Integer> drawn = page.select("#trumpet-1 circle.step").stream()
                .map(each -> Integer.parseInt(each.attr("cy")))
                .toList();
        // 12.5 % at the top, 26, and -100 % at the bottom, 166: 112.5 % in 140 units
        assertThat(drawn).containsExactly(26, 38, 41);
        assertThat(page.select("#trumpet-1 circle.other").stream()
                        .map(each -> Integer.parseInt(each.attr("cy")))
                        .toList())
                .containsExactly(166, 45, 42);
        assertThat(page.select("#start-up-1 circle")).hasSize(2);
    }

    private static List<BigDecimal> numbers(Document page, int column) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (Element row : page.select("#trumpet-1-table tbody tr")) {
            numbers.add(new BigDecimal(row.select("td").get(column).text().replaceAll("[^-0-9.]", "")));
        }
        return numbers;
    }

    private static List<BigDecimal> values(List<String> texts) {
        return texts.stream().map(Curve::percent).toList();
    }

    @Test
    void ofALostReportNothingIsShown() {
        kitIsThere();
        report = Answer.refused(Violation.of("EVIDENCE_LOST", "its bytes are not those that were kept"));
        Document page = desk.page(desk.get("/conformance/runs/4f00aa11bb22"));
        assertThat(page.select(".note").text())
                .contains("not there as it was entered", "Its bytes are not those that were kept");
        assertThat(page.select("#cases, #counts, svg.plot")).isEmpty();
    }

    @Test
    void filesOfTheReportAreHandedOutUnderTheirNames() {
        kitIsThere();
        assertThat(desk.page(desk.get("/conformance/runs/4f00aa11bb22"))
                        .select("a[download]")
                        .eachText())
                .containsExactly("report.json", "report.html");
        Reply file = desk.get("/conformance/runs/4f00aa11bb22/report/report.html");
        assertThat(file).isInstanceOf(Reply.Download.class);
        assertThat(((Reply.Download) file).name()).isEqualTo("cisterna-4f00aa11bb22-report.html");
        assertThat(status(desk.get("/conformance/runs/4f00aa11bb22/report/passwd")))
                .isEqualTo(404);
        assertThat(status(desk.get("/conformance/runs/none"))).isEqualTo(404);
    }
}
