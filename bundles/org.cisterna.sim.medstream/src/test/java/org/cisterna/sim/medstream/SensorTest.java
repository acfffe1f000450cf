// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.Solution;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.junit.jupiter.api.Test;

/** The fill-level sensor: what it sees, how it drifts, what hangs on it, and how it is calibrated. Section 9 of the protocol page. */
final class SensorTest {

    private static final Solution MORPHINE = Solution.of("morphine", new Concentration(10_000_000));

    private final Bench bench = new Bench();
    private final TestHost host = bench.pairedAndOpen();

    SensorTest() throws IOException {}

    private long usable() {
        return bench.truth().usablePicolitres() / 1_000;
    }

    private State later(Duration time) throws IOException {
        bench.pass(time);
        host.open();
        return host.state();
    }

    @Test
    void itDriftsWithTheDaysAndWithWhatPassedTheValve() throws IOException {
        State state = later(Duration.ofDays(40));
        long passed = 20_000_000 - usable();
        assertThat(passed).isEqualTo(50 * 140_000);
        assertThat(state.measured() - usable())
                .as("1,000 nL a day of 50, and 5 per mille")
                .isEqualTo(50_000 + passed * 5 / 1_000);
        assertThat(state.alarms()).isEmpty();
        assertThat(state.calculated()).isEqualTo(usable());
    }

    @Test
    void itMeasuresEachHourAndWhenAsked() throws IOException {
        bench.pass(Duration.ofMinutes(59));
        long hour = Duration.ofHours(1).toMillis();
        State state = later(Duration.ofMinutes(31));
        assertThat(state.at()).isEqualTo(state.clock() - state.clock() % hour);
        bench.device.withdraw(new Volume(5_000_000));
        assertThat(host.state().measured()).as("a syringe is not noticed").isEqualTo(state.measured());
        assertThat(state.measured() - host.measure()).isBetween(5_000_000L, 5_010_000L);
        assertThat(host.state().at()).isEqualTo(host.state().clock());
    }

    @Test
    void theLowAlarmFollowsTheSensorAndAnEmptyReservoirShutsTheValve() throws IOException {
        host.change(1, 1, Bench.programme(1_000_000, "p.reservoir=18600000"));
        State low = later(Duration.ofDays(15).plusHours(20));
        assertThat(low.alarms()).containsExactly(Alarm.LOW_RESERVOIR);
        assertThat(low.measured()).isBetween(2_800_000L, 3_000_000L);
        bench.device.inject(DeviceFault.SENSOR_CALIBRATION, 1);
        State empty = later(Duration.ofDays(3));
        assertThat(empty.measured()).as("it has drifted again").isBetween(1L, 50_000L);
        assertThat(empty.delivery())
                .as("where the sensor is blind the count decides")
                .isEqualTo(Delivery.EMPTY);
        assertThat(empty.alarms()).contains(Alarm.EMPTY_RESERVOIR);
        assertThat(usable()).isLessThan(300_000);
    }

    @Test
    void aSensorThatShowsTooLittleWarnsEarlyAndStopsAPumpThatHoldsDrug() throws IOException {
        bench.device.inject(DeviceFault.SENSOR_UNCHECKED, 1);
        bench.device.inject(DeviceFault.SENSOR_DRIFT, -500_000);
        State low = later(Duration.ofDays(25));
        assertThat(low.alarms()).containsExactly(Alarm.LOW_RESERVOIR);
        State empty = later(Duration.ofDays(6));
        assertThat(empty.delivery()).isEqualTo(Delivery.EMPTY);
        assertThat(empty.alarms()).contains(Alarm.EMPTY_RESERVOIR);
        assertThat(usable()).isGreaterThan(13_000_000);
        long stood = usable();
        later(Duration.ofDays(1));
        assertThat(usable()).as("under-delivery by the sensor alone").isEqualTo(stood);
    }

    @Test
    void aSensorThatShowsTooMuchWarnsLateAndThePumpRunsDryUnnoticed() throws IOException {
        bench.device.inject(DeviceFault.SENSOR_UNCHECKED, 1);
        bench.device.inject(DeviceFault.SENSOR_DRIFT, 200_000);
        host.change(1, 1, Bench.programme(1_000_000, "p.reservoir=18600000"));
        State dry = later(Duration.ofDays(20));
        assertThat(usable()).isZero();
        assertThat(bench.truth().flowing()).isFalse();
        assertThat(dry.delivery()).as("nothing tells the device").isEqualTo(Delivery.RUNNING);
        assertThat(dry.alarms()).isEmpty();
    }

    @Test
    void theSelfCheckSeesASensorThatDiffersFromTheCountAndACalibrationEndsIt() throws IOException {
        bench.device.inject(DeviceFault.SENSOR_DRIFT, 200_000);
        assertThat(later(Duration.ofDays(4)).alarms()).isEmpty();
        State suspect = later(Duration.ofDays(1));
        assertThat(suspect.alarms()).containsExactly(Alarm.FLS_MISCALIBRATED);
        assertThat(TestHost.refusal(bench.unit().open()))
                .as("it does not take the session of a programmer")
                .isEqualTo("BUSY");
        host.request("LEAVE", new Fields());
        TestHost unit = bench.unit();
        long content = usable();
        assertThat(TestHost.refusals(unit.request("CALIBRATE", new Fields().number("volume", 20_000_001))))
                .containsExactly("OUT_OF_RANGE:volume:-:20000001:20000000");
        assertThat(unit.request("CALIBRATE", new Fields().number("volume", content))
                        .fields())
                .startsWith("measured=" + content + " ");
        State good = unit.state();
        assertThat(good.alarms()).isEmpty();
        assertThat(good.calibrated()).isEqualTo(good.clock());
        assertThat(good.revision()).as("no therapy was touched").isEqualTo(suspect.revision());
        assertThat(good.calculated()).isEqualTo(suspect.calculated());
        host.open();
        assertThat(TestHost.refusal(host.request("CALIBRATE", new Fields().number("volume", 1))))
                .as("a programmer does not calibrate")
                .isEqualTo("ROLE");
    }

    @Test
    void aGainIsACountOfWhatPassed() throws IOException {
        bench.device.inject(DeviceFault.SENSOR_GAIN, 95);
        State state = later(Duration.ofDays(10));
        assertThat(state.measured() - usable())
                .as("what it had drifted, ten days more, and a tenth of ten days' volume")
                .isEqualTo(10_000 + 7_000 + 10_000 + 140_000);
    }

    @Test
    void aPocketFillStandsAsADifferenceAtOnce() throws IOException {
        host.halt(TestHost.id(1));
        bench.device.withdraw(new Volume(18_000_000));
        host.change(2, 2, Bench.programme(140_000, "p.reservoir=20000000"));
        State state = host.state();
        assertThat(state.calculated()).isEqualTo(20_000_000);
        assertThat(state.measured()).isLessThan(1_000_000);
        assertThat(state.alarms()).containsExactly(Alarm.LOW_RESERVOIR, Alarm.FLS_MISCALIBRATED);
    }

    @Test
    void anOverDeliveryIsSeenByTheSensorAndNotByTheCount() throws IOException {
        bench.device.inject(DeviceFault.ACCURACY_OFFSET, 300);
        host.change(1, 1, Bench.programme(1_000_000, "p.reservoir=18600000"));
        assertThat(later(Duration.ofDays(6)).alarms()).containsExactly(Alarm.FLS_MISCALIBRATED);
        State low = later(Duration.ofDays(7));
        assertThat(low.alarms()).containsExactly(Alarm.LOW_RESERVOIR, Alarm.FLS_MISCALIBRATED);
        assertThat(low.calculated()).isGreaterThan(5_000_000);
        assertThat(usable()).isLessThan(3_000_000);
    }

    @Test
    void theLowAlarmDoesNotFlutterAndAFillEndsIt() throws IOException {
        host.halt(TestHost.id(1));
        bench.device.withdraw(new Volume(15_700_000));
        host.measure();
        assertThat(host.state().alarms()).contains(Alarm.LOW_RESERVOIR);
        bench.device.fill(new Volume(400_000), MORPHINE);
        host.measure();
        assertThat(host.state().alarms()).as("within the distance").contains(Alarm.LOW_RESERVOIR);
        bench.device.fill(new Volume(15_000_000), MORPHINE);
        host.change(2, 2, Bench.programme(140_000, "p.reservoir=18300000"));
        assertThat(host.state().alarms()).isEmpty();
    }

    @Test
    void whatTheSensorKnowsOutlivesAKill() throws IOException {
        bench.device.inject(DeviceFault.SENSOR_DRIFT, 100_000);
        bench.device.inject(DeviceFault.SENSOR_UNCHECKED, 1);
        State before = later(Duration.ofDays(3));
        bench.killAndRestart();
        TestHost again = bench.connect();
        again.key = host.key;
        again.keyId = host.keyId;
        again.open();
        State after = again.state();
        assertThat(after.measured()).isEqualTo(before.measured());
        assertThat(after.calibrated()).isEqualTo(before.calibrated());
        assertThat(after.boots()).isEqualTo(before.boots() + 1);
    }
}
