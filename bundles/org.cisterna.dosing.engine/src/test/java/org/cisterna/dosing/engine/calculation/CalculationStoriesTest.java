// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples, failures and incidents that a calculation stands against, as stories: what is accepted, and what is refused. */
class CalculationStoriesTest {

    private final CalculationService engine = new CalculationService();

    static Stream<CalculationStory> accepted() {
        return CalculationStory.all("accepted");
    }

    static Stream<CalculationStory> refused() {
        return CalculationStory.all("refused");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void isAccepted(CalculationStory story) {
        Calculated calculated =
                engine.calculate(CalculationRequest.read(story.request()).orElseThrow());

        assertThat(calculated.verdict()).isNotEqualTo(Verdict.BLOCK);
        compare(story, calculated);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(CalculationStory story) {
        Answer<CalculationRequest> read = CalculationRequest.read(story.request());
        if (story.expect().get("refused").isPresent()) {
            compareRefusal(story, read.violations());
            return;
        }
        Calculated calculated = engine.calculate(read.orElseThrow());

        assertThat(calculated.findings().get(0).verdict()).isEqualTo(Verdict.BLOCK);
        compare(story, calculated);
    }

    private static void compare(CalculationStory story, Calculated calculated) {
        JsonObject expect = story.expect().onlyNames("verdict", "findings", "results");
        assertThat(calculated.verdict().name()).isEqualTo(expect.string("verdict"));
        assertThat(calculated.function().id()).isEqualTo(story.function());
        List<JsonObject> findings = expect.array("findings").objects();
        for (JsonObject each : findings) {
            assertThat(calculated.findings()).as("%s", each).anySatisfy(finding -> compareFinding(each, finding));
        }
        assertThat(calculated.findings().stream()
                        .filter(each -> each.verdict() != Verdict.PASS)
                        .map(each -> each.verdict() + " " + each.code() + " " + each.subject()))
                .containsExactlyInAnyOrderElementsOf(findings.stream()
                        .filter(each -> !each.string("verdict").equals("PASS"))
                        .map(each -> each.string("verdict") + " " + each.string("code") + " " + each.string("subject"))
                        .toList());
        for (JsonObject each : expect.array("results").objects()) {
            each.onlyNames("name", "of", "value", "exact");
            assertThat(calculated.results()).as("%s", each).anySatisfy(result -> {
                assertThat(result.name()).isEqualTo(each.string("name"));
                assertThat(result.of()).isEqualTo(each.optionalString("of"));
                assertThat(result.value()).isEqualTo(each.string("value"));
                assertThat(result.exact()).isEqualTo(each.optionalString("exact"));
            });
        }
        theAnswerComesBackAsItWas(story, calculated);
    }

    private static void theAnswerComesBackAsItWas(CalculationStory story, Calculated calculated) {
        assertThat(Calculated.fromJson(calculated.toJson())).isEqualTo(calculated);
        CalculationRequest request = CalculationRequest.read(story.request()).orElseThrow();
        assertThat(CalculationRequest.read(request.toJson())).isEqualTo(Answer.done(request));
        assertThat(new CalculationService().calculate(request).toJson().canonicalText())
                .isEqualTo(calculated.toJson().canonicalText());
    }

    private static void compareFinding(JsonObject expect, Finding finding) {
        expect.onlyNames("code", "verdict", "subject", "value", "limit", "twoPersons", "limiter", "says", "saysNot");
        assertThat(finding.code()).isEqualTo(expect.string("code"));
        assertThat(finding.verdict().name()).isEqualTo(expect.string("verdict"));
        assertThat(finding.subject()).isEqualTo(expect.string("subject"));
        for (String name : List.of("value", "limit", "limiter")) {
            expect.optionalString(name)
                    .ifPresent(
                            value -> assertThat(finding.toJson().get(name)).isEqualTo(Optional.of(Json.text(value))));
        }
        if (expect.get("twoPersons").isPresent()) {
            assertThat(finding.twoPersons()).isEqualTo(expect.flag("twoPersons"));
        }
        expect.optionalArray("says")
                .ifPresent(says -> assertThat(finding.message()).contains(says.strings()));
        expect.optionalArray("saysNot")
                .ifPresent(says -> assertThat(finding.message()).doesNotContain(says.strings()));
    }

    private static void compareRefusal(CalculationStory story, List<Violation> violations) {
        List<JsonObject> expected = story.expect().array("refused").objects();
        assertThat(violations)
                .extracting(Violation::code)
                .containsExactlyElementsOf(
                        expected.stream().map(each -> each.string("code")).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(violations.get(i).field()).contains(expected.get(i).string("field"));
            assertThat(violations.get(i).message())
                    .contains(expected.get(i).array("says").strings());
        }
    }
}
