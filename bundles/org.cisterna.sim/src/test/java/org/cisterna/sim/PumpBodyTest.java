// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

final class PumpBodyTest {

    private static final Instant THEN = Instant.EPOCH;
    private static final Volume USABLE = new Volume(20_000_000);
    private static final Volume RESIDUAL = new Volume(1_400_000);
    private static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));

    private static PumpBody body(Solution content, long usablePicolitres, List<Plug> path) {
        return new PumpBody(USABLE, RESIDUAL, new Plug(usablePicolitres + 1_400_000_000L, content), path);
    }

    private static void conserved(Truth truth) {
        TreeMap<String, Ratio> found = new TreeMap<>(truth.deliveredNanograms());
        truth.withdrawnNanograms().forEach((d, m) -> found.merge(d, m, Ratio::plus));
        truth.inPathNanograms().forEach((d, m) -> found.merge(d, m, Ratio::plus));
        truth.inReservoirNanograms().forEach((d, m) -> found.merge(d, m, Ratio::plus));
        assertThat(found).isEqualTo(truth.suppliedNanograms());
    }

    /** Domain invariant 4: per drug, nothing appears and nothing is lost, whatever is pushed, withdrawn and filled. */
    @Test
    void massIsConservedExactly() {
        long seed = Seeds.seed("PumpBodyTest.massIsConservedExactly");
        Random random = new Random(seed);
        for (int run = 0; run < 40; run++) {
            PumpBody body = body(
                    BACLOFEN,
                    random.nextInt(20) * 1_000_000_000L,
                    List.of(new Plug(140_000_000, Solution.DRUG_FREE), new Plug(175_500_000, BACLOFEN)));
            for (int step = 0; step < 60; step++) {
                act(body, random);
                Truth truth = body.truth(THEN, true);
                conserved(truth);
                assertThat(truth.path().stream().mapToLong(Plug::picolitres).sum())
                        .isEqualTo(315_500_000);
                assertThat(truth.usablePicolitres()).isBetween(0L, 20_000_000_000L);
            }
            body = PumpBody.fromJson((JsonObject) Json.parse(body.json().canonicalText()));
            conserved(body.truth(THEN, true));
        }
    }

    private static void act(PumpBody body, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> body.withdraw(new Volume(random.nextInt(3_000_000)));
            case 1 -> {
                long room = 21_400_000_000L - body.truth(THEN, true).reservoir().picolitres();
                Solution fresh = random.nextBoolean()
                        ? BACLOFEN
                        : Solution.of(Map.of(
                                "morphine", new Concentration(1 + random.nextInt(30_000_000)),
                                "clonidine", new Concentration(1 + random.nextInt(900_000))));
                body.fill(new Volume(random.nextLong(1 + room / 1_000)), fresh);
            }
            default -> body.push(random.nextInt(900_000_000));
        }
    }

    @Test
    void theTipGetsWhatLiesInThePathFirst() {
        PumpBody body = body(
                BACLOFEN,
                18_000_000_000L,
                List.of(new Plug(100_000_000, BACLOFEN), new Plug(200_000_000, Solution.DRUG_FREE)));

        body.push(200_000_000);
        assertThat(body.truth(THEN, true).delivered("baclofen")).isEqualTo(Ratio.ZERO);

        body.push(50_000_000);
        assertThat(body.truth(THEN, true).delivered("baclofen"))
                .as("0.05 mL of 2000 mcg/mL is 100 mcg")
                .isEqualTo(Ratio.of(100_000));
        assertThat(body.truth(THEN, true).path()).containsExactly(new Plug(300_000_000, BACLOFEN));
    }

    /** F4: what is left mixes with what is filled in. */
    @Test
    void aFillMixesWithTheResidual() {
        PumpBody body = body(BACLOFEN, 0, List.of());
        body.fill(USABLE, Solution.of("baclofen", new Concentration(500_000)));

        assertThat(body.truth(THEN, true).reservoir().solution().concentration("baclofen"))
                .isEqualTo(Ratio.of(1_400_000L * 2_000_000 + 20_000_000L * 500_000, 21_400_000));
    }

    @Test
    void aDryReservoirGivesNothingAndAFullOneRefuses() {
        PumpBody body = body(BACLOFEN, 10_000, List.of());
        body.push(25_000);
        assertThat(body.isDry()).isTrue();
        assertThat(body.truth(THEN, true).pushedPicolitres()).isEqualTo(10_000);
        assertThat(body.withdraw(USABLE).picolitres()).isZero();

        body.fill(USABLE, BACLOFEN);
        assertThatThrownBy(() -> body.fill(new Volume(1), BACLOFEN))
                .hasMessageContaining("room for 0 nL")
                .hasMessageContaining("withdraw first");
    }
}
