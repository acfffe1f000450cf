// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.Truth;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.sim.medstream.Code.Phase;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** What flows, and when, for what was programmed and what goes wrong. */
final class DeliveryTest {

    @Test
    void theFractionOfAPulseIsCarriedOverDaysAndProgrammes() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(101_000, "p.reservoir=20000000"));
        Truth before = bench.truth();
        bench.pass(Duration.ofDays(80));
        assertThat(Bench.pulses(before, bench.truth()))
                .as("126.25 pulses a day, 80 days")
                .isBetween(10_099L, 10_101L);
        Truth between = bench.truth();
        for (int day = 0; day < 80; day++) {
            host.open();
            host.change(2 + day, 2 + day, Bench.programme(day % 2 == 0 ? 100_000 : 102_000, "p.prime=800"));
            bench.pass(Duration.ofDays(1));
        }
        assertThat(Bench.pulses(between, bench.truth()))
                .as("the same rate on average, less the times of 80 primes, and a pulse of each")
                .isBetween(10_176L, 10_181L);
        assertThat(Bench.conserved(bench.truth())).isTrue();
    }

    @Test
    void aDayInStepsGivesEachStepItsVolume() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.NEW);
        Truth start = bench.truth();
        bench.pass(Duration.ofHours(8));
        assertThat(Bench.pulses(start, bench.truth())).isBetween(49L, 51L);
        bench.pass(Duration.ofHours(12));
        assertThat(Bench.pulses(start, bench.truth())).isBetween(199L, 201L);
        bench.pass(Duration.ofHours(4));
        assertThat(Bench.pulses(start, bench.truth())).isBetween(219L, 222L);
    }

    @Test
    void itDoesNotMatterHowOftenAPumpIsAsked() throws IOException {
        long seed = Seeds.seed("DeliveryTest.pieces");
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            Bench whole = story();
            Bench pieces = story();
            Duration all = Duration.ofHours(400);
            whole.pass(all);
            for (long left = all.toMillis(); left > 0; ) {
                long piece = Math.min(left, 1 + random.nextInt(7_200_000));
                pieces.pass(Duration.ofMillis(piece));
                left -= piece;
            }
            assertThat(pieces.truth().json().canonicalText())
                    .as("seed " + seed)
                    .isEqualTo(whole.truth().json().canonicalText());
            assertThat(pieces.device.describe().canonicalText())
                    .as("seed " + seed)
                    .isEqualTo(whole.device.describe().canonicalText());
        }
    }

    /** Prime, bridge, day and a valve that stands on the way, with an over-delivering pump. */
    private static Bench story() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        bench.device.inject(DeviceFault.ACCURACY_OFFSET, 37);
        host.change(1, 1, Bench.programme(140_000, "p.prime=16000 p.bridge=110000:90"));
        bench.pass(Duration.ofHours(30));
        bench.device.inject(DeviceFault.MOTOR_STALL, 1);
        bench.pass(Duration.ofHours(5));
        bench.device.inject(DeviceFault.MOTOR_STALL, 0);
        return bench;
    }

    @Test
    void primeThenBridgeThenDay() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        Truth before = bench.truth();
        host.change(1, 1, Bench.programme(192_000, "p.prime=16000 p.bridge=115000:120"));
        assertThat(host.state().phase()).isEqualTo(Phase.PRIME);
        assertThat(host.state().parts()).isEqualTo("prime:RUNNING:0 bridge:WAITING:0 ");
        bench.pass(Duration.ofMillis(20 * 17_280 - 1));
        assertThat(Bench.pulses(before, bench.truth())).isEqualTo(19);
        bench.pass(Duration.ofMillis(1));
        assertThat(Bench.pulses(before, bench.truth())).isEqualTo(20);
        host.open();
        State bridge = host.state();
        assertThat(bridge.phase()).isEqualTo(Phase.BRIDGE);
        assertThat(bridge.rate()).isEqualTo(115_000);
        bench.pass(Duration.ofHours(2));
        assertThat(Bench.pulses(before, bench.truth())).isBetween(31L, 33L);
        host.open();
        State day = host.state();
        assertThat(day.phase()).isEqualTo(Phase.DAY);
        assertThat(day.rate()).isEqualTo(192_000);
        assertThat(day.parts()).startsWith("prime:DONE:16000 bridge:DONE:");
        bench.pass(Duration.ofDays(10));
        assertThat(Bench.pulses(before, bench.truth())).isBetween(2_430L, 2_433L);
    }

    @Test
    void aBolusComesEvenlyOnTopOfTheDay() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(192_000, "p.reservoir=19000000"));
        bench.pass(Duration.ofMinutes(30));
        host.open();
        Truth before = bench.truth();
        host.change(2, 2, Bench.programme(192_000, "p.bolus=16000:60"));
        bench.pass(Duration.ofMinutes(30));
        assertThat(Bench.pulses(before, bench.truth())).isBetween(14L, 16L);
        host.open();
        assertThat(host.state().bolus()).startsWith("16000:8000:");
        bench.pass(Duration.ofMinutes(30));
        assertThat(Bench.pulses(before, bench.truth())).isBetween(29L, 31L);
        assertThat(host.state().bolus()).isEqualTo("-");
        assertThat(host.state().parts()).isEqualTo("bolus:DONE:16000 ");
        bench.device.inject(DeviceFault.RESTART, 1);
        Truth restarted = bench.truth();
        bench.pass(Duration.ofDays(1));
        assertThat(Bench.pulses(restarted, bench.truth()))
                .as("a bolus is not given again after a restart")
                .isBetween(239L, 241L);
    }

    @Test
    void aValveThatStandsIsNoticedAfterThreePulsesAndGoesOnByItself() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        bench.device.inject(DeviceFault.STRONG_FIELD, 1);
        Truth before = bench.truth();
        bench.pass(Duration.ofMinutes(16));
        host.open();
        assertThat(host.state().delivery()).as("two pulses of 8.2 min").isEqualTo(Delivery.RUNNING);
        bench.pass(Duration.ofMinutes(10));
        host.open();
        State stands = host.state();
        assertThat(stands.delivery()).isEqualTo(Delivery.VALVE_STANDS);
        assertThat(stands.alarms()).containsExactly(Alarm.VALVE_STANDS);
        assertThat(bench.truth().flowing()).isFalse();
        bench.pass(Duration.ofHours(20));
        host.open();
        assertThat(host.state().delivered())
                .as("pulses that move nothing do not count from then on")
                .isEqualTo(stands.delivered());
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(before.pushedPicolitres());
        bench.device.inject(DeviceFault.STRONG_FIELD, 0);
        bench.pass(Duration.ofMinutes(9));
        host.open();
        assertThat(host.state().delivery()).isEqualTo(Delivery.RUNNING);
        assertThat(host.state().alarms()).isEmpty();
        assertThat(Bench.pulses(before, bench.truth())).isBetween(1L, 2L);
    }

    @Test
    void withTheBatteryDeliveryEnds() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(100_000, "p.reservoir=20000000"));
        bench.pass(Duration.ofDays(98 * 30));
        host.open();
        assertThat(host.state().battery()).isEqualTo("OK");
        bench.pass(Duration.ofDays(30));
        host.open();
        assertThat(host.state().battery()).isEqualTo("ERI");
        bench.pass(Duration.ofDays(90));
        host.open();
        State spent = host.state();
        assertThat(spent.battery()).isEqualTo("EOS");
        assertThat(spent.delivery()).isEqualTo(Delivery.SPENT);
        assertThat(TestHost.refusal(host.stage(TestHost.id(2), 2, Bench.NEW))).isEqualTo("SPENT");
    }

    @Test
    void aDeviceIsMadeAsItsClassAllowsOrNotAtAll() {
        for (long rate : List.of(140_500L, 99_000L, 4_001_000L)) {
            assertThatThrownBy(() -> opened("M3-20", List.of(new DaySchedule.Step(0, rate))))
                    .as("rate " + rate)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> opened("S2-20", List.of())).hasMessageContaining("M3-20");
    }

    private static void opened(String model, List<DaySchedule.Step> programme) throws IOException {
        new MedstreamFamily()
                .open(
                        Bench.setup(model, new Volume(20_000_000), programme),
                        DeviceMemory.open(new SimulatedStorage(1), "d"),
                        Randomness.seeded(1),
                        Bench.IMPLANTED);
    }
}
