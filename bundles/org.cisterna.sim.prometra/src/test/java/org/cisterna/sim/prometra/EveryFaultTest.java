// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.Truth;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong changes what is delivered, and not how it is worked out. */
final class EveryFaultTest {

    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;

    private static PumpState pump(long nanolitresPerDay) throws IOException {
        DeviceMemory memory = DeviceMemory.open(new SimulatedStorage(1), "d");
        List<Step> day = List.of(new Step(0, nanolitresPerDay), new Step(720, 2 * nanolitresPerDay));
        new PrometraFamily()
                .open(Bench.setup("P2-20", new Volume(20_000_000), day), memory, Randomness.seeded(1), Bench.IMPLANTED);
        return Image.read(memory.image().orElseThrow());
    }

    /** Law 12: the same times and faults give the same device, however finely time is cut. */
    @Test
    void itDoesNotMatterHowOftenAPumpIsAsked() throws IOException {
        Random random = new Random(Seeds.seed("EveryFaultTest.pieces"));
        List<DeviceFault> known = new ArrayList<>(Faults.KNOWN);
        for (int run = 0; run < 60; run++) {
            long rate = 2_000L * (1 + random.nextInt(900));
            PumpState whole = pump(rate);
            PumpState cut = pump(rate);
            long at = whole.at();
            for (int turn = 0; turn < 9; turn++) {
                long end = at + 1 + random.nextInt(20 * 1_440) * MINUTE;
                Course.advance(whole, end);
                while (at < end) {
                    at = Math.min(end, at + 1 + random.nextInt(2_000) * MINUTE);
                    Course.advance(cut, at);
                }
                DeviceFault fault = known.get(random.nextInt(known.size()));
                long value = value(fault, random);
                if (fault != DeviceFault.FLOW_VALVE || !whole.inField) {
                    Faults.inject(whole, fault, value);
                    Faults.inject(cut, fault, value);
                }
                assertThat(Image.of(cut)).isEqualTo(Image.of(whole));
            }
            Truth truth = whole.body().truth(Bench.IMPLANTED, false);
            assertThat(Bench.conserved(truth)).isTrue();
        }
    }

    private static long value(DeviceFault fault, Random random) {
        return switch (fault.form()) {
            case ONCE -> 0;
            case PER_MILLE -> random.nextLong(Math.max(-200, fault.least()), 201);
            case MILLISECONDS -> random.nextLong(Math.max(-7_200_000, fault.least()), 7_200_001);
            default -> random.nextLong(fault.least(), fault.most() + 1);
        };
    }

    private static long pushedOnTheTenthDayBeforeNoon(PumpState s) {
        Course.advance(s, s.implanted() + 10 * DAY + 580 * MINUTE);
        long before = s.body().truth(Bench.IMPLANTED, false).pushedPicolitres();
        Course.advance(s, s.at() + 120 * MINUTE);
        return (s.body().truth(Bench.IMPLANTED, false).pushedPicolitres() - before) / 1_000;
    }

    @Test
    void theDayGoesByItsOwnClock() throws IOException {
        PumpState right = pump(1_000_000);
        PumpState fast = pump(1_000_000);
        Faults.inject(fast, DeviceFault.CLOCK_DRIFT, 10_000);
        assertThat(pushedOnTheTenthDayBeforeNoon(right))
                .as("two hours of the morning")
                .isBetween(83_333L - Limits.STROKE, 83_333L + Limits.STROKE);
        assertThat(pushedOnTheTenthDayBeforeNoon(fast))
                .as("its noon came before 10, and its hours are shorter by one in a hundred")
                .isBetween(168_333L - Limits.STROKE, 168_333L + Limits.STROKE);
    }

    @Test
    void aFlowValveThatFailsLetsAllOfItOut() throws IOException {
        PumpState s = pump(140_000);
        Faults.inject(s, DeviceFault.FLOW_VALVE_FAILS, 1);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 1);
        assertThat(s.body().isDry()).isTrue();
        assertThat(s.body().truth(Bench.IMPLANTED, false).atTipPicolitres()).isEqualTo(20_000_000_000L);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 0);
        Course.advance(s, s.at() + DAY);
        assertThat(s.delivery)
                .as("nothing is left that could refill the accumulator")
                .isEqualTo(Code.NO_FLOW);
        assertThat(s.calculated).isGreaterThan(19_000_000);
    }

    @Test
    void theMoreItGivesTheSoonerTheBatteryEnds() throws IOException {
        PumpState slow = pump(2_000);
        PumpState fast = pump(1_400_000);
        for (PumpState s : List.of(slow, fast)) {
            s.calculated = 20_000_000_000L;
            Course.advance(s, s.at() + 3_000 * DAY);
        }
        assertThat(slow.alarm(Code.ALARM_ERI)).isFalse();
        assertThat(fast.alarm(Code.ALARM_ERI))
                .as("1050 strokes a day are four tenths of a day")
                .isTrue();
        assertThat(fast.alarm(Code.ALARM_EOS)).isTrue();
        assertThat(fast.delivery).isEqualTo(Code.SPENT);
    }

    @Test
    void aFilmMakesNineDaysOfNinety() throws IOException {
        PumpState s = pump(2_000);
        s.calculated = 20_000_000_000L;
        Faults.inject(s, DeviceFault.BATTERY_FILM, 1);
        Course.advance(s, s.at() + 3_520 * DAY);
        assertThat(s.delivery).isEqualTo(Code.SPENT);
    }

    @Test
    void theLockoutPassesByItsOwnClock() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(Bench.fields(70).group(8, Bench.patientBolus(5, 10, 60, 3))));
        bench.device.inject(DeviceFault.CLOCK_DRIFT, -10_000);
        assertThat(bench.device.patientAsks()).isTrue();
        bench.pass(Duration.ofMinutes(71));
        bench.device.inject(DeviceFault.CLOCK_OFFSET, 5 * 3_600_000L);
        assertThat(bench.device.patientAsks())
                .as("its 70 minutes are 70 min 42 s, and then 18 s")
                .isTrue();
        bench.pass(Duration.ofMinutes(70));
        assertThat(bench.device.patientAsks()).isFalse();
        bench.pass(Duration.ofSeconds(43));
        assertThat(bench.device.patientAsks()).isTrue();
    }
}
