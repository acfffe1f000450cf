// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.driver.medstream.MedstreamDriver;
import org.cisterna.pump.MriConduct;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.medstream.Code.Alarm;
import org.cisterna.sim.medstream.Code.Delivery;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong changes what is delivered, and not how it is worked out. */
final class EveryFaultTest {

    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;

    /** So many nanolitres a day in the morning, twice as many in the afternoon. */
    private static PumpState pump(long nanolitresPerDay) throws IOException {
        DeviceMemory memory = DeviceMemory.open(new SimulatedStorage(1), "d");
        List<Step> day = List.of(new Step(0, nanolitresPerDay), new Step(720, 2 * nanolitresPerDay));
        new MedstreamFamily()
                .open(Bench.setup("M3-20", new Volume(20_000_000), day), memory, Randomness.seeded(1), Bench.IMPLANTED);
        return Image.read(memory.image().orElseThrow());
    }

    /** Law 12: the same times and faults give the same device, however finely time is cut. */
    @Test
    void itDoesNotMatterHowOftenAPumpIsAsked() throws IOException {
        Random random = new Random(Seeds.seed("EveryFaultTest.pieces"));
        List<DeviceFault> known = new ArrayList<>(Faults.KNOWN);
        for (int run = 0; run < 40; run++) {
            long rate = 100_000 + 1_000L * random.nextInt(1_900);
            PumpState whole = pump(rate);
            PumpState cut = pump(rate);
            long at = whole.at();
            for (int turn = 0; turn < 9; turn++) {
                long end = at + 1 + random.nextInt(10 * 1_440) * MINUTE;
                Course.advance(whole, end);
                while (at < end) {
                    at = Math.min(end, at + 1 + random.nextInt(2_000) * MINUTE);
                    Course.advance(cut, at);
                }
                DeviceFault fault = known.get(random.nextInt(known.size()));
                long value = value(fault, random);
                Faults.inject(whole, fault, value);
                Faults.inject(cut, fault, value);
                assertThat(Image.of(cut)).as("%s %s", fault, value).isEqualTo(Image.of(whole));
            }
            assertThat(Bench.conserved(whole.body().truth(Bench.IMPLANTED, false)))
                    .isTrue();
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
                .isBetween(83_333L - Limits.PULSE, 83_333L + Limits.PULSE);
        assertThat(pushedOnTheTenthDayBeforeNoon(fast))
                .as("its noon came before 10, and its hours are shorter by one in a hundred")
                .isBetween(168_333L - Limits.PULSE, 168_333L + Limits.PULSE);
    }

    @Test
    void timersPassByItsOwnClockWhateverItShows() throws IOException {
        PumpState s = pump(1_000_000);
        Faults.inject(s, DeviceFault.CLOCK_DRIFT, -10_000);
        Faults.inject(s, DeviceFault.CLOCK_OFFSET, 5 * 3_600_000L);
        Therapy.halt(s, Bytes.of(new byte[] {1}));
        Course.advance(s, s.at() + 2 * DAY);
        assertThat(s.alarm(Alarm.NOT_DELIVERING_48H))
                .as("its 48 h are 48 h 29 min")
                .isFalse();
        Course.advance(s, s.at() + 30 * MINUTE);
        assertThat(s.alarm(Alarm.NOT_DELIVERING_48H)).isTrue();
    }

    /** It was declared as a minute, which no pump of a low rate can keep. */
    @Test
    void afterAFieldItDeliversAsSoonAsItsDriverDeclaresAlsoAtTheLowestRate() throws IOException {
        MriConduct declared = new MedstreamDriver().descriptor().conduct().mri();
        PumpState s = pump(Limits.LOWEST_RATE);
        Faults.inject(s, DeviceFault.STRONG_FIELD, 1);
        Course.advance(s, s.at() + 120 * MINUTE);
        assertThat(s.delivery).isEqualTo(Delivery.VALVE_STANDS);
        for (int millis = 0; millis < 12 * MINUTE; millis += 59_000) {
            PumpState left = Image.read(Image.of(s));
            Course.advance(left, left.at() + millis);
            Faults.inject(left, DeviceFault.STRONG_FIELD, 0);
            Course.advance(
                    left, left.at() + declared.recoversWithin().orElseThrow().toMillis());
            assertThat(left.delivery).as("left after %s ms", millis).isEqualTo(Delivery.RUNNING);
        }
        assertThat(declared.readAfter())
                .as("a reading before it delivers again would say that it stands")
                .isEqualTo(declared.recoversWithin().orElseThrow());
    }

    @Test
    void anOverDeliveryThatRisesIsFoundByTheSensorAndNotByTheCount() throws IOException {
        PumpState s = pump(1_000_000);
        Faults.inject(s, DeviceFault.OVER_INFUSION, 100);
        Course.advance(s, s.at() + 3 * DAY);
        assertThat(s.alarm(Alarm.FLS_MISCALIBRATED)).isFalse();
        Course.advance(s, s.at() + 3 * DAY);
        assertThat(s.calculated)
                .as("the count sees 1.5 mL a day")
                .isBetween(11_000_000 - Limits.PULSE, 11_000_000 + Limits.PULSE);
        assertThat(s.body().usablePicolitres() / 1_000)
                .as("0, 10 … 50 per cent more, day after day")
                .isBetween(11_000_000 - 2_250_000L - 20 * Limits.PULSE, 11_000_000 - 2_250_000L + 20 * Limits.PULSE);
        assertThat(s.alarm(Alarm.FLS_MISCALIBRATED)).isTrue();
    }

    /** A sensor that always shows a full reservoir, and a count that is never used up: the pump works on for years. */
    private static PumpState neverEmpty(long rate) throws IOException {
        PumpState s = pump(rate);
        Faults.inject(s, DeviceFault.SENSOR_DRIFT, 40_000_000);
        s.calculated = 20_000_000_000L;
        return s;
    }

    @Test
    void theMoreItGivesTheSoonerTheBatteryEnds() throws IOException {
        PumpState slow = neverEmpty(100_000);
        PumpState fast = neverEmpty(2_000_000);
        for (PumpState s : List.of(slow, fast)) {
            Course.advance(s, s.at() + 2_300 * DAY);
        }
        assertThat(slow.alarm(Alarm.ERI)).isFalse();
        assertThat(fast.alarm(Alarm.ERI))
                .as("3750 pulses a day are three eighths of a day")
                .isTrue();
        assertThat(fast.alarm(Alarm.EOS)).isTrue();
        assertThat(fast.delivery).isEqualTo(Delivery.SPENT);
    }

    @Test
    void aFilmMakesNineDaysOfNinety() throws IOException {
        PumpState s = neverEmpty(100_000);
        Faults.inject(s, DeviceFault.BATTERY_FILM, 1);
        Course.advance(s, s.at() + 2_980 * DAY);
        assertThat(s.delivery).isEqualTo(Delivery.SPENT);
    }

    @Test
    void aMemoryOfBeforeThereWasABatteryInItIsReadOn() throws IOException {
        PumpState s = pump(1_000_000);
        Course.advance(s, s.at() + 3 * DAY);
        JsonObject json = (JsonObject) Json.parse(Image.of(s));
        JsonObject.Builder old = Json.object();
        for (String name : json.names()) {
            if (!Set.of("time", "battery", "metering").contains(name)) {
                old.put(name, json.get(name).orElseThrow());
            }
        }
        PumpState read = Image.read(old.put("clockOffset", 60_000)
                .put("accuracyOffset", -20)
                .build()
                .canonicalBytes());
        assertThat(read.clock()).isEqualTo(s.clock() + 60_000);
        assertThat(read.metering().perMille(read.at())).isEqualTo(980);
        assertThat(read.battery().json()).isEqualTo(s.battery().json());
    }
}
