// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.Solution;
import org.cisterna.sim.Truth;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** What flows, by strokes, whatever the firmware believes. */
final class DeliveryTest {

    private static final Solution MORPHINE = Solution.of(Map.of("morphine", new Concentration(10_000_000)));

    @Test
    void aDayIsItsNumberOfStrokesAndTheFractionIsCarried() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(Bench.fields(7)));
        Truth before = bench.truth();
        bench.pass(Duration.ofDays(1));
        assertThat(Bench.strokes(before, bench.truth())).isBetween(6L, 8L);
        bench.pass(Duration.ofDays(99));
        assertThat(Bench.strokes(before, bench.truth())).isBetween(699L, 701L);
        assertThat(Bench.conserved(bench.truth())).isTrue();
    }

    @Test
    void theSlowestPumpMakesOneStrokeADay() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(Bench.fields(1)));
        bench.pass(Duration.ofDays(1));
        Truth before = bench.truth();
        bench.pass(Duration.ofDays(10));
        assertThat(Bench.strokes(before, bench.truth())).isEqualTo(10);
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

    /** Prime, bridge, day and a valve that closes on the way, with an over-delivering pump. */
    private static Bench story() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        bench.device.inject(DeviceFault.ACCURACY_OFFSET, 37);
        host.change(
                1,
                1,
                Bench.programme(Bench.fields(70)
                        .uint(5, 20)
                        .group(6, new TlvWriter().uint(1, 30).uint(2, 90))));
        bench.pass(Duration.ofHours(30));
        bench.device.inject(DeviceFault.FLOW_VALVE, 1);
        bench.pass(Duration.ofHours(5));
        bench.device.inject(DeviceFault.FLOW_VALVE, 0);
        return bench;
    }

    @Test
    void primeThenBridgeThenDay() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        Truth before = bench.truth();
        host.change(
                1,
                1,
                Bench.programme(Bench.fields(96)
                        .uint(5, 20)
                        .group(6, new TlvWriter().uint(1, 48).uint(2, 120))));
        assertThat(host.state().phase()).isEqualTo(Code.PRIME);
        assertThat(host.state().parts()).isEqualTo("5:2:0 6:1:0 ");
        bench.pass(Duration.ofMillis(20 * 6_000 - 1));
        assertThat(Bench.strokes(before, bench.truth())).isEqualTo(19);
        bench.pass(Duration.ofMillis(1));
        assertThat(Bench.strokes(before, bench.truth())).isEqualTo(20);
        State bridge = host.state();
        assertThat(bridge.phase()).isEqualTo(Code.BRIDGE);
        assertThat(bridge.rate()).isEqualTo(48);
        bench.pass(Duration.ofHours(2));
        assertThat(Bench.strokes(before, bench.truth())).isBetween(23L, 25L);
        host.open();
        State day = host.state();
        assertThat(day.phase()).isEqualTo(Code.DAY);
        assertThat(day.rate()).isEqualTo(96);
        assertThat(day.parts()).startsWith("5:3:20 6:3:");
        bench.pass(Duration.ofDays(10));
        assertThat(Bench.strokes(before, bench.truth())).isBetween(983L, 985L);
    }

    @Test
    void aBolusComesEvenlyOnTopOfTheDay() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(Bench.fields(24)));
        bench.pass(Duration.ofMinutes(30));
        host.open();
        Truth before = bench.truth();
        host.change(
                2,
                2,
                Bench.programme(
                        Bench.fields(24).group(7, new TlvWriter().uint(1, 10).uint(2, 60))));
        bench.pass(Duration.ofMinutes(30));
        assertThat(Bench.strokes(before, bench.truth())).isBetween(5L, 6L);
        host.open();
        assertThat(host.state().bolus()).isPresent();
        bench.pass(Duration.ofMinutes(30));
        assertThat(Bench.strokes(before, bench.truth())).isBetween(10L, 12L);
        assertThat(host.state().bolus()).isEmpty();
        assertThat(host.state().parts()).isEqualTo("7:3:10 ");
        bench.pass(Duration.ofDays(2));
        assertThat(Bench.strokes(before, bench.truth())).isBetween(58L, 60L);
        bench.device.inject(DeviceFault.RESTART, 1);
        Truth restarted = bench.truth();
        bench.pass(Duration.ofDays(1));
        assertThat(Bench.strokes(restarted, bench.truth()))
                .as("a bolus is not given again after a restart")
                .isBetween(23L, 25L);
    }

    @Test
    void inAStrongFieldTenMicrolitresComeAndThenNothingUntilTheValveIsResetByHand() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        Truth before = bench.truth();
        bench.device.inject(DeviceFault.STRONG_FIELD, 1);
        assertThat(bench.truth().pushedPicolitres() - before.pushedPicolitres()).isEqualTo(10_000_000);
        assertThatThrownBy(() -> bench.device.inject(DeviceFault.FLOW_VALVE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave the field");
        bench.device.inject(DeviceFault.STRONG_FIELD, 0);
        Truth after = bench.truth();
        assertThat(host.state().delivery()).as("the firmware is not told").isEqualTo(Code.DELIVERING);

        bench.pass(Duration.ofMinutes(3 * 21));
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(after.pushedPicolitres());
        State noticed = host.state();
        assertThat(noticed.delivery()).isEqualTo(Code.NO_FLOW);
        assertThat(noticed.alarms()).contains(Code.ALARM_VALVE);
        long counted = noticed.strokes();
        bench.pass(Duration.ofDays(1));
        host.open();
        assertThat(host.state().strokes())
                .as("strokes that move nothing do not count")
                .isEqualTo(counted);
        assertThat(bench.truth().flowing()).isFalse();

        bench.device.inject(DeviceFault.FLOW_VALVE, 0);
        bench.pass(Duration.ofHours(1));
        State again = host.open().kind() == Code.REFUSED ? noticed : host.state();
        assertThat(again.delivery()).isEqualTo(Code.DELIVERING);
        assertThat(again.alarms()).doesNotContain(Code.ALARM_VALVE);
        assertThat(Bench.strokes(after, bench.truth())).isBetween(1L, 4L);
        assertThat(Bench.conserved(bench.truth())).isTrue();
    }

    @Test
    void aBlockedCatheterLooksLikeAClosedValveAndGivesNoBolusWhenItIsFree() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        bench.device.inject(DeviceFault.OCCLUSION, 1);
        Truth before = bench.truth();
        bench.pass(Duration.ofHours(2));
        host.open();
        assertThat(host.state().delivery()).isEqualTo(Code.NO_FLOW);
        assertThat(host.state().alarms()).contains(Code.ALARM_VALVE);
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(before.pushedPicolitres());
        assertThat(bench.truth().flowing()).isFalse();

        bench.device.inject(DeviceFault.OCCLUSION, 0);
        assertThat(bench.truth().atTipPicolitres()).isEqualTo(before.atTipPicolitres());
        bench.pass(Duration.ofHours(1));
        host.open();
        assertThat(host.state().delivery()).isEqualTo(Code.DELIVERING);
    }

    @Test
    void aLeakIsLostAndNobodyIsTold() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        bench.device.inject(DeviceFault.LEAK, 250);
        Truth before = bench.truth();
        bench.pass(Duration.ofDays(2));
        host.open();
        assertThat(host.state().alarms()).isEmpty();
        long pushed = bench.truth().pushedPicolitres() - before.pushedPicolitres();
        assertThat(bench.truth().lostPicolitres()).isEqualTo(pushed / 4);
        assertThat(bench.truth().atTipPicolitres() - before.atTipPicolitres()).isEqualTo(pushed * 3 / 4);
    }

    @Test
    void theLatencyOfNoticingIsThreeStrokes() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(Bench.fields(1)));
        bench.device.inject(DeviceFault.FLOW_VALVE, 1);
        bench.pass(Duration.ofDays(2));
        host.open();
        assertThat(host.state().delivery()).isEqualTo(Code.DELIVERING);
        bench.pass(Duration.ofDays(1));
        host.open();
        assertThat(host.state().delivery()).isEqualTo(Code.NO_FLOW);
    }

    @Test
    void anEmptiedPumpGivesNothingInTheFieldAndNeedsNoReset() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.halt(TestHost.id(1));
        bench.device.withdraw(new Volume(20_000_000));
        Truth empty = bench.truth();
        bench.device.inject(DeviceFault.STRONG_FIELD, 1);
        bench.pass(Duration.ofHours(1));
        bench.device.inject(DeviceFault.STRONG_FIELD, 0);
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(empty.pushedPicolitres());
        bench.device.fill(new Volume(20_000_000), MORPHINE);
        host.open();
        host.change(2, 2, Bench.programme(Bench.fields(70).uint(4, 20_000_000)));
        bench.pass(Duration.ofDays(2));
        assertThat(Bench.strokes(empty, bench.truth())).isBetween(139L, 141L);
        assertThat(Bench.conserved(bench.truth())).isTrue();
    }

    @Test
    void whoFillsInTheFieldHasTheSurge() throws IOException {
        Bench bench = new Bench();
        bench.device.withdraw(new Volume(20_000_000));
        bench.device.inject(DeviceFault.STRONG_FIELD, 1);
        Truth before = bench.truth();
        bench.device.fill(new Volume(5_000_000), MORPHINE);
        assertThat(bench.truth().pushedPicolitres() - before.pushedPicolitres()).isEqualTo(10_000_000);
    }

    @Test
    void aPumpThatOverDeliversRunsDryAndFindsOutByItsAccumulator() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        bench.device.inject(DeviceFault.ACCURACY_OFFSET, 500);
        host.change(1, 1, Bench.programme(Bench.fields(700)));
        bench.pass(Duration.ofDays(9).plusHours(12));
        host.open();
        State state = host.state();
        assertThat(state.delivery()).isEqualTo(Code.NO_FLOW);
        assertThat(state.reservoir()).as("by its own count there is much left").isGreaterThan(3_000_000);
        assertThat(bench.truth().usablePicolitres()).isZero();
        assertThat(Bench.conserved(bench.truth())).isTrue();
    }

    @Test
    void whatItCountsFallsToTheRefillAlarmAndToTheEnd() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(Bench.fields(1_000).uint(4, 4_000_000)));
        bench.pass(Duration.ofHours(12).minusMinutes(2));
        host.open();
        assertThat(host.state().alarms()).isEmpty();
        bench.pass(Duration.ofMinutes(2));
        assertThat(host.state().alarms()).containsExactly(Code.ALARM_REFILL);
        bench.pass(Duration.ofHours(36));
        host.open();
        State empty = host.state();
        assertThat(empty.delivery()).isEqualTo(Code.EMPTY);
        assertThat(empty.reservoir()).isZero();
        Truth at = bench.truth();
        bench.pass(Duration.ofDays(3));
        assertThat(bench.truth().pushedPicolitres()).isEqualTo(at.pushedPicolitres());
        host.open();
        assertThat(host.state().alarms()).contains(Code.ALARM_EMPTY, Code.ALARM_NOT_DELIVERING);
    }

    @Test
    void withTheBatteryDeliveryEnds() throws IOException {
        Bench bench = new Bench();
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, Bench.programme(Bench.fields(1)));
        bench.pass(Duration.ofDays(117 * 30 + 1));
        host.open();
        assertThat(host.state().battery()).isEqualTo(2);
        bench.pass(Duration.ofDays(90));
        host.open();
        State spent = host.state();
        assertThat(spent.battery()).isEqualTo(3);
        assertThat(spent.delivery()).isEqualTo(Code.SPENT);
        assertThat(TestHost.refusal(host.stage(TestHost.id(2), 2, Bench.NEW))).isEqualTo(Code.IS_SPENT);
    }

    @Test
    void aDeviceIsMadeAsItsClassAllowsOrNotAtAll() {
        for (long rate : List.of(140_001L, 0L, 28_802_000L)) {
            assertThatThrownBy(() -> new PrometraFamily()
                            .open(
                                    Bench.setup(
                                            "P2-20", new Volume(20_000_000), List.of(new DaySchedule.Step(0, rate))),
                                    DeviceMemory.open(new SimulatedStorage(1), "d"),
                                    Randomness.seeded(1),
                                    Bench.IMPLANTED))
                    .as("rate " + rate)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new PrometraFamily()
                        .open(
                                Bench.setup("S2-20", new Volume(20_000_000), List.of()),
                                DeviceMemory.open(new SimulatedStorage(1), "d"),
                                Randomness.seeded(1),
                                Bench.IMPLANTED))
                .hasMessageContaining("P2-20");
    }
}
