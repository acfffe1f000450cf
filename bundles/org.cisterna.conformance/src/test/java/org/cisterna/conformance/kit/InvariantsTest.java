// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cisterna.conformance.kit.HandMade.CAN;
import static org.cisterna.conformance.kit.HandMade.CAPACITY;
import static org.cisterna.conformance.kit.HandMade.judged;
import static org.cisterna.conformance.kit.HandMade.page;
import static org.cisterna.conformance.kit.HandMade.pages;
import static org.cisterna.conformance.kit.HandMade.shown;
import static org.cisterna.conformance.kit.HandMade.trace;
import static org.cisterna.conformance.kit.HandMade.verdict;

import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.pump.Snapshot.Battery;
import org.junit.jupiter.api.Test;

/** Each invariant on a trace that keeps it, and on one for each way to break it, just inside and just outside of what is allowed. */
final class InvariantsTest {

    private static Verdict reservoir(Trace trace) throws Exception {
        return verdict(judge -> Invariants.reservoir(trace, CAN, judge));
    }

    @Test
    void whatIsLeftAndWhatWasGivenAddUp() throws Exception {
        Verdict kept =
                reservoir(trace(shown(18_000_000, 0), shown(17_000_000, 1_000_000), shown(16_500_000, 1_500_000)));
        assertThat(kept.kind()).isEqualTo(Kind.PASS);
        assertThat(kept.evidence()).containsExactly("9 observations, all as the rule wants");
        for (long off : new long[] {3_000, -3_000}) {
            assertThat(reservoir(trace(
                                    shown(18_000_000, 0),
                                    shown(17_000_000 + off, 1_000_000).whileTruly(1_000_000, 17_000_000 + off)))
                            .kind())
                    .isEqualTo(Kind.PASS);
        }
        for (long off : new long[] {3_001, -3_001}) {
            Verdict broken = reservoir(trace(
                    shown(18_000_000, 0), shown(17_000_000 + off, 1_000_000).whileTruly(1_000_000, 17_000_000 + off)));
            assertThat(broken.kind()).isEqualTo(Kind.FAIL);
            assertThat(broken.reason())
                    .isEqualTo("at 2026-01-05T00:01:00Z what is left and what was given are " + (18_000_000 + off)
                            + " nL together, and were 18000000 nL");
        }
    }

    /** A drift of a stroke a reading is no three strokes after two, and is after four: it is held to the first reading, not to the one before. */
    @Test
    void theFirstReadingCountsForAll() throws Exception {
        HandMade.Shown[] shown = new HandMade.Shown[5];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown(18_000_000 - i * 1_000L, 0).whileTruly(0, 18_000_000 - i * 1_000L);
        }
        assertThat(reservoir(trace(shown)).kind()).isEqualTo(Kind.FAIL);
        assertThat(reservoir(trace(shown[0], shown[1], shown[2], shown[3])).kind())
                .isEqualTo(Kind.PASS);
    }

    @Test
    void whatIsShownIsThere() throws Exception {
        assertThat(reservoir(trace(shown(18_000_000, 0).whileTruly(0, 17_997_000)))
                        .kind())
                .isEqualTo(Kind.PASS);
        Verdict broken = reservoir(trace(shown(18_000_000, 0).whileTruly(0, 17_996_999)));
        assertThat(broken.kind()).isEqualTo(Kind.FAIL);
        assertThat(broken.reason()).contains("17996999 nL are there, and 18000000 nL are shown");
        assertThat(reservoir(trace(shown(18_000_000, 0).andNobodyKnowsTheTruth()))
                        .evidence())
                .as("without a truth there are two observations a reading and not three")
                .containsExactly("2 observations, all as the rule wants");
    }

    @Test
    void aReservoirHoldsNoMoreThanItHolds() throws Exception {
        assertThat(reservoir(trace(shown(CAPACITY, 0))).kind()).isEqualTo(Kind.PASS);
        Verdict broken = reservoir(trace(shown(CAPACITY + 1, 0)));
        assertThat(broken.reason()).isEqualTo("the reservoir shows 20000001 nL and holds 20000000 nL");
    }

    @Test
    void aPumpWithASensorIsHeldToItsAccount() throws Exception {
        assertThat(reservoir(trace(
                                shown(17_700_000, 0).calculated(18_000_000).whileTruly(0, 18_000_000),
                                shown(17_500_000, 1_000_000)
                                        .calculated(17_000_000)
                                        .whileTruly(1_000_000, 17_000_000)))
                        .kind())
                .as("the sensor drifts, the account does not")
                .isEqualTo(Kind.PASS);
        assertThat(reservoir(trace(shown(18_000_000, 0).calculated(17_500_000).whileTruly(0, 18_000_000)))
                        .kind())
                .isEqualTo(Kind.FAIL);
    }

    @Test
    void whatIsReportedFlowed() throws Exception {
        for (long off : new long[] {0, 3_000, -3_000}) {
            assertThat(verdict(judge -> Invariants.delivered(
                                    trace(shown(17_000_000, 1_000_000).whileTruly(1_000_000 + off, 0)), judge))
                            .kind())
                    .isEqualTo(Kind.PASS);
        }
        for (long off : new long[] {3_001, -3_001}) {
            Verdict broken = verdict(judge ->
                    Invariants.delivered(trace(shown(17_000_000, 1_000_000).whileTruly(1_000_000 + off, 0)), judge));
            assertThat(broken.kind()).isEqualTo(Kind.FAIL);
            assertThat(broken.reason()).contains((1_000_000 + off) + " nL had flowed, and 1000000 nL are reported");
        }
    }

    @Test
    void aRigThatDoesNotMeasureTheFlowDecidesNothing() {
        assertThatThrownBy(() ->
                        verdict(judge -> Invariants.delivered(trace(shown(1, 0).andNobodyKnowsTheTruth()), judge)))
                .isInstanceOf(NotTestable.class)
                .hasMessage("the rig does not measure the flow");
    }

    @Test
    void nothingGoesBack() throws Exception {
        assertThat(verdict(judge -> Invariants.forward(
                                trace(shown(5, 10), shown(5, 10), shown(4, 11).andNobodyKnowsTheTruth(), shown(4, 11)),
                                judge))
                        .evidence())
                .as("three pairs of readings, one of them with a truth at both ends")
                .containsExactly("4 observations, all as the rule wants");
        Verdict count = verdict(
                judge -> Invariants.forward(trace(shown(5, 10), shown(5, 9).whileTruly(10, 5)), judge));
        assertThat(count.reason()).startsWith("the delivered volume fell from");
        assertThat(count.evidence()).contains("1 of 2 observations broke the rule");
        Verdict fluid = verdict(
                judge -> Invariants.forward(trace(shown(5, 10), shown(5, 10).whileTruly(9, 5)), judge));
        assertThat(fluid.reason()).isEqualTo("fluid was drawn back at 2026-01-05T00:01:00Z");
        assertThat(verdict(judge -> Invariants.forward(trace(shown(5, 10)), judge))
                        .kind())
                .as("one reading goes nowhere")
                .isEqualTo(Kind.INCONCLUSIVE);
    }

    private static Verdict battery(Battery... states) throws Exception {
        HandMade.Shown[] shown = new HandMade.Shown[states.length];
        for (int i = 0; i < states.length; i++) {
            shown[i] = shown(5, 5).battery(states[i]);
        }
        return verdict(judge -> Invariants.battery(trace(shown), judge));
    }

    @Test
    void aBatteryDoesNotRecover() throws Exception {
        assertThat(battery(Battery.OK, Battery.OK, Battery.ERI, Battery.ERI, Battery.EOS)
                        .kind())
                .isEqualTo(Kind.PASS);
        assertThat(battery(Battery.OK, Battery.UNKNOWN, Battery.OK).evidence())
                .as("what nobody knows is no worse state to come back from")
                .containsExactly("2 observations, all as the rule wants");
        assertThat(battery(Battery.ERI, Battery.OK).reason())
                .isEqualTo("the battery was ERI and is OK at 2026-01-05T00:01:00Z");
        assertThat(battery(Battery.OK, Battery.EOS, Battery.ERI).kind()).isEqualTo(Kind.FAIL);
        assertThat(battery(Battery.EOS, Battery.UNKNOWN, Battery.ERI, Battery.OK)
                        .evidence())
                .as("held to the worst, not to the one before")
                .contains("2 of 3 observations broke the rule");
    }

    @Test
    void theLogReadOnAndOnHasEachEventOnce() throws Exception {
        Judge judge = new Judge(org.cisterna.conformance.RuleId.parse("16.01"), () -> Moments.NONE);
        assertThat(Invariants.events(pages(page(0, 3, 0, 3), page(0, 3, 3, 0), page(2, 7, 5, 2)), judge))
                .isEqualTo(7);
        assertThat(judge.verdict().kind()).isEqualTo(Kind.PASS);
        assertThat(judge.verdict().evidence())
                .as("five events and the beginning of two pages")
                .containsExactly("7 observations, all as the rule wants");
        Verdict again = verdict(each -> Invariants.events(pages(page(0, 3, 0, 3), page(0, 4, 2, 2)), each));
        assertThat(again.reason()).isEqualTo("event 2 comes after event 2");
        Verdict gap = verdict(each -> Invariants.events(pages(page(0, 3, 0, 3), page(0, 5, 4, 1)), each));
        assertThat(gap.reason()).isEqualTo("read on from 3, the first event is 4, and 0 are said to be lost");
        assertThat(verdict(each -> Invariants.events(pages(page(0, 3, 0, 3), page(1, 5, 4, 1)), each))
                        .kind())
                .isEqualTo(Kind.PASS);
        assertThat(verdict(each -> Invariants.events(pages(page(0, 9, 7, 2)), each))
                        .kind())
                .as("what was there before the first page is nobody's business")
                .isEqualTo(Kind.PASS);
    }

    /** What is told of a break is what passed until then, and nothing of what came later. */
    @Test
    void aStoryEndsWithTheReadingThatBrokeTheRule() throws Exception {
        assertThat(judged(judge -> Invariants.reservoir(
                                trace(shown(5, 0), shown(9_000, 0).whileTruly(0, 9_000), shown(5, 0)), CAN, judge))
                        .told())
                .containsExactly("before reading 0", "before reading 1");
        assertThat(judged(judge -> Invariants.delivered(
                                trace(shown(5, 0), shown(5, 9_000).whileTruly(0, 5), shown(5, 0)), judge))
                        .told())
                .containsExactly("before reading 0", "before reading 1");
        assertThat(judged(judge -> Invariants.forward(trace(shown(5, 2), shown(5, 1), shown(5, 1)), judge))
                        .told())
                .containsExactly("before reading 0", "before reading 1");
        assertThat(judged(judge -> Invariants.battery(
                                trace(shown(5, 0).battery(Battery.ERI), shown(5, 0), shown(5, 0)), judge))
                        .told())
                .containsExactly("before reading 0", "before reading 1");
    }
}
