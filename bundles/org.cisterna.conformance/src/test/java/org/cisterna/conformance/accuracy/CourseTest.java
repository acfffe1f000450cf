// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

/** Flows written by hand: what is settled, what is within, what is said of it, at each border and just beyond. */
final class CourseTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** 100 nL/min, 1500 nL in a quarter of an hour, 144 uL a day. */
    private static final FlowRate HUNDRED = new FlowRate(144_000);

    private static FlowRecord record(Duration interval, long... nanolitres) {
        List<Long> flowed = new ArrayList<>(List.of(0L));
        for (long each : nanolitres) {
            flowed.add(flowed.get(flowed.size() - 1) + each * 1_000);
        }
        return new FlowRecord(interval, flowed);
    }

    private static long[] even(int intervals, long nanolitres) {
        long[] even = new long[intervals];
        Arrays.fill(even, nanolitres);
        return even;
    }

    private static Duration settled(Duration interval, int intervals) {
        return Course.of(record(interval, even(intervals, 100)), HUNDRED, 100, 0)
                .settledAfter();
    }

    @Test
    void aDayIsLeftOutOfTwoAndAnHourOfThree() {
        assertThat(settled(QUARTER, 192)).isEqualTo(Duration.ofDays(1));
        assertThat(settled(QUARTER, 191)).isEqualTo(Duration.ofHours(1));
        assertThat(settled(QUARTER, 12)).isEqualTo(Duration.ofHours(1));
        assertThat(settled(QUARTER, 11)).isEqualTo(Duration.ZERO);
        assertThat(settled(Duration.ofMinutes(7), 2 * 1_440 / 7 + 1))
                .as("neither a day nor an hour is a whole number of sevens")
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void theMeanIsWithinItsClaimAtTheBorder() {
        assertThat(Course.of(record(MINUTE, even(20, 110)), HUNDRED, 100, 0).isMeanWithin())
                .isTrue();
        assertThat(Course.of(record(MINUTE, even(20, 90)), HUNDRED, 100, 0).isMeanWithin())
                .isTrue();
        assertThat(Course.of(record(MINUTE, even(20, 111)), HUNDRED, 100, 0).isMeanWithin())
                .isFalse();
        assertThat(Course.of(record(MINUTE, even(20, 89)), HUNDRED, 100, 0).isMeanWithin())
                .isFalse();
    }

    /** 15 min at 100 nL/min: a stroke of 75 nL is 5 % of it, so that with 10 % claimed 15 % are allowed, which is 225 nL. */
    @Test
    void aWindowIsWithinClaimAndStrokeAtTheBorder() {
        for (long[] kept : new long[][] {{1_725}, {1_275}}) {
            Course course = Course.of(record(QUARTER, kept), HUNDRED, 100, 75_000);
            assertThat(course.allowed(course.windows().get(0))).isEqualTo(Ratio.of(15));
            assertThat(course.isWithin(course.windows().get(0))).isTrue();
            assertThat(course.isWithin()).as("the mean is beyond its claim").isFalse();
        }
        for (long[] broken : new long[][] {{1_726}, {1_274}}) {
            Course course = Course.of(record(QUARTER, broken), HUNDRED, 100, 75_000);
            assertThat(course.isWithin(course.windows().get(0))).isFalse();
        }
    }

    /** Sampled every 10 min, a window of 15 min is no whole number of samples, and is left out; one of 60 min is not. */
    @Test
    void onlyWindowsOfWholeSamplesAreJudged() {
        assertThat(Course.of(record(Duration.ofMinutes(10), even(16, 1_000)), HUNDRED, 100, 0)
                        .windows())
                .extracting(each -> each.length().toMinutes())
                .containsExactly(60L, 150L);
    }

    /** Three days, the second 2 % and the third 5 % too much: the first is left out, and the drift is 3. */
    @Test
    void driftIsTheLastDayLessTheFirstSettledOne() {
        long[] days = new long[288];
        Arrays.fill(days, 0, 96, 1_200);
        Arrays.fill(days, 96, 192, 1_530);
        Arrays.fill(days, 192, 288, 1_575);
        Course course = Course.of(record(QUARTER, days), HUNDRED, 100, 0);
        assertThat(course.drift()).isEqualTo(Ratio.of(3));
        assertThat(course.mean()).isEqualTo(Ratio.of(7, 2));
        assertThat(course.startUp().curve()).hasSize(96);
        assertThat(course.startUp().extraPicolitres()).isEqualTo(Ratio.of(-96 * 300_000L));
        long[] longer = Arrays.copyOf(days, 384);
        Arrays.fill(longer, 192, 288, 1_500);
        Arrays.fill(longer, 288, 384, 1_575);
        assertThat(Course.of(record(QUARTER, longer), HUNDRED, 100, 0).drift())
                .as("of whole days, not of halves")
                .isEqualTo(Ratio.of(3));
        // four settled samples are shorter than two days: the halves are compared
        assertThat(Course.of(record(QUARTER, 1_500, 1_500, 1_650, 1_650), HUNDRED, 100, 0)
                        .drift())
                .isEqualTo(Ratio.of(10));
        assertThat(Course.of(record(QUARTER, 1_650), HUNDRED, 100, 0).drift()).isEqualTo(Ratio.ZERO);
    }

    @Test
    void aCourseAsJson() {
        JsonObject json = Course.of(record(QUARTER, 0, 1_500, 1_650, 1_500), HUNDRED, 100, 75_000)
                .toJson();
        assertThat(json.canonicalText())
                .isEqualTo(
                        "{\"claim\":\"10 %\",\"drift\":\"55 %\",\"extraInTheFirstDay\":\"-1350 nL\",\"mean\":\"-22.5 %\","
                                + "\"meanWithin\":false,\"rate\":\"0.144 mL/day\",\"reached\":\"PT30M\",\"reachedOver\":\"PT15M\","
                                + "\"settledAfter\":\"PT0S\",\"startUp\":[{\"error\":\"-100 %\",\"minutes\":15},"
                                + "{\"error\":\"-50 %\",\"minutes\":30},{\"error\":\"-30 %\",\"minutes\":45},"
                                + "{\"error\":\"-22.5 %\",\"minutes\":60}],\"stroke\":\"75 nL\",\"windows\":[{\"allowed\":\"15 %\","
                                + "\"count\":4,\"least\":\"-100 %\",\"minutes\":15,\"most\":\"10 %\",\"within\":false},"
                                + "{\"allowed\":\"11.25 %\",\"count\":1,\"least\":\"-22.5 %\",\"minutes\":60,\"most\":\"-22.5 %\","
                                + "\"within\":false}],\"within\":false}");
    }

    /** Of 96 samples of a day every fourth is drawn, of 25 every second: never more than 24. */
    @Test
    void theStartIsDrawnByAtMostTwentyFourPoints() {
        assertThat(points(96)).hasSize(24).startsWith(60L).endsWith(1_440L);
        assertThat(points(24)).hasSize(24).startsWith(15L).endsWith(360L);
        assertThat(points(25)).hasSize(12).startsWith(30L).endsWith(360L);
        assertThat(points(3)).containsExactly(15L, 30L, 45L);
    }

    private static List<Long> points(int samples) {
        return Course.of(record(QUARTER, even(samples, 1_500)), HUNDRED, 100, 0)
                .toJson()
                .array("startUp")
                .objects()
                .stream()
                .map(each -> each.number("minutes"))
                .toList();
    }

    /** 1425 nL of 1500 are 95 %. */
    @Test
    void theRateIsReachedAtNinetyFivePercent() {
        assertThat(StartUp.of(record(QUARTER, 1_424, 1_425), HUNDRED, 0).reached())
                .contains(Duration.ofMinutes(30));
        assertThat(StartUp.of(record(QUARTER, 1_424, 1_424), HUNDRED, 0).reached())
                .isEmpty();
    }

    /** A stroke of 75 nL is 5 % of a quarter of an hour; one of 76 nL is more, and an hour is looked at, where the record has one. */
    @Test
    void theShortestWindowInWhichAStrokeIsLittleIsLookedAt() {
        assertThat(StartUp.of(record(QUARTER, even(4, 1_500)), HUNDRED, 75_000).over())
                .isEqualTo(QUARTER);
        assertThat(StartUp.of(record(QUARTER, even(4, 1_500)), HUNDRED, 76_000).over())
                .isEqualTo(Duration.ofHours(1));
        assertThat(StartUp.of(record(QUARTER, even(3, 1_500)), HUNDRED, 76_000).over())
                .as("it has no hour")
                .isEqualTo(QUARTER);
        assertThat(StartUp.of(record(Duration.ofMinutes(30), even(2, 3_000)), HUNDRED, 1)
                        .over())
                .as("a quarter of an hour is shorter than a sample")
                .isEqualTo(Duration.ofHours(1));
        assertThat(StartUp.of(record(QUARTER, even(4, 1_500)), HUNDRED, 76_000).reached())
                .as("the last window counts")
                .contains(Duration.ofHours(1));
    }

    private static BolusAccuracy boluses(Long... picolitres) {
        return new BolusAccuracy(new Volume(10_000), 100, 500_000, List.of(picolitres));
    }

    /** Of 10 uL 10 % are claimed, and two strokes of 500 nL are 10 % more. */
    @Test
    void aBolusIsWithinAtTheBorder() {
        assertThat(boluses(12_000_000L).isWithin()).isTrue();
        assertThat(boluses(8_000_000L, 10_000_000L).isWithin()).isTrue();
        assertThat(boluses(12_000_001L, 10_000_000L).isWithin()).isFalse();
        assertThat(boluses(10_000_000L, 7_999_999L).isWithin()).isFalse();
        assertThat(boluses(9_000_000L, 11_500_000L).toJson().canonicalText())
                .isEqualTo("{\"allowed\":\"20 %\",\"count\":2,\"least\":\"-10 %\",\"mean\":\"2.5 %\",\"most\":\"15 %\","
                        + "\"wanted\":\"0.01 mL\",\"within\":true}");
        assertThatThrownBy(CourseTest::boluses).hasMessageContaining("one at least");
    }

    @Test
    void allOfItHasToBeWithin() {
        Course good = Course.of(record(QUARTER, even(4, 1_500)), HUNDRED, 100, 0);
        Course bad = Course.of(record(QUARTER, even(4, 2_000)), HUNDRED, 100, 0);
        BolusAccuracy exact = boluses(10_000_000L);
        BolusAccuracy wrong = boluses(1L);
        assertThat(new Accuracy(List.of(good), List.of(), List.of(), List.of()).isWithin())
                .isTrue();
        assertThat(new Accuracy(List.of(), List.of(exact), List.of(), List.of()).isWithin())
                .isTrue();
        assertThat(new Accuracy(List.of(good), List.of(exact), List.of(), List.of()).isWithin())
                .isTrue();
        assertThat(new Accuracy(List.of(good, bad), List.of(exact), List.of(), List.of()).isWithin())
                .isFalse();
        assertThat(new Accuracy(List.of(good), List.of(exact, wrong), List.of(), List.of()).isWithin())
                .isFalse();
        JsonObject json = new Accuracy(List.of(good), List.of(exact), List.of(), List.of("a note")).toJson();
        assertThat(json.flag("within")).isTrue();
        assertThat(json.array("courses").objects()).containsExactly(good.toJson());
        assertThat(json.array("boluses").objects()).containsExactly(exact.toJson());
        assertThat(json.array("notes").strings()).containsExactly("a note");
    }
}
