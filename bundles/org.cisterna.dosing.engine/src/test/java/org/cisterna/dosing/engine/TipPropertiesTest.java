// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.cisterna.quantity.Ratio;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** The path as a queue: nothing is lost in it, and both ways of flowing through it agree with the formulae and with each other. */
class TipPropertiesTest {

    private static final int CASES = Integer.getInteger("cisterna.cases", 1_000);
    private static final List<String> DRUGS = List.of("morphine", "bupivacaine", "baclofen");

    private static Mix mix(SplittableRandom random) {
        return random.nextInt(4) == 0
                ? Mix.NO_DRUG
                : new Mix(Map.of(DRUGS.get(random.nextInt(3)), Ratio.of(random.nextLong(1, 40_000_000))));
    }

    private static Ratio volume(SplittableRandom random) {
        return Ratio.of(random.nextLong(1, 1_000_000), random.nextLong(1, 20));
    }

    private static PathQueue queue(SplittableRandom random) {
        List<PathQueue.Plug> plugs = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            plugs.add(new PathQueue.Plug(volume(random), mix(random)));
        }
        return new PathQueue(plugs);
    }

    @Test
    void whatGoesInComesOutOrStaysPerDrug() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("TipPropertiesTest.conservation"));
        for (int i = 0; i < CASES; i++) {
            PathQueue queue = queue(random);
            Mix entering = mix(random);
            Ratio volume = volume(random);

            PathQueue.Pushed pushed = queue.push(volume, entering);

            assertThat(pushed.after().nanolitres()).isEqualTo(queue.nanolitres());
            for (String drug : DRUGS) {
                Ratio in = new PathQueue.Plug(volume, entering).nanograms(drug);
                assertThat(pushed.nanograms(drug).plus(pushed.after().nanograms(drug)))
                        .isEqualTo(in.plus(queue.nanograms(drug)));
            }
        }
    }

    @Test
    void plugFlowIsWhatTheQueuePushesOut() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("TipPropertiesTest.plugFlow"));
        for (int i = 0; i < CASES; i++) {
            PathQueue queue = queue(random);
            Mix reservoir = mix(random);
            TipContent content = new TipContent(queue, reservoir);
            Ratio first = volume(random);
            Ratio then = volume(random);
            PathQueue.Pushed pushed = queue.push(first, reservoir);
            for (String drug : DRUGS) {
                assertThat(content.nominal(drug, first)).isEqualTo(pushed.nanograms(drug));
                assertThat(content.nominal(drug, first.plus(then)).minus(content.nominal(drug, first)))
                        .isEqualTo(pushed.after().push(then, reservoir).nanograms(drug));
            }
            assertThat(content.after(first)).isEqualTo(pushed.after().atTip());
        }
    }

    @Test
    void laminarFlowIsNeverBehindPlugFlowAndTheDifferenceFalls() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("TipPropertiesTest.laminar"));
        for (int i = 0; i < CASES; i++) {
            Ratio path = volume(random);
            Mix drug = new Mix(Map.of("baclofen", Ratio.of(random.nextLong(1, 40_000_000))));
            TipContent content = new TipContent(PathQueue.of(path, Mix.NO_DRUG), drug);
            Ratio theta = Ratio.of(random.nextLong(1, 4_000), 1_000);
            Ratio at = path.times(theta);
            Ratio nominal = content.nominal("baclofen", at);
            Ratio laminar = content.laminar("baclofen", at);

            assertThat(laminar).isGreaterThanOrEqualTo(nominal);
            assertThat(content.bound("baclofen", Ratio.ZERO, at)).isEqualTo(laminar);
            Ratio all = drug.of("baclofen").times(path).dividedBy(1_000_000);
            if (theta.compareTo(Ratio.of(1, 2)) <= 0) {
                assertThat(laminar).isEqualTo(Ratio.ZERO);
            } else {
                assertThat(laminar)
                        .isEqualTo(all.times(
                                theta.plus(Ratio.ONE.dividedBy(theta.times(4))).minus(Ratio.ONE)));
            }
            if (theta.compareTo(Ratio.ONE) >= 0) {
                assertThat(laminar.minus(nominal)).isEqualTo(all.dividedBy(theta.times(4)));
            }
        }
    }

    /** W25: what is out of the tip after a half, one, one and a half, two and five volumes of the path. */
    @Test
    void theBoundOfTheWorkedExample() {
        Mix drug = new Mix(Map.of("baclofen", Ratio.of(2_000_000)));
        Ratio path = Ratio.of(361_800);
        TipContent content = new TipContent(PathQueue.of(path, Mix.NO_DRUG), drug);
        Map<Ratio, Ratio> expected = Map.of(
                Ratio.of(1, 2),
                Ratio.ZERO,
                Ratio.ONE,
                Ratio.of(180_900),
                Ratio.of(3, 2),
                Ratio.of(482_400),
                Ratio.of(2),
                Ratio.of(814_050),
                Ratio.of(5),
                Ratio.of(2_930_580));
        expected.forEach((theta, nanograms) ->
                assertThat(content.laminar("baclofen", path.times(theta))).isEqualTo(nanograms));
        assertThat(content.earliestRise("baclofen")).contains(path.dividedBy(2));
    }

    @Test
    void anAspirationTakesFromTheTip() {
        SplittableRandom random = new SplittableRandom(Seeds.seed("TipPropertiesTest.aspirated"));
        for (int i = 0; i < CASES; i++) {
            PathQueue queue = queue(random);
            Ratio taken = volume(random);
            PathQueue after = queue.aspirated(taken);
            Ratio gone = taken.compareTo(queue.nanolitres()) > 0 ? queue.nanolitres() : taken;

            assertThat(after.nanolitres()).isEqualTo(queue.nanolitres());
            assertThat(after.withoutDrugAtTip()).isGreaterThanOrEqualTo(gone);
            for (String drug : DRUGS) {
                assertThat(after.nanograms(drug))
                        .isEqualTo(queue.nanograms(drug)
                                .minus(queue.push(gone, Mix.NO_DRUG).nanograms(drug)));
            }
        }
    }

    @Test
    void theRowsOfTheWorkedExampleForPatientBoluses() {
        long hour = 3_600_000;
        assertThat(Stream.of(3L, 24L, 5L, 1L).map(hours -> PatientBolusCheck.exact(hours * hour)))
                .containsExactly(8L, 1L, 5L, 24L);
        assertThat(Stream.of(3L, 24L, 5L).map(hours -> PatientBolusCheck.safe(hours * hour, 0)))
                .containsExactly(9L, 2L, 5L);
        assertThat(Stream.of(3L, 24L, 5L).map(hours -> PatientBolusCheck.safe(hours * hour, 1_000)))
                .containsExactly(9L, 2L, 5L);
    }
}
