// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.junit.jupiter.api.Test;

/** The arithmetic of the curves, by the golden vector, by cases worked by hand, and against a slow way over all windows. */
final class TrumpetTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** 100 nL/min. */
    private static final FlowRate HUNDRED = new FlowRate(144_000);

    private static FlowRecord record(Duration interval, long... nanolitres) {
        List<Long> flowed = new ArrayList<>(List.of(0L));
        for (long each : nanolitres) {
            flowed.add(flowed.get(flowed.size() - 1) + each * 1_000);
        }
        return new FlowRecord(interval, flowed);
    }

    private static final FlowRecord GOLDEN = record(MINUTE, 100, 110, 90, 100, 130, 70, 100, 140);

    /** Q = 100, 110, 90, 100, 130, 70, 100, 140 at r = 100: kills disjoint windows, a window too few, and dividing by the measured mean. */
    @Test
    void theGoldenVector() {
        List<Trumpet.Window> windows = Trumpet.windows(GOLDEN, HUNDRED, List.of(1, 2, 4, 8));
        assertThat(windows).extracting(Trumpet.Window::windows).containsExactly(8, 7, 5, 1);
        assertThat(windows)
                .extracting(Trumpet.Window::most)
                .containsExactly(Ratio.of(40), Ratio.of(20), Ratio.of(10), Ratio.of(5));
        assertThat(windows)
                .extracting(Trumpet.Window::least)
                .containsExactly(Ratio.of(-30), Ratio.of(-15), Ratio.of(-5, 2), Ratio.of(5));
        assertThat(Trumpet.mean(GOLDEN, HUNDRED)).isEqualTo(Ratio.of(5));
    }

    /** A pump of 1 uL strokes at 0.5 mL/day, sampled every 15 min: what quantisation does, and its bound. */
    @Test
    void aPumpOfStrokesStaysWithinItsBound() {
        FlowRate rate = new FlowRate(500_000);
        List<Long> flowed = new ArrayList<>();
        for (int i = 0; i <= 1_344; i++) {
            long due = 500_000L * i * 15 / 1_440;
            flowed.add(due / 1_000 * 1_000_000);
        }
        FlowRecord record = new FlowRecord(Duration.ofMinutes(15), flowed);
        List<Trumpet.Window> windows = Trumpet.windows(record, rate, Trumpet.MINUTES);
        assertThat(windows).hasSize(9);
        assertThat(windows.get(0).most().decimal(1)).isEqualTo("15.2");
        assertThat(windows.get(0).least().decimal(1)).isEqualTo("-4");
        assertThat(Trumpet.strokeBound(1_000_000, rate, Duration.ofMinutes(15)).decimal(1))
                .isEqualTo("19.2");
        for (Trumpet.Window each : windows) {
            Ratio bound = Trumpet.strokeBound(1_000_000, rate, each.length());
            assertThat(each.most()).as("%s", each.length()).isLessThanOrEqualTo(bound);
            assertThat(each.least()).as("%s", each.length()).isGreaterThanOrEqualTo(bound.negated());
        }
    }

    @Test
    void aWindowThatFitsNoIntervalsIsRefusedAndOneThatIsTooLongIsLeftOut() {
        assertThatThrownBy(() -> Trumpet.windows(record(Duration.ofMinutes(2), 1, 2, 3), HUNDRED, List.of(3)))
                .hasMessageContaining("3 min");
        assertThat(Trumpet.windows(GOLDEN, HUNDRED, List.of(9))).isEmpty();
    }

    @Test
    void itAgreesWithTheSumOfEachIntervalsError() {
        long seed = 20_261_122L;
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 200; run++) {
            long[] given = random.longs(1 + random.nextInt(30), 0, 300).toArray();
            int k = 1 + random.nextInt(given.length);
            Trumpet.Window window =
                    Trumpet.windows(record(MINUTE, given), HUNDRED, List.of(k)).get(0);
            Ratio most = null;
            for (int i = 0; i + k <= given.length; i++) {
                Ratio sum = Ratio.ZERO;
                for (int j = i; j < i + k; j++) {
                    // (S/P)·Σ 100·(Q - r)/r, which with r = 100 is the mean of Q - 100
                    sum = sum.plus(Ratio.of(given[j] - 100));
                }
                Ratio error = sum.dividedBy(k);
                most = most == null || error.compareTo(most) > 0 ? error : most;
            }
            assertThat(window.most()).as("seed %s, run %s", seed, run).isEqualTo(most);
        }
    }

    @Test
    void aCourseIsJudgedByClaimAndStroke() {
        long[] even = new long[200];
        java.util.Arrays.fill(even, 101);
        even[150] = 300;
        Course course = Course.of(record(MINUTE, even), HUNDRED, 100, 0);
        assertThat(course.settledAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(course.isMeanWithin()).isTrue();
        assertThat(course.windows().get(0).length()).isEqualTo(Duration.ofMinutes(15));
        assertThat(course.isWithin())
                .as("300 nL in a minute: 14.3 % over 15 min, claimed 10 %")
                .isFalse();
        assertThat(Course.of(record(MINUTE, even), HUNDRED, 100, 200_000).isWithin())
                .as("a pump with strokes of 200 nL may: 13.3 % more over 15 min")
                .isTrue();
        assertThat(course.toJson().array("windows").objects().get(0).string("most"))
                .isEqualTo("14.27 %");
    }

    @Test
    void theStartIsSeen() {
        long[] slow = new long[240];
        java.util.Arrays.fill(slow, 100);
        java.util.Arrays.fill(slow, 0, 20, 0);
        StartUp start = StartUp.of(record(MINUTE, slow), HUNDRED, 0);
        assertThat(start.over()).isEqualTo(Duration.ofMinutes(15));
        assertThat(start.reached()).contains(Duration.ofMinutes(35));
        assertThat(start.extraPicolitres()).isEqualTo(Ratio.of(-2_000_000));
        assertThat(start.curve().get(19)).isEqualTo(Ratio.of(-100));
        assertThat(StartUp.of(record(MINUTE, new long[60]), HUNDRED, 0).reached())
                .isEmpty();
    }

    @Test
    void bolusesAreJudgedOneByOne() {
        org.cisterna.quantity.Volume wanted = new org.cisterna.quantity.Volume(10_000);
        BolusAccuracy good = new BolusAccuracy(wanted, 100, 500_000, List.of(10_000_000L, 12_000_000L, 8_000_000L));
        assertThat(good.allowed()).isEqualTo(Ratio.of(20));
        assertThat(good.isWithin()).isTrue();
        assertThat(new BolusAccuracy(wanted, 100, 500_000, List.of(10_000_000L, 7_900_000L)).isWithin())
                .isFalse();
        assertThat(new Accuracy(List.of(), List.of(), List.of(), List.of("nothing")).isWithin())
                .as("no data is never within")
                .isFalse();
    }
}
