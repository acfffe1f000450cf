// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

final class DayScheduleTest {

    /** Worked example W9: 163,000 nL a day. */
    private static final DaySchedule W9 = new DaySchedule(
            List.of(new Step(0, 120_000), new Step(360, 240_000), new Step(600, 144_000), new Step(1080, 180_000)));

    private static DaySchedule random(Random random) {
        TreeSet<Integer> starts = new TreeSet<>(List.of(0));
        int more = random.nextInt(13);
        for (int i = 0; i < more; i++) {
            starts.add(random.nextInt(1440));
        }
        List<Step> steps = new ArrayList<>();
        starts.forEach(s -> steps.add(new Step(s, random.nextInt(4) == 0 ? 0 : 1_000L * (1 + random.nextInt(24_000)))));
        return new DaySchedule(steps);
    }

    @Test
    void aDayOfW9Is163Microlitres() {
        assertThat(W9.between(0, DaySchedule.DAY)).isEqualTo(163_000 * DaySchedule.DAY);
        assertThat(W9.between(12_345, 12_345 + 30 * DaySchedule.DAY)).isEqualTo(30 * 163_000 * DaySchedule.DAY);
        assertThat(W9.stepAt(6 * 3_600_000L - 1)).isZero();
        assertThat(W9.stepAt(6 * 3_600_000L)).isEqualTo(1);
        assertThat(W9.stepAt(-1)).isEqualTo(3);
    }

    @Test
    void piecesAddUpAndTheTimeOfAnAmountIsTheEarliest() {
        long seed = Seeds.seed("DayScheduleTest.piecesAddUp");
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            DaySchedule schedule = random(random);
            long from = random.nextLong(-5 * DaySchedule.DAY, 20_000 * DaySchedule.DAY);
            long middle = from + random.nextLong(3 * DaySchedule.DAY);
            long to = middle + random.nextLong(3 * DaySchedule.DAY);
            assertThat(schedule.between(from, middle) + schedule.between(middle, to))
                    .isEqualTo(schedule.between(from, to));

            long amount = 1 + random.nextLong(1_000_000 * DaySchedule.DAY);
            long time = schedule.timeOf(from, amount);
            if (time == Long.MAX_VALUE) {
                assertThat(schedule.between(from, from + DaySchedule.DAY)).isZero();
            } else {
                assertThat(schedule.between(from, time)).isGreaterThanOrEqualTo(amount);
                assertThat(schedule.between(from, time - 1)).isLessThan(amount);
            }
        }
    }

    @Test
    void strokesDoNotDependOnHowTimeIsCut() {
        long seed = Seeds.seed("DayScheduleTest.strokes");
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            DaySchedule schedule = random(random);
            long end = random.nextLong(40 * DaySchedule.DAY);
            StrokeMotor whole = new StrokeMotor(10, 0);
            long expected = whole.turn(schedule.between(0, end));

            StrokeMotor cut = new StrokeMotor(10, 0);
            long strokes = 0;
            for (long at = 0; at < end; ) {
                long next = Math.min(end, at + 1 + random.nextLong(DaySchedule.DAY));
                strokes += cut.turn(schedule.between(at, next));
                at = next;
            }
            assertThat(strokes).isEqualTo(expected);
            assertThat(cut.carried()).isEqualTo(whole.carried());
        }
    }

    @Test
    void aStrokeIsCompleteWhenTheMotorSaysSo() {
        StrokeMotor motor = new StrokeMotor(10, 5);
        assertThat(motor.turn(motor.untilStroke(3) - 1)).isEqualTo(2);
        assertThat(motor.turn(1)).isEqualTo(1);
        assertThat(motor.untilStroke(0)).isZero();
    }

    @Test
    void daysWithGapsAreRefused() {
        assertThatThrownBy(() -> new DaySchedule(List.of(new Step(1, 5)))).hasMessageContaining("minute 0");
        assertThatThrownBy(() -> new DaySchedule(List.of(new Step(0, 5), new Step(0, 6))))
                .hasMessageContaining("one after the other");
        assertThatThrownBy(() -> new Step(1440, 1)).hasMessageContaining("1440");
        assertThatThrownBy(() -> W9.between(5, 4)).hasMessageContaining("does not go back");
    }
}
