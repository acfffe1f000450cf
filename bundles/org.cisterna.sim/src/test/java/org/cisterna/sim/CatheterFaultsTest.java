// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** What can be wrong with catheter and syringe changes where the drug goes, and nothing of it vanishes. */
final class CatheterFaultsTest {

    private static final Volume USABLE = new Volume(20_000_000);
    private static final Volume RESIDUAL = new Volume(1_400_000);
    private static final Volume GIVES = new Volume(20_000);
    private static final long MICROLITRE = 1_000_000;
    private static final Solution BACLOFEN = Solution.of("baclofen", new Concentration(2_000_000));
    private static final Solution MORPHINE = Solution.of("morphine", new Concentration(10_000_000));

    private static PumpBody body() {
        return new PumpBody(
                USABLE,
                RESIDUAL,
                new Plug(21_400 * MICROLITRE, BACLOFEN),
                List.of(new Plug(140 * MICROLITRE, BACLOFEN)),
                List.of(new Plug(175 * MICROLITRE, MORPHINE)));
    }

    private static Truth truth(PumpBody body) {
        return body.truth(Instant.EPOCH, true);
    }

    private static void conserved(Truth truth) {
        TreeMap<String, Ratio> found = new TreeMap<>(truth.deliveredNanograms());
        truth.withdrawnNanograms().forEach((d, m) -> found.merge(d, m, Ratio::plus));
        truth.lostNanograms().forEach((d, m) -> found.merge(d, m, Ratio::plus));
        truth.inPathNanograms().forEach((d, m) -> found.merge(d, m, Ratio::plus));
        truth.inReservoirNanograms().forEach((d, m) -> found.merge(d, m, Ratio::plus));
        assertThat(found).isEqualTo(truth.suppliedNanograms());
    }

    @Test
    void aLeakTakesItsShareAtTheConnectorAndTheRestPushesTheCatheter() {
        PumpBody body = body();
        body.leak(300);
        body.push(100 * MICROLITRE);

        Truth truth = truth(body);
        assertThat(truth.lostPicolitres()).isEqualTo(30 * MICROLITRE);
        assertThat(truth.lostNanograms()).containsOnlyKeys("baclofen");
        assertThat(truth.atTipPicolitres()).isEqualTo(70 * MICROLITRE);
        assertThat(truth.delivered("morphine")).isEqualTo(Ratio.of(700_000));
        assertThat(truth.pushedPicolitres()).isEqualTo(100 * MICROLITRE);
        conserved(truth);

        body.leak(0);
        body.push(10 * MICROLITRE);
        assertThat(truth(body).lostPicolitres()).isEqualTo(30 * MICROLITRE);
    }

    @Test
    void offTheConnectorTheCatheterStandsStillAndAllIsLost() {
        PumpBody body = body();
        body.disconnected(true);
        body.push(500 * MICROLITRE);

        assertThat(truth(body).atTipPicolitres()).isZero();
        assertThat(truth(body).lostPicolitres()).isEqualTo(500 * MICROLITRE);
        assertThat(truth(body).path().get(truth(body).path().size() - 1))
                .isEqualTo(new Plug(175 * MICROLITRE, MORPHINE));
        conserved(truth(body));

        body.disconnected(false);
        body.push(MICROLITRE);
        assertThat(truth(body).delivered("morphine")).isEqualTo(Ratio.of(10_000));
    }

    @Test
    void aBlockedPathSwellsTakesNothingMoreAndGivesItBackAtOnce() {
        PumpBody body = body();
        body.block(GIVES);

        body.push(15 * MICROLITRE);
        assertThat(body.takesPicolitres()).isEqualTo(5 * MICROLITRE);
        body.push(15 * MICROLITRE);
        assertThat(truth(body).pushedPicolitres()).as("it gives 20 µL").isEqualTo(20 * MICROLITRE);
        assertThat(body.canFlow()).isFalse();
        body.push(MICROLITRE);
        assertThat(truth(body).atTipPicolitres()).isZero();
        assertThat(truth(body).usablePicolitres()).isEqualTo(19_980 * MICROLITRE);
        conserved(truth(body));

        PumpBody again = PumpBody.fromJson((JsonObject) Json.parse(body.json().canonicalText()));
        again.unblock();
        assertThat(truth(again).atTipPicolitres()).isEqualTo(20 * MICROLITRE);
        assertThat(truth(again).delivered("morphine")).isEqualTo(Ratio.of(200_000));
        again.push(MICROLITRE);
        assertThat(truth(again).pushedPicolitres()).isEqualTo(21 * MICROLITRE);
        assertThat(truth(again).path().stream().mapToLong(Plug::picolitres).sum())
                .isEqualTo(315 * MICROLITRE);
        conserved(truth(again));
    }

    @Test
    void behindALeakABlockedCatheterGetsNothingAndDoesNotSwell() {
        PumpBody body = body();
        body.leak(10);
        body.block(GIVES);
        body.push(50 * MICROLITRE);
        assertThat(truth(body).lostPicolitres()).isEqualTo(50 * MICROLITRE);
        body.unblock();
        assertThat(truth(body).atTipPicolitres()).isZero();
    }

    @Test
    void aNeedleAstrayFillsTheTissueAndNotTheReservoir() {
        PumpBody body = body();
        body.withdraw(USABLE);
        body.needleAstray(true);
        body.fill(USABLE, MORPHINE);

        assertThat(body.isDry()).isTrue();
        assertThat(truth(body).lostNanograms().get("morphine")).isEqualTo(Ratio.of(200_000_000));
        conserved(truth(body));
        assertThatThrownBy(() -> body.fill(new Volume(20_000_001), MORPHINE)).hasMessageContaining("withdraw first");

        body.needleAstray(false);
        body.fill(USABLE, MORPHINE);
        assertThat(body.usablePicolitres()).isEqualTo(20_000 * MICROLITRE);
    }

    @Test
    void refusesALeakThatCannotBe() {
        assertThatThrownBy(() -> body().leak(1_001)).hasMessageContaining("0 to 1000 per mille, got 1001");
        assertThatThrownBy(() -> BodyFaults.inject(body(), DeviceFault.LEAK, -1, GIVES))
                .hasMessageContaining("got -1");
        assertThatThrownBy(() -> BodyFaults.inject(body(), DeviceFault.RESTART, 0, GIVES))
                .hasMessageContaining("has no RESTART");
    }

    /** However a delivery is cut into pieces, through whatever memory, the same volumes of the same drugs arrive at the same places. */
    @Test
    void piecesDoNotMatterAndNothingVanishes() {
        long seed = Seeds.seed("CatheterFaultsTest.piecesDoNotMatter");
        Random random = new Random(seed);
        for (int run = 0; run < 30; run++) {
            PumpBody whole = body();
            PumpBody pieces = body();
            for (int act = 0; act < 25; act++) {
                int what = random.nextInt(6);
                int share = random.nextInt(1_001);
                long volume = random.nextInt(300) * 11_450L;
                for (PumpBody each : List.of(whole, pieces)) {
                    switch (what) {
                        case 0 -> each.leak(share);
                        case 1 -> each.disconnected(share > 800);
                        case 2 -> each.block(GIVES);
                        case 3 -> each.unblock();
                        default -> {
                            /* only pushes */
                        }
                    }
                }
                whole.push(volume);
                for (long left = volume; left > 0; left -= 11_450) {
                    pieces.push(11_450);
                }
                pieces = PumpBody.fromJson((JsonObject) Json.parse(pieces.json().canonicalText()));
                conserved(truth(whole));
                assertThat(truth(pieces)).isEqualTo(truth(whole));
            }
        }
    }
}
