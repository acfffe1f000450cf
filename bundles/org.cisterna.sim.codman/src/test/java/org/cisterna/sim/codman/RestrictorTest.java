// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.codman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.Plug;
import org.cisterna.sim.PumpBody;
import org.cisterna.sim.Solution;
import org.cisterna.sim.Truth;
import org.cisterna.testkit.Seeds;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** The physics of a constant flow: from pressure, exact, and the same however time is cut. */
class RestrictorTest {

    private static final long DAY = 86_400_000;
    private static final Volume RESIDUAL = new Volume(500_000);
    private static final Solution MORPHINE = Solution.of("morphine", new Concentration(10_000_000));
    private static final Solution WEAKER = Solution.of("morphine", new Concentration(4_000_000));

    private static Restrictor pump(long millilitres) {
        PumpBody body = new PumpBody(
                new Volume(30_000_000),
                RESIDUAL,
                Plug.of(new Volume(millilitres * 1_000_000).plus(RESIDUAL), MORPHINE),
                List.of(Plug.of(new Volume(50_000), MORPHINE)),
                List.of(Plug.of(new Volume(175_500), MORPHINE)));
        return new Restrictor(body, 1_000_000, 0, 0);
    }

    private static long pushed(Restrictor pump) {
        return pump.body().truth(Instant.EPOCH, false).pushedPicolitres();
    }

    @Test
    void atTheLabelsTemperatureAndPressureItGivesWhatTheLabelSays() {
        Restrictor pump = pump(30);
        pump.flowUntil(20 * DAY);
        assertThat(pushed(pump)).isEqualTo(20_000_000_000L);
    }

    @Test
    void feverAndHeightMakeItFlowFasterAndADiveSlower() {
        Restrictor pump = pump(30);
        long label = pump.unhindered();
        pump.warm(39_000);
        assertThat(pump.unhindered())
                .as("two degrees of fever: more pressure and a thinner fluid")
                .isEqualTo(1_227_200_000L)
                .isGreaterThan(label);
        pump.warm(37_000);
        pump.press(75_000);
        assertThat(pump.unhindered()).as("at 2500 m").isEqualTo(1_526_000_000L);
        pump.press(141_000);
        assertThat(pump.unhindered()).as("4 m under water").isEqualTo(206_000_000L);
        pump.press(200_000);
        assertThat(pump.unhindered())
                .as("pressed harder than the propellant presses")
                .isZero();
        pump.press(101_300);
        pump.drift(145);
        assertThat(pump.unhindered()).isEqualTo(1_145_000_000L);
        assertThatThrownBy(() -> pump.warm(370_000)).hasMessageContaining("30000 to 45000");
        assertThatThrownBy(() -> pump.press(1)).hasMessageContaining("30000 to 600000 Pa");
    }

    @Test
    void theFlowFallsAtTheEndAndStopsWithTheFluid() {
        Restrictor pump = pump(3);
        pump.flowUntil(DAY);
        assertThat(pump.rate()).as("2 mL left").isEqualTo(1_000_000_000L);
        pump.flowUntil(DAY + DAY / 2);
        assertThat(pump.rate()).as("1.5 mL left").isEqualTo(800_000_000L);
        pump.flowUntil(100 * DAY);
        assertThat(pump.rate()).isZero();
        assertThat(pump.body().isDry()).isTrue();
        assertThat(pushed(pump)).as("not a picolitre of the residual").isEqualTo(3_000_000_000L);
    }

    @Test
    void aReservoirLastsLongerThanItsVolumeAndItsLabelSay() {
        Restrictor pump = pump(3);
        pump.flowUntil(3 * DAY);
        assertThat(pump.body().isDry()).as("the last millilitres come slower").isFalse();
    }

    @Test
    void howeverTimeAndPeopleCutItNothingIsGainedOrLost() {
        RandomGenerator chance = Randomness.seeded(Seeds.seed("RestrictorTest")).stream("cuts");
        for (int run = 0; run < 60; run++) {
            int millilitres = 1 + chance.nextInt(30);
            Restrictor whole = pump(millilitres);
            Restrictor cut = pump(millilitres);
            long at = 0;
            for (int act = 0; act < 12; act++) {
                long next = at + chance.nextLong(6 * DAY);
                whole.flowUntil(next);
                while (at < next) {
                    at = Math.min(next, at + 1 + chance.nextLong(DAY));
                    cut.flowUntil(at);
                }
                change(chance.nextInt(9), chance.nextLong(1_000), whole, cut);
                assertThat(cut.body().json().canonicalText())
                        .as("run %d act %d", run, act)
                        .isEqualTo(whole.body().json().canonicalText());
                assertThat(cut.carried()).isEqualTo(whole.carried());
                conserved(whole);
            }
        }
    }

    private static void change(int what, long much, Restrictor... pumps) {
        for (Restrictor each : pumps) {
            switch (what) {
                case 0 -> each.warm(36_000 + 4 * much);
                case 1 -> each.press(70_000 + 60 * much);
                case 2 -> each.drift(much - 500);
                case 3 -> each.body().withdraw(new Volume(much * 30_000));
                case 4 -> {
                    each.body().withdraw(new Volume(30_000_000));
                    each.body().fill(new Volume(10_000_000 + much * 20_000), WEAKER);
                }
                case 5 -> each.body().leak((int) much);
                case 6 -> each.body().block(new Volume(20_000));
                case 7 -> each.body().unblock();
                default -> {
                    // nothing happens
                }
            }
        }
    }

    private static void conserved(Restrictor pump) {
        Truth truth = pump.body().truth(Instant.ofEpochMilli(pump.at()), pump.rate() > 0);
        SortedMap<String, Ratio> found = new TreeMap<>();
        List.of(
                        truth.deliveredNanograms(),
                        truth.withdrawnNanograms(),
                        truth.lostNanograms(),
                        truth.inPathNanograms(),
                        truth.inReservoirNanograms())
                .forEach(part -> part.forEach((drug, mass) -> found.merge(drug, mass, Ratio::plus)));
        found.values().removeIf(mass -> mass.signum() == 0);
        assertThat(found).isEqualTo(truth.suppliedNanograms());
    }
}
