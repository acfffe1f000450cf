// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.Truth;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** Section 12 of the protocol page: what the device does in time. */
final class CourseTest {

    private static final long MINUTE = 60_000;

    private static PumpState pump(Volume fill, List<Step> programme) throws IOException {
        DeviceSetup setup = Bench.setup("S2-20", fill, programme);
        SimulatedStorage disk = new SimulatedStorage(1);
        DeviceMemory memory = DeviceMemory.open(disk, "d");
        new SynchromedFamily().open(setup, memory, Randomness.seeded(1), Bench.IMPLANTED);
        return Image.read(memory.image().orElseThrow());
    }

    private static List<Integer> codes(PumpState s) {
        return s.events.from(1, 200).stream().map(EventRing.Event::code).toList();
    }

    /** Law 12: the same times, bytes and faults give the same device, however finely time is cut. */
    @Test
    void theResultDoesNotDependOnHowOftenItIsAsked() throws IOException {
        long seed = Seeds.seed("CourseTest.pieces");
        Random random = new Random(seed);
        for (int run = 0; run < 60; run++) {
            Volume fill = new Volume(random.nextInt(20_000) * 1_000L);
            List<Step> programme = List.of(
                    new Step(0, 1_000L * (48 + random.nextInt(2_000))),
                    new Step(1 + random.nextInt(1_000), 1_000L * (48 + random.nextInt(2_000))));
            PumpState whole = pump(fill, programme);
            PumpState cut = pump(fill, programme);
            long at = whole.at();
            for (int turn = 0; turn < 9; turn++) {
                long end = at + 1 + random.nextInt(20 * 1_440) * MINUTE;
                Course.advance(whole, end);
                while (at < end) {
                    at = Math.min(end, at + 1 + random.nextInt(2_000) * MINUTE);
                    Course.advance(cut, at);
                }
                DeviceFault fault = Faults.KNOWN.stream().sorted().toList().get(random.nextInt(Faults.KNOWN.size()));
                long value = value(fault, random);
                Faults.inject(whole, fault, value);
                Faults.inject(cut, fault, value);
                assertThat(Image.of(cut)).isEqualTo(Image.of(whole));
            }
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

    @Test
    void theScheduleFollowsTheDevicesDay() throws IOException {
        PumpState s = pump(new Volume(20_000_000), List.of(new Step(0, 120_000), new Step(720, 240_000)));
        Course.advance(s, s.at() + 12 * 60 * MINUTE);
        assertThat(s.lifetime).isEqualTo(60_000);
        Course.advance(s, s.at() + 12 * 60 * MINUTE);
        assertThat(s.lifetime).isEqualTo(180_000);

        s.time().offset(12 * 60 * MINUTE);
        Course.advance(s, s.at() + 12 * 60 * MINUTE);
        assertThat(s.lifetime).as("its clock is half a day ahead").isEqualTo(300_000);
    }

    @Test
    void lowAndEmptyComeWhenTheCalculatedVolumeSaysSo() throws IOException {
        PumpState s = pump(new Volume(2_000_010), List.of(new Step(0, 1_000_000)));
        assertThat(s.alarms).isZero();
        Course.advance(s, s.at() + 864);
        assertThat(s.alarm(Code.ALARM_LOW)).isTrue();
        EventRing.Event low = s.events.from(2, 1).get(0);
        assertThat(low.clock()).isEqualTo(Bench.IMPLANTED.toEpochMilli() + 864);

        Course.advance(s, s.at() + Duration.ofDays(4).toMillis() - 864);
        assertThat(s.motorState).isEqualTo(Code.EMPTY);
        assertThat(s.calculated).isZero();
        assertThat(s.lifetime).isEqualTo(2_000_010);
        assertThat(s.body().truth(Bench.IMPLANTED, false).pushedPicolitres()).isEqualTo(2_000_010_000L);
        assertThat(s.alarm(Code.ALARM_STOPPED))
                .as("not delivering for two of the four days")
                .isFalse();
        Course.advance(s, s.at() + 864);
        assertThat(s.alarm(Code.ALARM_STOPPED)).isTrue();
    }

    /** Published notices on over-infusion: the reservoir runs dry and no alarm sounds. */
    @Test
    void anOverDeliveringPumpRunsDryWithoutAnAlarm() throws IOException {
        PumpState s = pump(new Volume(10_000_000), List.of(new Step(0, 1_000_000)));
        s.metering().offset(300);
        Course.advance(s, s.at() + Duration.ofDays(7).plusHours(20).toMillis());
        assertThat(s.body().isDry()).isTrue();
        assertThat(s.alarms).isZero();
        assertThat(s.motorState).isEqualTo(Code.RUNNING);
    }

    /** The rollers slip back: nobody notices, and the reservoir keeps what the count has given away. */
    @Test
    void aBlockedCatheterHoldsBackAndLetsGoAtOnce() throws IOException {
        PumpState s = pump(new Volume(10_000_000), List.of(new Step(0, 1_000_000)));
        Faults.inject(s, DeviceFault.OCCLUSION, 1);
        Course.advance(s, s.at() + Duration.ofDays(2).toMillis());
        Truth held = s.body().truth(Bench.IMPLANTED, false);
        assertThat(held.atTipPicolitres()).isZero();
        assertThat(held.pushedPicolitres()).as("20 µL that the path gives").isEqualTo(20_000_000);
        assertThat(s.calculated).isEqualTo(8_000_000);
        assertThat(s.alarms).isZero();

        Faults.inject(s, DeviceFault.OCCLUSION, 0);
        assertThat(s.body().truth(Bench.IMPLANTED, false).atTipPicolitres()).isEqualTo(20_000_000);
        Course.advance(s, s.at() + Duration.ofDays(1).toMillis());
        assertThat(s.body().truth(Bench.IMPLANTED, false).atTipPicolitres()).isEqualTo(1_020_000_000);
    }

    @Test
    void aStallIsNoticedLateAndSoIsItsEnd() throws IOException {
        PumpState s = pump(new Volume(10_000_000), List.of(new Step(0, 1_440_000)));
        Course.advance(s, s.at() + 60 * MINUTE);
        s.rotor.stalled = true;
        s.setStallTimers();
        long truth = s.body().truth(Bench.IMPLANTED, false).pushedPicolitres();

        Course.advance(s, s.at() + 20 * MINUTE - 1);
        assertThat(s.motorState).isEqualTo(Code.RUNNING);
        Course.advance(s, s.at() + 1);
        assertThat(s.motorState).isEqualTo(Code.STALLED);
        assertThat(s.lifetime)
                .as("twenty minutes were counted that never happened")
                .isEqualTo(80_000);
        assertThat(s.body().truth(Bench.IMPLANTED, false).pushedPicolitres()).isEqualTo(truth);

        Course.advance(s, s.at() + 60 * MINUTE);
        s.rotor.stalled = false;
        s.setStallTimers();
        Course.advance(s, s.at() + 20 * MINUTE);
        assertThat(s.motorState).isEqualTo(Code.RUNNING);
        assertThat(s.lifetime).isEqualTo(80_000);
        assertThat(s.body().truth(Bench.IMPLANTED, false).pushedPicolitres()).isEqualTo(truth + 20_000_000);
        assertThat(codes(s))
                .containsSubsequence(
                        Code.EVENT_STALLED, Code.EVENT_ALARM_BEGAN, Code.EVENT_RECOVERED, Code.EVENT_ALARM_ENDED);
    }

    @Test
    void theBatteryEndsAfter84Months() throws IOException {
        PumpState s = pump(new Volume(20_000_000), List.of());
        assertThat(s.reason).isEqualTo(Code.NEVER_PROGRAMMED);
        Course.advance(s, s.at() + Duration.ofDays(81 * 30).toMillis() - 1);
        assertThat(s.alarm(Code.ALARM_ERI)).isFalse();
        Course.advance(s, s.at() + 1);
        assertThat(s.alarm(Code.ALARM_ERI)).isTrue();
        Course.advance(s, s.at() + Duration.ofDays(90).toMillis());
        assertThat(s.alarm(Code.ALARM_EOS)).isTrue();
    }

    @Test
    void theRingKeepsTheLast200AndGoesOnCounting() {
        EventRing ring = new EventRing();
        for (int i = 0; i < 450; i++) {
            ring.add(i, Code.EVENT_STALLED, i, 0);
        }
        assertThat(ring.oldest()).isEqualTo(251);
        assertThat(ring.next()).isEqualTo(451);
        EventRing again = EventRing.fromJson(ring.json());
        assertThat(again.from(1, 3)).isEqualTo(ring.from(251, 3));
        assertThat(again.next()).isEqualTo(451);
    }

    @Test
    void faultsOutOfRangeAreRefusedInWords() throws IOException {
        Bench bench = new Bench();
        assertThatThrownBy(() -> bench.device.inject(DeviceFault.MOTOR_STALL, 2))
                .hasMessageContaining("off with 0");
        assertThatThrownBy(() -> bench.device.inject(DeviceFault.ACCURACY_OFFSET, 1_001))
                .hasMessageContaining("-1000 to 1000");
        assertThatThrownBy(() -> bench.opened(Bench.setup("S2-30", new Volume(1), List.of()), new SimulatedStorage(1)))
                .hasMessageContaining("S2-20 and S2-40");
        assertThatThrownBy(() -> bench.opened(
                        Bench.setup("S2-20", new Volume(1), List.of(new Step(0, 5))), new SimulatedStorage(1)))
                .hasMessageContaining("cannot run");
    }
}
