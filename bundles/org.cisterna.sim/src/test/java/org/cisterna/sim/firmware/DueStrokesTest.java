// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Battery;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.Plug;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.Solution;
import org.cisterna.sim.StrokeMotor;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** The number of strokes that are due and the time at which they are is one question, asked in two ways. */
final class DueStrokesTest {

    private static final long STROKE = 2_000;
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    private static final class Clockwork extends DeviceState {

        Clockwork(long at, int drift) {
            super(
                    new PumpBody(new Volume(1), new Volume(1), new Plug(1, Solution.DRUG_FREE), List.<Plug>of()),
                    new Pairings(new Pairings.Terms(key -> key, role -> 1, 1, 1)),
                    1,
                    0,
                    new Battery.Cell(1_000, 1, 1, 1, 1, Long.MAX_VALUE));
            time().drift(0, drift);
            livedTo(at);
        }

        @Override
        protected long strokesCounted() {
            return 0;
        }
    }

    private static void agree(DueStrokes due, long at, long most, String as) {
        assertThat(due.until(at)).as(as).isZero();
        assertThat(due.timeOf(0)).as(as).isEqualTo(at);
        long before = at;
        for (long strokes = 1; strokes <= most; strokes++) {
            long time = due.timeOf(strokes);
            assertThat(time).as("%s, stroke %s", as, strokes).isGreaterThanOrEqualTo(before);
            assertThat(due.until(time)).as("%s, stroke %s", as, strokes).isGreaterThanOrEqualTo(strokes);
            assertThat(due.until(time - 1))
                    .as("%s, before stroke %s", as, strokes)
                    .isLessThan(strokes);
            before = time;
        }
    }

    @Test
    void ofADayWithAndWithoutABolusAndWhateverTheClockDrifts() {
        Random random = new Random(Seeds.seed("DueStrokesTest.ofADay"));
        for (int run = 0; run < 200; run++) {
            long at = 1 + random.nextLong(3 * DAY);
            DeviceState device = new Clockwork(at, random.nextInt(20_001) - 10_000);
            StrokeMotor motor = new StrokeMotor(STROKE, random.nextLong(STROKE * DAY));
            DaySchedule schedule = new DaySchedule(List.of(
                    new DaySchedule.Step(0, STROKE * (1 + random.nextInt(700))),
                    new DaySchedule.Step(1 + random.nextInt(1_439), STROKE * (1 + random.nextInt(700)))));
            Optional<SpreadBolus> bolus = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new SpreadBolus(
                            1 + random.nextInt(40), device.device(), (1 + random.nextInt(90)) * MINUTE, 0));
            agree(DueStrokes.ofDay(device, motor, schedule, bolus), at, 60, "run " + run);
        }
    }

    @Test
    void ofAPrimeUntilAllOfItIsMade() {
        Random random = new Random(Seeds.seed("DueStrokesTest.ofAPrime"));
        for (int run = 0; run < 200; run++) {
            long at = 1 + random.nextLong(3 * DAY);
            DeviceState device = new Clockwork(at, random.nextInt(20_001) - 10_000);
            long each = 1 + random.nextLong(10 * MINUTE);
            int made = random.nextInt(20);
            int ordered = made + 1 + random.nextInt(40);
            long from = device.device() - made * each - random.nextLong(each);
            DueStrokes due = DueStrokes.ofPrime(device, from, each, ordered, made);
            agree(due, at, ordered - made, "run " + run);
            assertThat(due.until(at + 400L * 60 * each))
                    .as("no more than was ordered")
                    .isEqualTo(ordered - made);
        }
    }

    @Test
    void aBolusIsSpreadOverItsTimeAndGivenWhole() {
        SpreadBolus bolus = new SpreadBolus(7, 1_000, 10 * MINUTE, 0);
        assertThat(bolus.dueBy(1_000)).isZero();
        assertThat(bolus.dueBy(1_000 + 5 * MINUTE)).isEqualTo(3);
        assertThat(bolus.dueBy(bolus.end() - 1)).isEqualTo(6);
        assertThat(bolus.dueBy(bolus.end())).isEqualTo(7);
        assertThat(bolus.dueBy(bolus.end() + DAY)).isEqualTo(7);
        assertThat(bolus.with(6).isWhole()).isFalse();
        assertThat(bolus.with(7).isWhole()).isTrue();
    }
}
