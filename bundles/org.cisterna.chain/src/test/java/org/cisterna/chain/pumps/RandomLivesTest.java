// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random lives of a pump, its links, its driver, the ledger and the platform beside a model of a hundred lines. Everything is looked at after
 * each step, so a life that fails is told up to the step that failed: the shortest beginning of it that does.
 * {@code -Dcisterna.model.lives=N} lives a family, of {@code -Dcisterna.model.steps=N} steps each; life i has the seed and i.
 */
class RandomLivesTest {

    private static final long SEED = Seeds.seed("RandomLivesTest");
    private static final int LIVES = Integer.getInteger("cisterna.model.lives", 12);
    private static final int STEPS = Integer.getInteger("cisterna.model.steps", 40);

    private static final List<Life.Kind> KINDS = List.of(Life.Kind.values());

    private final Map<String, Integer> seen = new TreeMap<>();

    @ParameterizedTest
    @EnumSource
    void whateverHappensHostAndPumpAreAsTheModelSays(Family family) throws Exception {
        Ward.Image image = Ward.paired(family, SEED);
        for (int i = 0; i < LIVES; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            List<Life.Step> steps = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                Life.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                steps.add(new Life.Step(kind, random.nextLong()));
            }
            Ward.resume(image, seed, ward -> lived(new Life(ward, seen), steps, family, seed));
        }
        System.out.println(family + ": " + LIVES + " lives of " + STEPS + " steps, " + seen);
        assertThat(seen).containsKeys("APPLIED", "refused", "killed", "stop APPLIED");
    }

    private static void lived(Life life, List<Life.Step> steps, Family family, long seed) throws Exception {
        int done = 0;
        try {
            for (Life.Step step : steps) {
                done++;
                life.step(step);
            }
            life.ends();
        } catch (AssertionError | Exception e) {
            System.out.println(family + " with seed " + seed + " fails at step " + done
                    + "; the shortest beginning that does: "
                    + steps.subList(0, done).stream().map(Life.Step::kind).toList());
            throw e;
        }
    }
}
