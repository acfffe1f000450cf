// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.Truth;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** The patient's controller: the pump decides, and keeps the lockout, whatever happens around it. */
final class PatientDeskTest {

    /** 5 strokes in 10 minutes, an hour after the end of the last one, 3 in any 24 h. */
    private static final Programme SET = Bench.programme(Bench.fields(24).group(8, Bench.patientBolus(5, 10, 60, 3)));

    private final Bench bench = new Bench();

    PatientDeskTest() throws IOException {
        TestHost host = bench.pairedAndOpen();
        host.change(1, 1, SET);
        host.request(Code.LEAVE, new TlvWriter());
    }

    @Test
    void aPressGivesItsStrokesOnceAndThenTheLockoutHolds() throws IOException {
        TestHost handset = bench.handset();
        Truth before = bench.truth();
        assertThat(handset.press(1)).isEqualTo(Code.GRANTED);
        assertThat(handset.press(1)).as("the same press again").isEqualTo(Code.GRANTED);
        assertThat(handset.press(2)).isEqualTo(Code.BOLUS_RUNS);
        bench.pass(Duration.ofMinutes(10));
        assertThat(Bench.strokes(before, bench.truth())).isBetween(5L, 6L);
        handset.open();
        assertThat(handset.press(3)).isEqualTo(Code.LOCKOUT);
        bench.pass(Duration.ofHours(1).minusMillis(1));
        handset.open();
        assertThat(handset.press(4)).isEqualTo(Code.LOCKOUT);
        bench.pass(Duration.ofMillis(1));
        handset.open();
        assertThat(handset.press(5)).isEqualTo(Code.GRANTED);
    }

    @Test
    void inAny24HoursThereAreNotMoreThanAllotted() throws IOException {
        long seed = Seeds.seed("PatientDeskTest.presses");
        Random random = new Random(seed);
        TestHost handset = bench.handset();
        List<Long> granted = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            bench.pass(Duration.ofMillis(1 + random.nextInt(5_400_000)));
            switch (random.nextInt(40)) {
                case 0 -> bench.device.inject(DeviceFault.RESTART, 1);
                case 1 -> bench.device.inject(DeviceFault.CLOCK_OFFSET, random.nextInt(172_800_000) - 86_400_000L);
                case 2 -> {
                    bench.killAndRestart();
                    handset.over(bench.device.connect());
                }
                default -> {}
            }
            handset.open();
            if (handset.press(1_000 + i) == Code.GRANTED) {
                granted.add(bench.now.toEpochMilli());
            } else {
                refused++;
            }
        }
        for (int i = 3; i < granted.size(); i++) {
            assertThat(granted.get(i) - granted.get(i - 3)).as("seed " + seed).isGreaterThanOrEqualTo(86_400_000L);
        }
        for (int i = 1; i < granted.size(); i++) {
            assertThat(granted.get(i) - granted.get(i - 1)).as("seed " + seed).isGreaterThanOrEqualTo(70 * 60_000L);
        }
        assertThat(granted).as("seed " + seed).hasSizeGreaterThan(10);
        bench.connect();
        TestHost host = bench.pairedAndOpen();
        assertThat(host.state().refusedPresses()).isEqualTo(refused);
    }

    @Test
    void aNewProgrammeForgetsNeitherLockoutNorCount() throws IOException {
        TestHost handset = bench.handset();
        assertThat(handset.press(1)).isEqualTo(Code.GRANTED);
        handset.request(Code.LEAVE, new TlvWriter());
        TestHost host = bench.pairedAndOpen();
        host.change(2, 2, SET);
        State state = host.state();
        assertThat(state.patientBoluses()).isEqualTo(1);
        assertThat(state.bolus()).as("what ran is over").isEmpty();
        assertThat(state.lockoutEnds()).isEqualTo(state.clock() + 3_600_000);
        host.request(Code.LEAVE, new TlvWriter());
        handset.open();
        assertThat(handset.press(2)).isEqualTo(Code.LOCKOUT);
    }

    @Test
    void nothingIsGivenWhereNothingMayBe() throws IOException {
        TestHost handset = bench.handset();
        bench.device.inject(DeviceFault.POWER_ON_RESET, 1);
        handset.open();
        assertThat(handset.press(1)).isEqualTo(Code.NOT_DELIVERING);
        handset.request(Code.LEAVE, new TlvWriter());
        TestHost host = bench.pairedAndOpen();
        host.change(
                2,
                3,
                Bench.programme(Bench.fields(24)
                        .group(6, new TlvWriter().uint(1, 5).uint(2, 60))
                        .group(8, Bench.patientBolus(5, 10, 60, 3))));
        host.request(Code.LEAVE, new TlvWriter());
        handset.open();
        assertThat(handset.press(2)).as("in a bridge").isEqualTo(Code.NOT_DELIVERING);
        bench.pass(Duration.ofHours(1));
        handset.open();
        assertThat(handset.press(3)).isEqualTo(Code.GRANTED);
        handset.request(Code.LEAVE, new TlvWriter());
        host.open();
        host.change(3, 4, Bench.OLD);
        host.request(Code.LEAVE, new TlvWriter());
        handset.open();
        assertThat(handset.press(4)).isEqualTo(Code.NOT_SET);
    }

    @Test
    void aHandsetMayPressAndNothingElse() throws IOException {
        TestHost handset = bench.handset();
        assertThat(TestHost.refusal(handset.halt(TestHost.id(7)))).isEqualTo(Code.ROLE);
        assertThat(TestHost.refusal(handset.stage(TestHost.id(7), 2, Bench.OLD)))
                .isEqualTo(Code.ROLE);
        assertThat(TestHost.refusal(handset.request(Code.STATE, new TlvWriter())))
                .isEqualTo(Code.ROLE);
        handset.request(Code.LEAVE, new TlvWriter());
        TestHost host = bench.pairedAndOpen();
        assertThat(TestHost.refusal(host.request(Code.PRESS, new TlvWriter().raw(Tag.COMMAND, TestHost.id(8)))))
                .isEqualTo(Code.ROLE);
        assertThat(TestHost.refusal(handset.open()))
                .as("it ends no programmer's session")
                .isEqualTo(Code.BUSY);
        assertThat(host.state().delivery()).isEqualTo(Code.DELIVERING);
    }
}
