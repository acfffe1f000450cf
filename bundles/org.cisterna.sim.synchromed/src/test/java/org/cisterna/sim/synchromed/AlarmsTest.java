// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** Alarms arise from what happens to the pump, and what makes them changes what is delivered; sections 11.4 and 12 of the protocol page. */
final class AlarmsTest {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static PumpState pump(List<Step> programme) throws IOException {
        DeviceMemory memory = DeviceMemory.open(new SimulatedStorage(1), "d");
        new SynchromedFamily()
                .open(
                        Bench.setup("S2-20", new Volume(20_000_000), programme),
                        memory,
                        Randomness.seeded(1),
                        Bench.IMPLANTED);
        return Image.read(memory.image().orElseThrow());
    }

    private static PumpState running() throws IOException {
        return pump(List.of(new Step(0, 1_440_000)));
    }

    private static long atTip(PumpState s) {
        return s.body().truth(Bench.IMPLANTED, false).atTipPicolitres() / 1_000;
    }

    private static List<Integer> codes(PumpState s) {
        return s.events.from(1, 200).stream().map(EventRing.Event::code).toList();
    }

    private static void pass(PumpState s, long millis) {
        Course.advance(s, s.at() + millis);
    }

    @Test
    void aFieldHoldsTheRotorAndTheStallIsNoticedAfterTwentyMinutes() throws IOException {
        PumpState s = running();
        Faults.inject(s, DeviceFault.STRONG_FIELD, 1);
        pass(s, 30 * MINUTE);
        assertThat(atTip(s)).isZero();
        assertThat(s.alarm(Code.ALARM_STALL)).isTrue();
        Faults.inject(s, DeviceFault.STRONG_FIELD, 0);
        pass(s, 10 * MINUTE);
        assertThat(atTip(s)).as("it turns again at once").isEqualTo(10_000);
        assertThat(s.motorState).as("and has not noticed").isEqualTo(Code.STALLED);
        pass(s, 10 * MINUTE);
        assertThat(s.motorState).isEqualTo(Code.RUNNING);
        assertThat(s.alarm(Code.ALARM_STALL)).isFalse();
    }

    @Test
    void aShortScanIsNotInTheLog() throws IOException {
        PumpState s = running();
        Faults.inject(s, DeviceFault.STRONG_FIELD, 1);
        pass(s, 15 * MINUTE);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 0);
        pass(s, HOUR);
        assertThat(atTip(s)).isEqualTo(60_000);
        assertThat(codes(s)).doesNotContain(Code.EVENT_STALLED, Code.EVENT_RECOVERED);
    }

    @Test
    void recoveryCanTakeHoursOrNeverCome() throws IOException {
        PumpState s = running();
        Faults.inject(s, DeviceFault.FIELD_RECOVERY, 6 * HOUR);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 1);
        pass(s, HOUR);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 0);
        pass(s, 6 * HOUR);
        assertThat(atTip(s)).isZero();
        pass(s, HOUR);
        assertThat(atTip(s)).isEqualTo(60_000);
        assertThat(s.motorState).isEqualTo(Code.RUNNING);

        Faults.inject(s, DeviceFault.FIELD_DAMAGE, 1);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 1);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 0);
        pass(s, 3 * DAY);
        assertThat(atTip(s)).isEqualTo(60_000);
        assertThat(s.alarm(Code.ALARM_STALL)).isTrue();
        assertThat(s.alarm(Code.ALARM_STOPPED)).isTrue();
        Faults.inject(s, DeviceFault.FIELD_DAMAGE, 0);
        pass(s, HOUR);
        assertThat(s.motorState).isEqualTo(Code.RUNNING);
    }

    /** Published: the entry of a stall may appear on a second interrogation only. */
    @Test
    void aLateLogShowsTheStallOnTheSecondInterrogation() throws IOException {
        Bench bench = new Bench();
        bench.device.inject(DeviceFault.STALL_LOGGED_LATE, 1);
        bench.device.inject(DeviceFault.STRONG_FIELD, 1);
        bench.pass(Duration.ofHours(1));
        TestHost host = bench.pairedAndOpen();
        assertThat(host.status().motor()).isEqualTo(Code.RUNNING);
        assertThat(host.status().alarms()).isZero();
        host.request(Code.CLOSE, new PayloadWriter());
        host.open();
        assertThat(host.status().motor()).isEqualTo(Code.STALLED);
        assertThat(host.status().alarm(Code.ALARM_STALL)).isTrue();
    }

    @Test
    void aPumpLeftInTelemetryModeDeliversNothingUntilSomebodySpeaksToIt() throws IOException {
        Bench bench = new Bench();
        bench.device.inject(DeviceFault.TELEMETRY_STUCK, 1);
        bench.device.inject(DeviceFault.STRONG_FIELD, 1);
        bench.device.inject(DeviceFault.STRONG_FIELD, 0);
        long before = bench.device.truth().atTipPicolitres();
        bench.pass(Duration.ofHours(5));
        assertThat(bench.device.truth().atTipPicolitres()).isEqualTo(before);
        assertThat(bench.device.truth().flowing()).isFalse();

        TestHost host = bench.pairedAndOpen();
        assertThat(host.status().motor()).isEqualTo(Code.RUNNING);
        assertThat(host.status().alarm(Code.ALARM_TELEMETRY))
                .as("it stands until the interrogation ends")
                .isTrue();
        host.request(Code.CLOSE, new PayloadWriter());
        host.open();
        assertThat(host.status().alarm(Code.ALARM_TELEMETRY)).isFalse();
        assertThat(bench.device.truth().flowing()).isTrue();
    }

    @Test
    void thePatientBringsItOutOfTelemetryModeToo() throws IOException {
        PumpState s = running();
        Faults.inject(s, DeviceFault.TELEMETRY_STUCK, 1);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 1);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 0);
        assertThat(s.reason).isEqualTo(Code.TELEMETRY_MODE);
        assertThat(Course.patientAsks(s)).as("no bolus is programmed").isFalse();
        assertThat(s.motorState).isEqualTo(Code.RUNNING);
    }

    @Test
    void aTubeTakesASetAfterFourDays() throws IOException {
        PumpState s = pump(List.of());
        pass(s, 4 * DAY - 1);
        assertThat(s.alarm(Code.ALARM_STOPPED)).isTrue();
        assertThat(codes(s)).doesNotContain(Code.EVENT_TUBE_SET);
        pass(s, 1);
        assertThat(codes(s)).containsOnlyOnce(Code.EVENT_TUBE_SET);
        pass(s, 10 * DAY);
        assertThat(codes(s)).containsOnlyOnce(Code.EVENT_TUBE_SET);
    }

    @Test
    void aLowBatteryResetStopsThePumpAndSaysWhy() throws IOException {
        Bench bench = new Bench();
        bench.device.inject(DeviceFault.LOW_BATTERY_RESET, 0);
        TestHost host = bench.pairedAndOpen();
        assertThat(host.status().motor()).isEqualTo(Code.STOPPED);
        assertThat(host.status().lastReset()).isEqualTo(Code.RESET_LOW_BATTERY);
        assertThat(host.status().alarm(Code.ALARM_LOW_BATTERY)).isTrue();
        assertThat(host.status().alarm(Code.ALARM_POWER_ON)).isFalse();
        host.change(TestHost.id(1), host.status().revision(), Bench.W9);
        assertThat(host.status().alarm(Code.ALARM_LOW_BATTERY)).isFalse();
    }

    @Test
    void damagedDataIsSaidAndThePumpGoesOn() throws IOException {
        PumpState s = running();
        Faults.inject(s, DeviceFault.DATA_CORRUPTION, 0);
        assertThat(s.alarm(Code.ALARM_DATA)).isTrue();
        assertThat(s.alarm(Code.ALARM_MEMORY)).isFalse();
        pass(s, HOUR);
        assertThat(atTip(s)).isEqualTo(60_000);
    }

    @Test
    void anInterrogationSoundsAnAlarmThatIsNotTrue() throws IOException {
        Bench bench = new Bench();
        bench.device.inject(DeviceFault.PREMATURE_LOW_RESERVOIR, 1);
        TestHost host = bench.pairedAndOpen();
        assertThat(host.status().alarms()).isZero();
        host.request(Code.CLOSE, new PayloadWriter());
        host.open();
        assertThat(host.status().alarm(Code.ALARM_LOW)).isTrue();
        assertThat(host.status().alarm(Code.ALARM_EMPTY)).isTrue();
        assertThat(host.status().motor()).isEqualTo(Code.RUNNING);
        assertThat(host.status().reservoir()).isGreaterThan(10_000_000);
        bench.device.inject(DeviceFault.PREMATURE_LOW_RESERVOIR, 0);
        assertThat(host.status().alarms()).isZero();
    }

    @Test
    void overInfusionRisesDayByDayAndTheCountDoesNotSeeIt() throws IOException {
        PumpState s = running();
        Faults.inject(s, DeviceFault.OVER_INFUSION, 50);
        pass(s, 3 * DAY);
        assertThat(s.lifetime).isEqualTo(3 * 1_440_000L);
        assertThat(atTip(s)).isEqualTo(1_440_000L * (1_000 + 1_050 + 1_100) / 1_000);
    }

    @Test
    void theMoreItGivesTheSoonerTheBatteryEnds() throws IOException {
        PumpState s = running();
        long eri = Limits.CELL.untilEri() / (Limits.CELL.perDay() + 144_000);
        s.calculated = 20_000_000L * 1_000;
        pass(s, eri * DAY - (s.at() - s.implanted()));
        assertThat(s.alarm(Code.ALARM_ERI)).isFalse();
        pass(s, DAY);
        assertThat(s.alarm(Code.ALARM_ERI)).isTrue();
        assertThat(eri).isBetween(1_500L, 1_520L);
    }

    @Test
    void atItsEndThePumpStopsAndTakesNoProgramme() throws IOException {
        Bench bench = new Bench();
        bench.device.inject(DeviceFault.BATTERY_FILM, 1);
        TestHost host = bench.pairedAndOpen();
        host.stop(TestHost.id(1));
        bench.pass(Duration.ofDays(2_430));
        host.open();
        assertThat(host.status().alarm(Code.ALARM_ERI)).isTrue();
        bench.pass(Duration.ofDays(9));
        host.open();
        assertThat(host.status().alarm(Code.ALARM_EOS))
                .as("a film leaves 9 days in place of 90")
                .isTrue();
        assertThat(host.status().reason()).isEqualTo(Code.END_OF_SERVICE);
        assertThat(TestHost.refusal(host.stage(TestHost.id(2), host.status().revision(), Bench.W9)))
                .isEqualTo(Code.IS_SPENT);
    }

    @Test
    void aWrongDateIsAbsentOrTooLate() throws IOException {
        PumpState s = pump(List.of());
        s.replaceByWrong = true;
        assertThat(replaceBy(s)).isZero();
        pass(s, 2_430 * DAY);
        assertThat(replaceBy(s)).isEqualTo(s.at() + 180 * DAY);
        s.replaceByWrong = false;
        assertThat(replaceBy(s)).isEqualTo(s.at() + 90 * DAY);
    }

    private static long replaceBy(PumpState s) {
        byte[] status = Reports.status(s, 0).bytes().array();
        int at = 4 + 4 + 1 + 8 + 8 + 1 + 1 + 8 + 8 + 1 + 4 + 2 + 8 + 1 + 8 + 1 + 1;
        return ByteBuffer.wrap(status).getLong(at);
    }

    /** Its clock gains 864 ms a day: the step of the day and the lockout come sooner by that, and an offset moves the day alone. */
    @Test
    void theDayAndTheLockoutGoByItsOwnClock() throws IOException {
        PumpState s = pump(List.of(new Step(0, 48_000), new Step(720, 24_000_000)));
        Faults.inject(s, DeviceFault.CLOCK_DRIFT, 10_000);
        pass(s, 12 * HOUR - 428_000);
        assertThat(s.rateNow(s.schedule().orElseThrow().stepAt(s.clock()))).isEqualTo(48_000);
        pass(s, 1_000);
        assertThat(s.rateNow(s.schedule().orElseThrow().stepAt(s.clock()))).isEqualTo(24_000_000);
        long device = s.device();
        Faults.inject(s, DeviceFault.CLOCK_OFFSET, -3 * HOUR);
        assertThat(s.device()).isEqualTo(device);
        assertThat(s.rateNow(s.schedule().orElseThrow().stepAt(s.clock()))).isEqualTo(48_000);
    }

    @Test
    void theLockoutPassesByDeviceTime() throws IOException {
        PumpState s = running();
        PlanBlock plan = Bench.withParts(140_000, Bench.patient(10_000, 1, 60, 10));
        s.run(plan);
        s.regimen.load(plan.parts(), false);
        Faults.inject(s, DeviceFault.CLOCK_DRIFT, -10_000);
        assertThat(Course.patientAsks(s)).isTrue();
        pass(s, HOUR);
        Faults.inject(s, DeviceFault.CLOCK_OFFSET, 5 * HOUR);
        assertThat(Course.patientAsks(s)).as("its hour is 36 s longer").isFalse();
        pass(s, 37_000);
        assertThat(Course.patientAsks(s)).isTrue();
    }
}
