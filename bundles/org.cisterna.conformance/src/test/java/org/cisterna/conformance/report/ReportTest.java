// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.conformance.kit.KitResult.Level;
import org.cisterna.conformance.kit.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report is read back, contradicts itself when it was edited, compares, and knows what is known. */
final class ReportTest {

    private static Report edited(Report report, String from, String to) {
        String text = report.toJson().canonicalText();
        assertThat(text).contains(from);
        return Report.read((JsonObject) Json.parse(text.replace(from, to)));
    }

    @Test
    void isReadBack() {
        Report report = Reports.good();
        assertThat(report.level()).isEqualTo(Level.CONFORMANT);
        assertThat(Report.read((JsonObject) Json.parse(report.toJson().canonicalText()))
                        .resultDigest())
                .isEqualTo(report.resultDigest());
        assertThat(Reports.report("Example", Map.of("4.05", Reports.fail("4.05", "a mix ran")))
                        .level())
                .isEqualTo(Level.BROKEN);
    }

    @Test
    void anEditedVerdictIsNoticed() {
        Report broken = Reports.report("Example", Map.of("4.05", Reports.fail("4.05", "a mix ran")));
        assertThatThrownBy(() -> edited(broken, "\"BROKEN\"", "\"CONFORMANT\""))
                .hasMessageContaining("edited")
                .hasMessageContaining("digest of the result");
        assertThatThrownBy(() -> edited(broken, "a rig, 1", "a rig, 2")).hasMessageContaining("edited");
        assertThatThrownBy(() -> edited(broken, "not a medical device".substring(4), "a toy"))
                .isInstanceOf(Throwable.class);
        assertThatThrownBy(() -> edited(broken, "Not a medical device", "A medical device"))
                .hasMessageContaining("notice");
    }

    @Test
    void aLevelThatItsVerdictsDoNotComeToIsNoticed() {
        JsonObject result = Reports.result("Example", Map.of("4.05", Reports.fail("4.05", "a mix ran")))
                .toJson();
        JsonObject better = (JsonObject) Json.parse(result.canonicalText().replace("BROKEN", "CONFORMANT"));
        assertThatThrownBy(() -> Report.of(Reports.BUNDLE, better, 0, Json.array(List.of())))
                .hasMessageContaining("it says CONFORMANT, and its verdicts come to BROKEN");
    }

    @Test
    void aVerdictThatIsMissingIsNoticed() {
        JsonObject result = Reports.result("Example", Map.of()).toJson();
        List<Json> fewer = result.array("verdicts").values();
        JsonObject.Builder less = Json.object();
        result.names().stream()
                .filter(each -> !each.equals("verdicts"))
                .forEach(each -> less.put(each, result.get(each).orElseThrow()));
        JsonObject without =
                less.put("verdicts", Json.array(fewer.subList(1, fewer.size()))).build();
        assertThatThrownBy(() -> Report.of(Reports.BUNDLE, without, 0, Json.array(List.of())))
                .hasMessageContaining("missing: [1.01]");
    }

    @Test
    void aStoryOfARuleThatIsKeptIsNoticed() {
        List<JsonObject> stories =
                Reports.result("Example", Map.of("4.05", Reports.fail("4.05", "a mix ran"))).stories().stream()
                        .map(Story::toOpenJson)
                        .toList();
        assertThatThrownBy(() -> Report.of(
                        Reports.BUNDLE, Reports.result("Example", Map.of()).toJson(), 0, Json.array(stories)))
                .hasMessageContaining("4.05");
    }

    @Test
    void twoReportsCompareInWords() {
        Report before = Reports.report("Example", Map.of("4.05", Reports.fail("4.05", "a mix ran")));
        Report now = Reports.report(
                "Example",
                Map.of(
                        "15.05",
                        Reports.fail("15.05", "it stood"),
                        "1.01",
                        Verdict.of(RuleId.parse("1.01"), Kind.NOT_TESTABLE, "no rig")));
        assertThat(new Comparison(before, now).words())
                .contains(
                        "Rule 4.05 was mended: FAIL (a mix ran) became PASS (kept).",
                        "Rule 15.05 broke: PASS (kept) became FAIL (it stood).",
                        "Rule 1.01 is not decided any more: PASS (kept) became NOT_TESTABLE (no rig).")
                .noneMatch(each -> each.startsWith("The seed"));
        assertThat(new Comparison(before, before).words().get(0)).startsWith("Both came to the same");
        assertThat(now.with("compared", new Comparison(before, now).toJson()).part("compared"))
                .isPresent();
    }

    @Test
    void anotherRigOfTheSameNameIsTold() {
        Report before = Reports.good().with("rigContent", Json.text("sha256:aa"));
        Report now = Reports.good().with("rigContent", Json.text("sha256:bb"));
        assertThat(new Comparison(before, now).isOfAnotherRig()).isTrue();
        assertThat(new Comparison(before, now).words())
                .startsWith("Both came to the same result, to the digest.")
                .contains("The content of the rig was sha256:aa and is sha256:bb.");
        assertThat(new Comparison(before, before).isOfAnotherRig()).isFalse();
        for (Comparison each : List.of(new Comparison(Reports.good(), now), new Comparison(now, Reports.good()))) {
            assertThat(each.isOfAnotherRig())
                    .as("a report of before that was asked says nothing")
                    .isFalse();
            assertThat(each.words()).noneMatch(words -> words.startsWith("The content of the rig"));
        }
    }

    @Test
    void anotherKitOfTheSameVersionIsTold() {
        Report before = Reports.good().with("kitContent", Json.text("sha256:aa"));
        Report now = Reports.good().with("kitContent", Json.text("sha256:bb"));
        assertThat(new Comparison(before, now).isOfAnotherKit()).isTrue();
        assertThat(new Comparison(before, now).words())
                .contains("The content of the kit was sha256:aa and is sha256:bb.");
        assertThat(new Comparison(before, before).isOfAnotherKit()).isFalse();
        assertThat(new Comparison(Reports.good(), now).isOfAnotherKit()).isFalse();
    }

    @Test
    void whatIsKnownCountsAgainAfterItsEnd() {
        Report broken = Reports.report("Example", Map.of("4.05", Reports.fail("4.05", "a mix ran")));
        String file = "# known\n\n4.05 | 2026-11-30 | ticket 12, with the | in it\n4.06 | 2026-11-30 | old\n";
        KnownExceptions inTime = KnownExceptions.parse(file, LocalDate.parse("2026-11-30"));
        KnownExceptions late = KnownExceptions.parse(file, LocalDate.parse("2026-12-01"));
        assertThat(inTime.coversAllThatIsBroken(broken)).isTrue();
        assertThat(inTime.words(broken).get(0)).contains("as is known; not conformant all the same");
        assertThat(inTime.words(broken).get(1)).contains("can be taken out");
        assertThat(late.coversAllThatIsBroken(broken)).isFalse();
        assertThat(late.words(broken).get(0)).contains("counts again");
        assertThat(broken.with("known", inTime.toJson(broken)).level()).isEqualTo(Level.BROKEN);
        Report more = Reports.report(
                "Example",
                Map.of("4.05", Reports.fail("4.05", "a mix ran"), "15.05", Reports.fail("15.05", "it stood")));
        assertThat(inTime.coversAllThatIsBroken(more)).isFalse();
        assertThat(inTime.coversAllThatIsBroken(Reports.good())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4.05 | 2026-11-31 | no such day",
                "4.05 | 2026-11-30",
                "4.05 | 2026-11-30 | ",
                "4.5 | 2026-11-30 | why",
                "4.99 | 2026-11-30 | why",
                "4.* | 2026-11-30 | why",
                "4.05 | 2026-11-30 | why\n4.05 | 2026-11-30 | again"
            })
    void aBadLineOfKnownIsNamed(String text) {
        assertThatThrownBy(() -> KnownExceptions.parse(text, LocalDate.parse("2026-11-22")))
                .hasMessageMatching("line [12]: .*");
    }

    @Test
    void rulesAreSelectedByChapter() {
        assertThat(RuleSelection.of("19.03,4.*").stream().map(RuleId::text))
                .startsWith("4.01")
                .endsWith("19.03")
                .doesNotContain("4.10.");
        assertThatThrownBy(() -> RuleSelection.of("21.*")).hasMessageContaining("no chapter 21");
        assertThatThrownBy(() -> RuleSelection.of("4.99")).hasMessageContaining("no rule 4.99");
        assertThatThrownBy(() -> RuleSelection.of("4.5")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RuleSelection.of("1.08")).hasMessageContaining("not the kit's to judge");
    }
}
