// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cisterna.conformance.Rule.Harm;
import org.cisterna.conformance.Rule.Subject;
import org.cisterna.pump.DriverClass;
import org.junit.jupiter.api.Test;

final class RulebookTest {

    private static final String GOOD =
            """
            # 1. A chapter

            Words.

            ## 1.01 PAIR, class R, MUST, harm C, invariant
            What it says.
            - Why: a reason.
            - Test: a way.
            - Failed: a place.
            - Fault: one fault.
            """;

    @Test
    void theShippedRulesAreWhole() {
        Rulebook book = Rulebook.shipped();
        assertThat(book.rules()).hasSize(205);
        Rule rule = book.rule(new RuleId(4, 5)).orElseThrow();
        assertThat(rule.subject()).isEqualTo(Subject.PAIR);
        assertThat(rule.harm()).isEqualTo(Harm.C);
        assertThat(rule.invariant()).isTrue();
        assertThat(rule.must()).isTrue();
        assertThat(book.rule(new RuleId(21, 1))).isEmpty();
    }

    @Test
    void aClassIsTheWidestOneARuleAppliesTo() {
        Rulebook book = Rulebook.shipped();
        Rule transactional = book.rule(RuleId.parse("4.09")).orElseThrow();
        Rule readable = book.rule(RuleId.parse("4.05")).orElseThrow();
        Rule all = book.rule(RuleId.parse("9.01")).orElseThrow();
        assertThat(List.of(DriverClass.values()))
                .filteredOn(transactional::appliesTo)
                .containsExactly(DriverClass.TRANSACTIONAL);
        assertThat(List.of(DriverClass.values()))
                .filteredOn(readable::appliesTo)
                .containsExactly(DriverClass.TRANSACTIONAL, DriverClass.READABLE);
        assertThat(List.of(DriverClass.values())).allMatch(all::appliesTo);
    }

    @Test
    void aChapterIsRead() {
        Rule rule = Rulebook.of(List.of(GOOD)).rules().get(0);
        assertThat(rule.text()).isEqualTo("What it says.");
        assertThat(rule.why()).isEqualTo("a reason.");
        assertThat(rule.test()).isEqualTo("a way.");
        assertThat(rule.failed()).isEqualTo("a place.");
        assertThat(rule.fault()).isEqualTo("one fault.");
    }

    @Test
    void aChapterWithAHoleIsRefused() {
        refused(GOOD.replace("- Failed: a place.\n", ""), "4 lines");
        refused(GOOD.replace("- Why: a reason.", "- Why: "), "Why");
        refused(GOOD.replace("1.01", "1.02"), "1.02 stands where 1.01 should");
        refused(GOOD + GOOD.substring(GOOD.indexOf("## ")), "1.01 stands where 1.02 should");
        refused(GOOD.replace("PAIR", "NOBODY"), "NOBODY");
        refused(GOOD.replace("harm C", "harm X"), "no head");
        refused("# 1. Empty\n", "no rule");
    }

    private static void refused(String chapter, String word) {
        assertThatThrownBy(() -> Rulebook.of(List.of(chapter)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
    }

    @Test
    void numbersAreWrittenInOneWay() {
        assertThat(RuleId.parse("4.05").text()).isEqualTo("4.05");
        assertThat(RuleId.parse("20.10").text()).isEqualTo("20.10");
        assertThat(new RuleId(4, 5)).isLessThan(new RuleId(4, 10)).isLessThan(new RuleId(10, 1));
        for (String wrong : List.of("4.5", "04.05", "4", "4.050", " 4.05", "x.01", "4.00")) {
            assertThatThrownBy(() -> RuleId.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void noDataIsNeverAPass() {
        RuleId rule = new RuleId(4, 5);
        assertThatThrownBy(() -> new Verdict(rule, Verdict.Kind.PASS, "fine", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no data");
        assertThatThrownBy(() -> Verdict.of(rule, Verdict.Kind.SKIPPED, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVerdictIsReadAsItWasWritten() {
        Verdict verdict = new Verdict(new RuleId(4, 5), Verdict.Kind.FAIL, "a mix", List.of("byte 17", "byte 18"));
        assertThat(Verdict.fromJson(verdict.toJson())).isEqualTo(verdict);
    }
}
