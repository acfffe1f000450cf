// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.accuracy.Accuracy;
import org.cisterna.conformance.accuracy.AlarmDelays;
import org.cisterna.conformance.accuracy.BolusAccuracy;
import org.cisterna.conformance.accuracy.Course;
import org.cisterna.conformance.accuracy.FlowRecord;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Story;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The page of a report: class first, whole, and nothing that a driver says becomes markup. */
final class ReportPageTest {

    private static final String HOSTILE =
            "</td><script>alert(1)</script><img src=x onerror=alert(1)> \"'&amp; \u202Egnp.exe \u0000 ]]>";

    private static List<JsonObject> frames(KitResult result) {
        return result.stories().stream().map(Story::toFramesJson).toList();
    }

    @Test
    void theClassComesFirstAndAFailureIsAStory() {
        Map<String, org.cisterna.conformance.Verdict> broken = Map.of("4.05", Reports.fail("4.05", "a mix ran"));
        String page = ReportPage.of(Reports.report("Example", broken), frames(Reports.result("Example", broken)));
        assertThat(page.indexOf("Class READABLE: not conformant"))
                .isPositive()
                .isLessThan(page.indexOf("Example 1.2.3"));
        assertThat(page)
                .contains("Not a medical device")
                .contains(Reports.BUNDLE.content().text(), Reports.BUNDLE.file().text())
                .contains("com.example.driver", "org.cisterna.pump [2.0,3) from org.cisterna.pump.api")
                .contains("--rules 4.05 --seed 1 --profile fast", "0a0bfe", "7 earlier moments are left out")
                .contains("a mix ran", "1 of 3 observations broke the rule");
        assertThat(ReportPage.of(Reports.report("Example", broken), List.of()))
                .as("a page without its sealed part")
                .doesNotContain("0a0bfe")
                .contains("3 bytes");
    }

    @Test
    void nothingComesFromElsewhereAndNothingRuns() {
        String page = ReportPage.of(Reports.good(), List.of());
        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("<script", "http:", "https:", "src=", "url(", "@import", "style=\"");
    }

    @Test
    void whatADriverSaysIsText() throws Exception {
        Map<String, org.cisterna.conformance.Verdict> broken =
                Map.of("4.05", Reports.fail("4.05", HOSTILE), "15.05", Reports.fail("15.05", HOSTILE));
        String page = ReportPage.of(Reports.report(HOSTILE, broken), frames(Reports.result(HOSTILE, broken)));
        assertThat(page).doesNotContain("<script", "<img", "\u202E", "\u0000").contains("&lt;script&gt;alert(1)");
        // it is well formed as XML but for its elements without an end, so no text has opened or closed an element
        String xml = page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void whatIsDrawnIsWhatIsTabledIsWhatIsInTheData() {
        List<Long> flowed = new ArrayList<>(List.of(0L));
        for (int i = 1; i <= 400; i++) {
            flowed.add(flowed.get(i - 1) + (i % 7 == 0 ? 6_000_000L : 5_200_000L));
        }
        JsonObject accuracy = new Accuracy(
                        List.of(Course.of(
                                new FlowRecord(Duration.ofMinutes(15), flowed), new FlowRate(500_000), 145, 1_000_000)),
                        List.of(new BolusAccuracy(new Volume(10_000), 145, 1_000_000, List.of(9_900_000L))),
                        List.of(new AlarmDelays(
                                "MOTOR_STALL",
                                Optional.of(Duration.ofMinutes(30)),
                                List.of(Duration.ofMinutes(4), Duration.ofSeconds(1_201), Duration.ofMinutes(21)),
                                1)),
                        List.of(HOSTILE))
                .toJson();
        String page = ReportPage.of(Reports.good().with("accuracy", accuracy), List.of());
        assertThat(page).doesNotContain("<script").contains("conformity to it is not claimed");
        List<JsonObject> windows =
                accuracy.array("courses").objects().get(0).array("windows").objects();
        assertThat(windows).hasSize(8);
        for (JsonObject each : windows) {
            for (String name : List.of("most", "least")) {
                assertThat(page)
                        .contains("<td>" + each.string(name) + "</td>")
                        .contains(", " + each.number("minutes") + " min: " + each.string(name) + "</title>");
            }
        }
        assertThat(page).contains("<td>-1 %</td>");
        assertThat(page)
                .contains(
                        "<td>4 times</td>",
                        "<td>1 times</td>",
                        "<td>4 min</td>",
                        "<td>20 min 1 s</td>",
                        "<td>21 min</td>")
                .contains("<title>18 min to 21 min: 1</title>", "<title>21 min to 24 min: 1</title>")
                .contains("<tr><th scope=\"row\">3 min to 6 min</th><td>1</td></tr>");
        assertThat(ReportPage.of(Reports.good().with("accuracy", ofAnOlderKit(accuracy)), List.of()))
                .contains("<h3>Boluses</h3>")
                .doesNotContain("<h3>Alarms</h3>");
        assertThat(ReportPage.ofMeasured(accuracy)).contains("<svg", "Within what the pump declares");
    }

    private static JsonObject ofAnOlderKit(JsonObject accuracy) {
        return Json.object()
                .put("within", accuracy.flag("within"))
                .put("courses", accuracy.array("courses"))
                .put("boluses", accuracy.array("boluses"))
                .put("notes", accuracy.array("notes"))
                .build();
    }

    @Test
    void theOtherFormsHoldHostileWordsToo() throws Exception {
        Report report = Reports.report(HOSTILE, Map.of("4.05", Reports.fail("4.05", HOSTILE)));
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(ReportForms.junit(report))));
        assertThat(ReportForms.csv(report).lines().count())
                .isEqualTo(report.verdicts().size() + 1L);
    }
}
