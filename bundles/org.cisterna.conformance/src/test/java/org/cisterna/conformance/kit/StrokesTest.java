// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cisterna.conformance.kit.HandMade.flowed;
import static org.cisterna.conformance.kit.HandMade.minute;
import static org.cisterna.conformance.kit.HandMade.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.conformance.accuracy.Trumpet;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.junit.jupiter.api.Test;

/** Strokes, windows, tolerances and the wishes of a patient, written by hand. */
final class StrokesTest {

    /** 100 nL/min. */
    private static final FlowRate HUNDRED = new FlowRate(144_000);

    private static Strokes strokes(long... nanolitres) {
        return new Strokes(flowed(nanolitres));
    }

    @Test
    void theSmallestThatCameIsTheStroke() {
        assertThat(strokes(0, 7, 0, 3, 5).smallest()).isEqualTo(3_000);
        assertThat(strokes(1, 2).smallest()).isEqualTo(1_000);
        assertThat(strokes(0, 0).smallest()).isZero();
        assertThat(strokes(3, 5, 0).smallest()).as("nothing is no stroke").isEqualTo(3_000);
        assertThat(new Strokes(List.of(5_000L, 9_000L)).smallest())
                .as("what had flowed before the first look is none")
                .isEqualTo(4_000);
    }

    @Test
    void gapsLieBetweenTwoStrokes() {
        assertThat(strokes(0, 5, 0, 0, 5, 5, 0).gaps()).containsExactly(3, 1);
        assertThat(strokes(5, 0, 5).gaps()).containsExactly(2);
        assertThat(strokes(0, 5, 0).gaps()).isEmpty();
    }

    /** A stroke after each of so many looks. */
    private static Strokes after(int... looks) {
        List<Long> came = new ArrayList<>(List.of(5L));
        for (int each : looks) {
            for (int i = 1; i < each; i++) {
                came.add(0L);
            }
            came.add(5L);
        }
        return strokes(came.stream().mapToLong(Long::longValue).toArray());
    }

    /** Looked at every 10 min, and 20 min apart: 20 more for two looks and 2 for a tenth are even. */
    @Test
    void strokesComeEvenlyAsFarAsLookingTells() throws Exception {
        Verdict kept = verdict(judge -> after(2, 2, 4, 2, 2).comeEvenly(HUNDRED, 10, judge));
        assertThat(kept.kind()).isEqualTo(Kind.PASS);
        assertThat(kept.evidence().get(0)).endsWith("5 gaps between strokes, of 20 to 40 min");
        Verdict broken = verdict(judge -> after(2, 2, 5, 2, 2).comeEvenly(HUNDRED, 10, judge));
        assertThat(broken.kind()).isEqualTo(Kind.FAIL);
        assertThat(broken.reason()).endsWith("5 gaps between strokes, of 20 to 50 min");
        assertThat(verdict(judge -> after(20, 20, 24, 20, 20).comeEvenly(HUNDRED, 1, judge))
                        .kind())
                .as("a tenth of 20, and two looks")
                .isEqualTo(Kind.PASS);
        assertThat(verdict(judge -> after(20, 20, 25, 20, 20).comeEvenly(HUNDRED, 1, judge))
                        .kind())
                .isEqualTo(Kind.FAIL);
    }

    @Test
    void tooFewStrokesDecideNothing() throws Exception {
        Verdict few = verdict(judge -> after(1, 9, 1, 1).comeEvenly(HUNDRED, 1, judge));
        assertThat(few.kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(few.reason()).contains("only 4 gaps between strokes were seen");
    }

    private static Verdict band(Ratio most, Ratio least) throws Exception {
        Trumpet.Window window = new Trumpet.Window(Duration.ofMinutes(100), 1, most, least);
        return verdict(judge -> Strokes.stayInTheBand(List.of(window), HUNDRED, 100, 499_000, judge));
    }

    /** 10 % are claimed; a stroke of 499 nL, and 1 nL that it may be off, are 5 % of the 10 uL of 100 min. */
    @Test
    void aWindowStaysWithinClaimAndStroke() throws Exception {
        assertThat(band(Ratio.of(15), Ratio.of(-15)).kind()).isEqualTo(Kind.PASS);
        assertThat(band(Ratio.of(1_501, 100), Ratio.of(0)).reason())
                .endsWith(
                        "windows of 100 min gave 0 to 15.01 % of the set rate more; claim and one stroke of 499 nL allow"
                                + " 15 %");
        assertThat(band(Ratio.of(0), Ratio.of(-1_501, 100)).kind()).isEqualTo(Kind.FAIL);
    }

    @Test
    void twoVolumesAgreeWithinTheirTolerance() {
        assertThat(Tolerance.agree(10_000, 13_000)).isTrue();
        assertThat(Tolerance.agree(13_001, 10_000)).isFalse();
        assertThat(Tolerance.near(10_000 + 1_000 + 4_500, 10_000, HandMade.CAN)).isTrue();
        assertThat(Tolerance.near(10_000 + 1_000 + 4_501, 10_000, HandMade.CAN)).isFalse();
        assertThat(Tolerance.near(10_000 - 1_000 - 4_501, 10_000, 100)).isFalse();
    }

    private static Grants grants(long... minutes) {
        List<Instant> at = new ArrayList<>();
        for (long each : minutes) {
            at.add(minute(each));
        }
        return new Grants(at);
    }

    @Test
    void twoWishesAreALockoutApart() throws Exception {
        assertThat(verdict(judge -> grants(0, 120, 240).apart(Duration.ofHours(2), judge))
                        .evidence())
                .containsExactly("2 observations, all as the rule wants");
        assertThat(verdict(judge -> grants(0, 120, 239).apart(Duration.ofHours(2), judge))
                        .reason())
                .isEqualTo("two were granted 119 min apart; the lockout keeps them 120 min apart");
    }

    @Test
    void noDayHasMoreThanItsCount() throws Exception {
        assertThat(verdict(judge -> grants(0, 700, 1_440).counted(2, true, judge))
                        .evidence())
                .as("the third comes when a whole day is over")
                .containsExactly("3 observations, all as the rule wants");
        assertThat(verdict(judge -> grants(0, 700, 1_439).counted(2, true, judge))
                        .reason())
                .isEqualTo("3 were granted in 24 h from 2026-01-05T00:00:00Z; at most 2 may be, counted over any 24 h");
        assertThat(verdict(judge -> grants(0, 1, 2, 3).counted(2, false, judge)).kind())
                .as("two before and two after a midnight of the pump's calendar")
                .isEqualTo(Kind.PASS);
        assertThat(verdict(judge -> grants(0, 1, 2, 3, 4).counted(2, false, judge))
                        .reason())
                .endsWith("at most 4 may be, counted over days of the calendar");
    }
}
