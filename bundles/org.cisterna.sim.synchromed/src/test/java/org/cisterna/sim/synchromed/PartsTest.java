// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cisterna.quantity.Ratio;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.Truth;
import org.cisterna.sim.synchromed.PayloadReader.Malformed;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Section 6.1 of the protocol page: what goes with a day is delivered, and accounted for, as it was programmed. */
final class PartsTest {

    private static final long DAY_RATE = 144_000; // 100 nL a minute
    private static final Bytes ID = TestHost.id(1);

    private final Bench bench;
    private final TestHost host;

    PartsTest() throws IOException {
        bench = new Bench();
        host = bench.pairedAndOpen();
    }

    private void run(PlanBlock plan) throws IOException {
        host.change(ID, 1, plan);
        assertThat(host.readBack()).contains(plan.bytes());
    }

    /** Nanolitres moved while so many minutes pass, by the truth of the body and not by the firmware's account. */
    private long moved(long minutes) {
        long before = bench.device.truth().pushedPicolitres();
        bench.pass(Duration.ofMinutes(minutes));
        return (bench.device.truth().pushedPicolitres() - before) / 1_000;
    }

    /** Kind, stage and volume of each part, as the device says. */
    private List<String> parts() throws IOException {
        host.open(); // a session ends after two minutes of nothing
        try {
            PayloadReader in = new PayloadReader(
                    host.request(Code.READ_PARTS, new PayloadWriter()).payload());
            in.u32();
            List<String> parts = new ArrayList<>();
            for (int left = in.u8(); left > 0; left--) {
                parts.add(in.u8() + " " + in.u8() + " " + in.u64());
            }
            in.end();
            return parts;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    private boolean asks() throws IOException {
        return bench.device.patientAsks();
    }

    /** Law of the body: what was supplied is delivered, withdrawn, in the path or in the reservoir. */
    private void conserved() {
        Truth truth = bench.device.truth();
        String json = truth.json().canonicalText();
        assertThat(json).contains("baclofen");
        Ratio pushed = Ratio.of(truth.pushedPicolitres());
        // one drug of one concentration everywhere: the mass that left is the volume that left
        assertThat(truth.delivered("baclofen"))
                .isEqualTo(pushed.times(2_000_000).dividedBy(1_000_000_000));
    }

    @Test
    void aBolusReplacesTheDayAndIsEven() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bolus(30_000, 60)));
        assertThat(host.status().rate()).isEqualTo(720_000);
        assertThat(moved(30)).isBetween(14_990L, 15_010L);
        assertThat(parts()).containsExactly("3 2 15000");
        assertThat(moved(30)).isBetween(14_990L, 15_010L);
        assertThat(parts()).containsExactly("3 3 30000");
        assertThat(moved(60)).as("the day goes on").isBetween(5_990L, 6_010L);
        conserved();
    }

    @Test
    void aPrimeAndABridgeComeBeforeTheDay() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.prime(315_500), Bench.bridge(288_000, 120), Bench.patient(500, 1, 60, 3)));
        assertThat(asks()).as("not while something is delivered").isFalse();
        assertThat(moved(9)).isBetween(149_980L, 150_020L);
        assertThat(parts()).containsExactly("1 2 150000", "2 1 0", "5 2 0");
        assertThat(moved(21))
                .as("315,500 nL take 18 min 56 s, then 200 nL a minute")
                .isBetween(167_650L, 167_730L);
        assertThat(moved(120)).as("109 min of the bridge, then the day").isBetween(22_880L, 22_930L);
        assertThat(parts()).containsExactly("1 3 315500", "2 3 24000", "5 2 0");
        assertThat(asks()).isTrue();
        conserved();
    }

    @Test
    void aPeriodicBolusComesAtOnceAndAgainAtItsInterval() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.periodic(6_000, 10, 60)));
        // each hour: 10 min of 600 nL and 50 min of 100 nL
        assertThat(moved(24 * 60)).isBetween(24 * 11_000L - 20, 24 * 11_000L + 20);
        assertThat(parts().get(0)).startsWith("4 2 ");
        conserved();
    }

    @Test
    void aBolusComesBeforeThePeriodicOnes() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bolus(30_000, 30), Bench.periodic(6_000, 10, 60)));
        assertThat(moved(90)).isBetween(30_000 + 6_000 + 5_000 - 20L, 41_020L);
        assertThat(parts()).containsExactly("3 3 30000", "4 2 6000");
    }

    @Test
    void thePatientsBolusesKeepTheirLockoutAndTheirNumberInEvery24Hours() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.patient(1_000, 5, 60, 3)));
        assertThat(asks()).isTrue();
        assertThat(asks()).as("one is being given").isFalse();
        assertThat(moved(5)).isBetween(990L, 1_010L);
        assertThat(asks()).as("lockout").isFalse();
        bench.pass(Duration.ofMinutes(54));
        assertThat(asks()).as("59 min after the first one began").isFalse();
        bench.pass(Duration.ofMinutes(1));
        assertThat(asks()).isTrue();
        bench.killAndRestart();
        bench.pass(Duration.ofMinutes(60));
        assertThat(asks()).isTrue();
        bench.pass(Duration.ofHours(21).plusMinutes(59));
        assertThat(asks()).as("a fourth within 24 h").isFalse();
        bench.pass(Duration.ofMinutes(1));
        assertThat(asks()).isTrue();
        conserved();
    }

    @Test
    void aNewPlanDoesNotForgetWhatThePatientHad() throws IOException {
        PlanBlock plan = Bench.withParts(DAY_RATE, Bench.patient(1_000, 5, 60, 1));
        run(plan);
        assertThat(asks()).isTrue();
        bench.pass(Duration.ofHours(2));
        host.open();
        host.change(TestHost.id(2), 2, plan);
        assertThat(asks()).isFalse();
        bench.pass(Duration.ofHours(22));
        assertThat(asks()).isTrue();
    }

    /** Nothing begins, and nothing goes on, in a pump that was stopped; only a new plan starts it. */
    @Test
    void aStopEndsWhatIsDelivered() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bridge(288_000, 120), Bench.patient(500, 1, 60, 3)));
        bench.pass(Duration.ofMinutes(30));
        host.open();
        host.stop(TestHost.id(9));
        assertThat(moved(600)).isZero();
        assertThat(parts()).containsExactly("2 4 6000", "5 4 0");
        assertThat(asks()).isFalse();
        PayloadWriter from = new PayloadWriter().u32(1).u8(60);
        assertThat(host.request(Code.READ_EVENTS, from).type()).isEqualTo(Code.READ_EVENTS + 1);
    }

    @Test
    void anUpdateThatIsAbandonedHoldsThePartAndLetsItGoOn() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bolus(30_000, 60)));
        bench.pass(Duration.ofMinutes(30));
        host.open();
        var staged = host.stage(TestHost.id(2), 2, Bench.W9);
        host.begin(TestHost.id(2), staged, 2, Bench.W9);
        assertThat(moved(1)).as("the interim stop").isZero();
        assertThat(parts()).containsExactly("3 2 15000");
        assertThat(moved(30)).isBetween(14_990L, 15_010L);
        assertThat(parts()).containsExactly("3 3 30000");
    }

    @Test
    void aKillInTheMiddleOfABridgeGoesOnWithIt() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bridge(288_000, 120)));
        bench.pass(Duration.ofMinutes(60));
        bench.killAndRestart();
        assertThat(moved(60)).isBetween(11_990L, 12_010L);
        assertThat(moved(60)).isBetween(5_990L, 6_010L);
    }

    @Test
    void aPowerOnResetEndsIt() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bolus(30_000, 60)));
        bench.pass(Duration.ofMinutes(20));
        bench.device.inject(DeviceFault.POWER_ON_RESET, 1);
        assertThat(moved(60)).isZero();
        assertThat(parts()).containsExactly("3 4 10000");
    }

    /** What was not stored is not what runs after a restart, and a bolus of long ago is not given once more. */
    @Test
    void aStoredBolusIsNotGivenAgainAfterARestart() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bolus(30_000, 60)));
        bench.pass(Duration.ofHours(2));
        bench.device.inject(DeviceFault.MEMORY_WRITE_LOST, 1);
        host.open();
        host.change(TestHost.id(2), 2, Bench.W9);
        bench.killAndRestart();
        assertThat(moved(60)).isBetween(5_990L, 6_010L);
        assertThat(bench.device.describe().number("revision")).isEqualTo(4);
    }

    @Test
    void aStallEndsABolusAndDoesNotBringItBack() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bolus(60_000, 120)));
        bench.pass(Duration.ofMinutes(30));
        bench.device.inject(DeviceFault.MOTOR_STALL, 1);
        assertThat(moved(60)).isZero();
        assertThat(parts()).containsExactly("3 4 25000");
        bench.device.inject(DeviceFault.MOTOR_STALL, 0);
        assertThat(moved(60)).as("the day alone").isBetween(5_990L, 6_010L);
    }

    /** Found by seed 212 of the pieces below: it began at the next thing that happened, be it a question a day later. */
    @Test
    void aPeriodicBolusThatAStallKeptFromBeginningBeginsWhenTheMotorTurnsAgain() throws IOException {
        run(Bench.withParts(DAY_RATE, Bench.bolus(60_000, 120), Bench.periodic(6_000, 10, 60)));
        bench.pass(Duration.ofMinutes(30));
        bench.device.inject(DeviceFault.MOTOR_STALL, 1);
        bench.pass(Duration.ofMinutes(60));
        assertThat(parts()).containsExactly("3 4 25000", "4 2 0");
        bench.device.inject(DeviceFault.MOTOR_STALL, 0);
        assertThat(moved(24 * 60)).isBetween(24 * 11_000L - 700, 24 * 11_000L + 20);
    }

    @Test
    void theMinimumRateIsTheOnlyOneBelowTheLowest() throws IOException {
        run(Bench.withParts(6_000, new Part(Part.MINIMUM, 0, 0, 0, 0, 0)));
        assertThat(moved(24 * 60)).isBetween(5_990L, 6_010L);
        assertThat(PlanRules.violations(Bench.plan(0, new int[] {0}, new long[] {6_000}), 20_000_000))
                .isNotEmpty();
        PlanBlock other = Bench.withParts(7_000, new Part(Part.MINIMUM, 0, 0, 0, 0, 0));
        assertThat(PlanRules.violations(other, 20_000_000))
                .extracting(Answer.Violation::limit)
                .containsExactly(6_000L);
    }

    @Test
    void partsThatCannotGoTogetherAreRefused() {
        PlanBlock plan = Bench.withParts(DAY_RATE, Bench.bridge(288_000, 120), Bench.bolus(30_000, 60));
        assertThat(PlanRules.violations(plan, 20_000_000))
                .containsExactly(new Answer.Violation(Code.PARTS_EXCLUDE, Code.FIELD_PART, 1, Part.BOLUS, Part.BRIDGE));
        PlanBlock turned = Bench.withParts(DAY_RATE, Bench.patient(10, 1, 1, 1), Bench.prime(10));
        assertThat(PlanRules.violations(turned, 20_000_000))
                .containsExactly(new Answer.Violation(Code.BAD_SCHEDULE, Code.FIELD_PART, 1, Part.PRIME, Part.PATIENT));
        PlanBlock unknown =
                PlanBlock.stored(Bytes.fromHex(Bench.withParts(DAY_RATE, new Part(Part.MINIMUM, 0, 0, 0, 0, 0))
                        .bytes()
                        .hex()
                        .replaceAll("06$", "09")));
        assertThat(PlanRules.violations(unknown, 20_000_000))
                .containsExactly(new Answer.Violation(Code.UNSUPPORTED_FORMAT, Code.FIELD_PART, 0, 9, 6));
    }

    /** Law 12: however finely time is cut, the same device comes out, its parts and its account of the patient included. */
    @Test
    void theResultDoesNotDependOnHowOftenItIsAsked() throws IOException {
        long seed = Seeds.seed("PartsTest.pieces");
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            PlanBlock plan = random.nextBoolean()
                    ? Bench.withParts(
                            48_000 + 1_000L * random.nextInt(900),
                            Bench.prime(10L * (1 + random.nextInt(100_000))),
                            Bench.bridge(48_000 + 1_000L * random.nextInt(900), 1 + random.nextInt(4_000)),
                            Bench.patient(
                                    10L * (1 + random.nextInt(500)),
                                    1 + random.nextInt(30),
                                    1 + random.nextInt(300),
                                    4))
                    : Bench.withParts(
                            48_000 + 1_000L * random.nextInt(900),
                            Bench.bolus(10L * (1 + random.nextInt(1_000)), 1 + random.nextInt(90)),
                            Bench.periodic(10L * (1 + random.nextInt(300)), 7, 7 + random.nextInt(400)),
                            Bench.patient(
                                    10L * (1 + random.nextInt(500)),
                                    1 + random.nextInt(30),
                                    1 + random.nextInt(300),
                                    4));
            assertThat(PlanRules.violations(plan, 20_000_000))
                    .as("seed " + seed)
                    .isEmpty();
            PumpState whole = pump(plan);
            PumpState cut = Image.read(Image.of(whole));
            long at = whole.at();
            for (int act = 0; act < 8; act++) {
                long end = at + 1 + random.nextInt(3 * 1_440) * 60_000L;
                Course.advance(whole, end);
                while (at < end) {
                    at = Math.min(end, at + 1 + random.nextInt(700 * 60_000));
                    Course.advance(cut, at);
                    if (random.nextInt(5) == 0) {
                        cut = Image.read(Image.of(cut));
                    }
                }
                int what = random.nextInt(4);
                boolean on = random.nextBoolean();
                upset(whole, what, on);
                upset(cut, what, on);
                assertThat(Image.of(cut)).as("seed " + seed).isEqualTo(Image.of(whole));
            }
        }
    }

    private PumpState pump(PlanBlock plan) throws IOException {
        PumpState s = Image.read(org.cisterna.sim.DeviceMemory.open(bench.disk, "S2-000001")
                .image()
                .orElseThrow());
        Therapy.begin(s, TestHost.id(7), plan.bytes());
        assertThat(Therapy.complete(s)).isTrue();
        return s;
    }

    private static void upset(PumpState s, int what, boolean on) {
        switch (what) {
            case 0 -> {
                s.rotor.stalled = on;
                s.setStallTimers();
            }
            case 1 -> s.metering().offset(on ? 145 : -200);
            case 2 -> s.time().offset(on ? 3_600_000 : 0);
            default -> Course.patientAsks(s);
        }
    }
}
