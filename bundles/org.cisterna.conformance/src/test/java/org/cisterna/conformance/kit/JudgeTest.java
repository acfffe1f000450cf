// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cisterna.conformance.kit.HandMade.moment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.conformance.kit.KitResult.Level;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.sim.Bytes;
import org.junit.jupiter.api.Test;

/** What observations come to, and what verdicts come to. */
final class JudgeTest {

    private static final RuleId RULE = RuleId.parse("4.05");

    private final Judge judge = new Judge(RULE, () -> new Moments(0, List.of(moment(1, "at first"))));

    @Test
    void nothingSeenIsNoPass() {
        judge.note("looked");
        assertThat(judge.verdict())
                .isEqualTo(new Verdict(RULE, Kind.INCONCLUSIVE, "the test saw nothing", List.of("looked")));
    }

    @Test
    void whatWasKeptPassesWithWhatWasSeen() {
        assertThat(judge.expect(true, () -> "never asked")).isTrue();
        assertThat(judge.isBroken()).isFalse();
        assertThat(judge.verdict())
                .isEqualTo(new Verdict(RULE, Kind.PASS, "kept", List.of("1 observation, all as the rule wants")));
        judge.note("a note");
        judge.expect(true, () -> "never asked");
        assertThat(judge.verdict().evidence()).containsExactly("a note", "2 observations, all as the rule wants");
        assertThat(judge.story()).isEmpty();
    }

    @Test
    void oneBreakIsEnoughAndTheFirstIsTheReason() {
        judge.expect(true, () -> "");
        judge.about(() -> new Moments(0, List.of(moment(2, "here"))));
        assertThat(judge.expect(false, () -> "this was seen")).isFalse();
        judge.about(() -> new Moments(0, List.of(moment(3, "there"))));
        judge.expect(false, () -> "and that");
        judge.undecided("and something was not clear");
        judge.note("a note");
        assertThat(judge.isBroken()).isTrue();
        assertThat(judge.verdict())
                .isEqualTo(new Verdict(
                        RULE,
                        Kind.FAIL,
                        "this was seen",
                        List.of("this was seen", "and that", "a note", "2 of 3 observations broke the rule")));
        assertThat(judge.story().orElseThrow().moments()).containsExactly(moment(2, "here"));
        assertThat(judge.story().orElseThrow().seen()).isEqualTo("this was seen");
    }

    @Test
    void whatIsNotClearIsNoPass() {
        judge.expect(true, () -> "");
        judge.undecided("too few");
        judge.undecided("and more");
        judge.note("a note");
        assertThat(judge.verdict()).isEqualTo(new Verdict(RULE, Kind.INCONCLUSIVE, "too few", List.of("a note")));
    }

    @Test
    void twelveLinesAreKeptAndAllAreCounted() {
        for (int i = 0; i < 13; i++) {
            String words = "number " + i;
            judge.note("note " + i);
            judge.expect(false, () -> words);
        }
        assertThat(judge.verdict().evidence())
                .hasSize(25)
                .contains("number 11", "note 11", "13 of 13 observations broke the rule")
                .doesNotContain("number 12", "note 12");
    }

    @Test
    void aStoryIsAsLongAsItMayBe() {
        List<Moment> all = new ArrayList<>();
        for (int i = 0; i < 61; i++) {
            all.add(moment(i, "m" + i));
        }
        Story cut = Story.ending(RULE, "seen", new Moments(4, all));
        assertThat(cut.left()).isEqualTo(5);
        assertThat(cut.moments()).hasSize(60).startsWith(moment(1, "m1")).endsWith(moment(60, "m60"));
        assertThat(Story.ending(RULE, "seen", new Moments(0, all.subList(0, 60)))
                        .left())
                .isZero();
    }

    @Test
    void theOpenFormOfAStoryHasNoBytes() {
        Moment message = new Moment(HandMade.START, "to pump", "2 bytes", Optional.of(Bytes.fromHex("0aff")));
        Story story = new Story(RULE, "se\u0007en", 3, List.of(moment(0, "open"), message));
        assertThat(story.toOpenJson().canonicalText())
                .isEqualTo(
                        "{\"left\":3,\"moments\":[{\"at\":\"2026-01-05T00:00:00Z\",\"what\":\"call\",\"words\":\"open\"},"
                                + "{\"at\":\"2026-01-05T00:00:00Z\",\"bytes\":2,\"what\":\"to pump\",\"words\":\"2 bytes\"}],"
                                + "\"rule\":\"4.05\",\"seen\":\"se en\"}");
        assertThat(story.toFramesJson().canonicalText()).isEqualTo("{\"frames\":[\"\",\"0aff\"],\"rule\":\"4.05\"}");
    }

    @Test
    void wordsOfADriverAreLegible() {
        assertThat(Legible.text("a\u0000b\nc")).isEqualTo("a b c");
        assertThat(Legible.text("x\uD800y")).as("half a character").isEqualTo("x\uFFFDy");
        assertThat(Legible.text("\uD83D\uDE00")).as("a whole one").isEqualTo("\uD83D\uDE00");
        assertThat(Legible.text("z\uDFFF")).isEqualTo("z\uFFFD");
        assertThat(Legible.text("q".repeat(2_000))).hasSize(2_000);
        assertThat(Legible.text("q".repeat(2_001))).isEqualTo("q".repeat(2_000) + " … and more");
        assertThat(Legible.verdict(new Verdict(RULE, Kind.FAIL, "\u0001\u0002\u0003.", List.of("a\tb"))))
                .isEqualTo(new Verdict(RULE, Kind.FAIL, "   .", List.of("a b")));
        assertThat(Legible.verdict(Verdict.of(RULE, Kind.FAIL, "\u0001")).reason())
                .isEqualTo("nothing legible was said");
    }

    private static final List<Rule> JUDGED = Rulebook.shipped().rules().stream()
            .filter(each -> each.subject().isJudgedByKit())
            .toList();

    private static List<Verdict> all(RuleId but, Verdict instead) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Rule rule : JUDGED) {
            verdicts.add(rule.id().equals(but) ? instead : new Verdict(rule.id(), Kind.PASS, "kept", List.of("seen")));
        }
        return verdicts;
    }

    private static Level level(String rule, Kind kind, String reason) {
        RuleId id = RuleId.parse(rule);
        return KitResult.level(
                all(id, new Verdict(id, kind, reason, List.of("seen"))), DriverClass.TRANSACTIONAL, true);
    }

    private static String first(boolean must, Rule.Harm... harms) {
        return JUDGED.stream()
                .filter(each -> each.must() == must && List.of(harms).contains(each.harm()))
                .findFirst()
                .orElseThrow()
                .id()
                .text();
    }

    /** Every kind of verdict for a rule that has to be kept and can kill, for one that cannot, and for one that only should be kept. */
    @Test
    void whatVerdictsComeTo() {
        String deadly = first(true, Rule.Harm.C);
        String other = first(true, Rule.Harm.H, Rule.Harm.M, Rule.Harm.L);
        String should = first(false, Rule.Harm.values());
        for (String each : List.of(deadly, other, should)) {
            assertThat(level(each, Kind.PASS, "kept")).isEqualTo(Level.CONFORMANT);
            assertThat(level(each, Kind.ERROR, "it fell over")).isEqualTo(Level.INCOMPLETE);
            assertThat(level(each, Kind.SKIPPED, Kit.ABSENT + "no bolus")).isEqualTo(Level.CONFORMANT);
        }
        assertThat(level(deadly, Kind.FAIL, "seen")).isEqualTo(Level.BROKEN);
        assertThat(level(other, Kind.FAIL, "seen")).isEqualTo(Level.BROKEN);
        assertThat(level(should, Kind.FAIL, "seen")).isEqualTo(Level.CONFORMANT);
        for (Kind open : List.of(Kind.INCONCLUSIVE, Kind.NOT_TESTABLE, Kind.SKIPPED)) {
            assertThat(level(deadly, open, "why")).as("%s", open).isEqualTo(Level.INCOMPLETE);
            assertThat(level(other, open, "why")).as("%s", open).isEqualTo(Level.CONFORMANT);
        }
        assertThat(level(deadly, Kind.NOT_TESTABLE, Kit.ABSENT + "no bolus"))
                .as("only what was skipped is absent")
                .isEqualTo(Level.INCOMPLETE);
    }

    @Test
    void someRulesAreNeverEnough() {
        List<Verdict> kept = all(RULE, new Verdict(RULE, Kind.PASS, "kept", List.of("seen")));
        assertThat(KitResult.level(kept, DriverClass.TRANSACTIONAL, false)).isEqualTo(Level.INCOMPLETE);
        List<Verdict> broken = all(RULE, Verdict.of(RULE, Kind.FAIL, "seen"));
        assertThat(KitResult.level(broken, DriverClass.TRANSACTIONAL, false)).isEqualTo(Level.BROKEN);
    }

    /** A rule of transactional pumps alone is missed in that class only. */
    @Test
    void aRuleOfAnotherClassIsNotMissed() {
        Rule narrow = JUDGED.stream()
                .filter(each -> each.must() && each.harm() == Rule.Harm.C)
                .filter(each -> !each.appliesTo(DriverClass.READABLE))
                .findFirst()
                .orElseThrow();
        List<Verdict> skipped = all(narrow.id(), Verdict.of(narrow.id(), Kind.SKIPPED, "not a rule of the class"));
        assertThat(KitResult.level(skipped, DriverClass.READABLE, true)).isEqualTo(Level.CONFORMANT);
        assertThat(KitResult.level(skipped, DriverClass.TRANSACTIONAL, true)).isEqualTo(Level.INCOMPLETE);
    }

    @Test
    void aResultCountsAndFindsItsVerdicts() {
        Verdict broken = Verdict.of(RULE, Kind.FAIL, "seen");
        KitResult result = new KitResult(
                new DriverDescriptor("example", "Example", "1", "Example", "An example.", true, Optional.empty()),
                "a rig",
                KitOrder.all(Profile.FAST, 1),
                Rulebook.shipped().digest(),
                all(RULE, broken),
                List.of());
        assertThat(result.count(Kind.FAIL)).isOne();
        assertThat(result.count(Kind.PASS)).isEqualTo(JUDGED.size() - 1);
        assertThat(result.count(Kind.ERROR)).isZero();
        assertThat(result.verdict(RULE)).contains(broken);
        assertThat(result.verdict(RuleId.parse("4.98"))).isEmpty();
        assertThat(result.digest()).isEqualTo(KitResult.digest(result.toJson()));
    }

    @Test
    void aVerdictOfNoRuleIsRefused() {
        RuleId none = RuleId.parse("4.98");
        assertThatThrownBy(() ->
                        KitResult.level(List.of(Verdict.of(none, Kind.FAIL, "seen")), DriverClass.TRANSACTIONAL, true))
                .hasMessage("there is no rule 4.98");
    }
}
