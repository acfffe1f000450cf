// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples and the failures of the field, as stories in files: what is accepted, and what is refused. */
class StoriesTest {

    private static final List<String> COMPARED = List.of(
            "programme",
            "totals",
            "path",
            "timeToTip",
            "parts",
            "tip",
            "tipTotals",
            "bridge",
            "prime",
            "contentDiffers",
            "dates",
            "cut");

    private final RuleEngine engine = new RuleEngine();

    static Stream<Story> accepted() {
        return Story.all("accepted");
    }

    static Stream<Story> refused() {
        return Story.all("refused");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void comesBackFromItsBytes(Story story) {
        DosingRequest request = DosingRequest.read(story.request()).orElseThrow();
        Proposal proposal = engine.propose(request);

        assertThat(DosingRequest.read(request.toJson().canonicalBytes()).orElseThrow())
                .isEqualTo(request);
        assertThat(Proposal.fromJson(proposal.toJson())).isEqualTo(proposal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void isAccepted(Story story) {
        Proposal proposal = propose(story);

        assertThat(proposal.verdict()).isNotEqualTo(Verdict.BLOCK);
        assertThat(proposal.programme().isPresent()
                        || !proposal.outlook().parts().isEmpty())
                .isTrue();
        compare(story, proposal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(Story story) {
        Answer<DosingRequest> read = DosingRequest.read(story.request());
        if (story.expect().get("refused").isPresent()) {
            compareRefusal(story, read.violations());
            return;
        }
        Proposal proposal = engine.propose(read.orElseThrow());

        assertThat(proposal.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(proposal.findings().get(0).verdict()).isEqualTo(Verdict.BLOCK);
        compare(story, proposal);
    }

    private Proposal propose(Story story) {
        return engine.propose(DosingRequest.read(story.request()).orElseThrow());
    }

    private static void compare(Story story, Proposal proposal) {
        JsonObject expect = story.expect()
                .onlyNames(Stream.concat(Stream.of("verdict", "findings"), COMPARED.stream())
                        .toArray(String[]::new));
        JsonObject actual = proposal.toJson();
        assertThat(proposal.verdict().name()).isEqualTo(expect.string("verdict"));
        for (String name : COMPARED) {
            expect.get(name).ifPresent(value -> assertThat(actual.get(name)).contains(value));
        }
        List<JsonObject> findings =
                expect.optionalArray("findings").map(each -> each.objects()).orElse(List.of());
        for (JsonObject each : findings) {
            assertThat(proposal.findings()).as("%s", each).anySatisfy(finding -> compareFinding(each, finding));
        }
        assertThat(proposal.findings().stream()
                        .filter(each -> each.verdict() != Verdict.PASS)
                        .map(each -> each.verdict() + " " + each.code() + " " + each.subject()))
                .containsExactlyInAnyOrderElementsOf(findings.stream()
                        .filter(each -> !each.string("verdict").equals("PASS"))
                        .map(each -> each.string("verdict") + " " + each.string("code") + " " + each.string("subject"))
                        .toList());
    }

    private static void compareFinding(JsonObject expect, Finding finding) {
        expect.onlyNames("code", "verdict", "subject", "value", "limit", "twoPersons", "limiter", "says", "saysNot");
        assertThat(finding.code()).isEqualTo(expect.string("code"));
        assertThat(finding.verdict().name()).isEqualTo(expect.string("verdict"));
        assertThat(finding.subject()).isEqualTo(expect.string("subject"));
        expect.optionalString("value")
                .ifPresent(value -> assertThat(finding.value()).isEqualTo(value));
        expect.optionalString("limit")
                .ifPresent(limit -> assertThat(finding.limit()).isEqualTo(Optional.of(limit)));
        expect.optionalString("limiter")
                .ifPresent(limiter -> assertThat(finding.limiter()).isEqualTo(Optional.of(limiter)));
        if (expect.get("twoPersons").isPresent()) {
            assertThat(finding.twoPersons()).isEqualTo(expect.flag("twoPersons"));
        }
        expect.optionalArray("says")
                .ifPresent(says -> assertThat(finding.message()).contains(says.strings()));
        expect.optionalArray("saysNot")
                .ifPresent(says -> assertThat(finding.message()).doesNotContain(says.strings()));
    }

    private static void compareRefusal(Story story, List<Violation> violations) {
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
