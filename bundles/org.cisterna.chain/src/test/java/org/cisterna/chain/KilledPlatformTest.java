// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.DoseChange.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform ends while it sends a change of dose; the next process, over what is left on the disk, knows what it does not know. */
class KilledPlatformTest {

    private static final long SEED = Seeds.seed("KilledPlatformTest");

    /** Long enough for a checkpoint after the last entry. */
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    /** How a life ends. */
    @FunctionalInterface
    private interface End {
        void of(Scene scene, int point);
    }

    private final Map<String, Integer> ends = new TreeMap<>();

    @Test
    void theProcessIsKilledAtEachStepOfTheDialogue(@TempDir Path folder) throws Exception {
        atEach("killed at step", folder, (scene, point) -> atMoment(scene, point, false));
        assertThat(ends).containsOnlyKeys("APPLIED", "NOT_APPLIED", "nothing sent");
    }

    @Test
    void thePowerFailsAtEachStepOfTheDialogue(@TempDir Path folder) throws Exception {
        atEach("power lost at step", folder, (scene, point) -> atMoment(scene, point, true));
        assertThat(ends).containsOnlyKeys("APPLIED", "NOT_APPLIED", "nothing sent");
    }

    @Test
    void aLifeThatEndsInTheMiddleRepeatsItselfWithItsSeed(@TempDir Path folder) throws Exception {
        assertThat(killedInTheUpdate(folder.resolve("first"), SEED))
                .isEqualTo(killedInTheUpdate(folder.resolve("again"), SEED))
                .isNotEqualTo(killedInTheUpdate(folder.resolve("other"), SEED + 1));
    }

    /** Every byte and every turn of a run whose platform loses power while the pump stands in its interim stop. */
    private static List<String> killedInTheUpdate(Path people, long seed) throws Exception {
        Clinic clinic = Clinic.in(people, seed);
        Scene.Image image = Scene.released(seed, clinic);
        List<String> run = new ArrayList<>();
        VirtualTime time = Scene.resume(image, seed, clinic, scene -> {
            scene.platform().reach().moments(each -> {
                if (!scene.isKilled() && scene.bedside().standsInterim()) {
                    scene.kill(true);
                }
            });
            scene.story().send(image.change());
            assertThat(scene.isKilled()).isTrue();
            scene.restart();
            Sent sent = new Sent(scene, image, "in the interim stop");
            assertThat(sent.state()).isEqualTo(State.UNKNOWN);
            sent.read().orElseThrow();
            scene.bedside().passBound();
            sent.read().orElseThrow();
            assertThat(sent.state()).isEqualTo(State.NOT_APPLIED);
            sent.isSettled();
            scene.platform().close();
            run.add(scene.fingerprint().text());
        });
        run.add(time.interleaving());
        return run;
    }

    private static void atMoment(Scene scene, int point, boolean power) {
        scene.platform().reach().moments(each -> {
            if (each == point) {
                scene.kill(power);
            }
        });
    }

    @Test
    void theDiskDiesAtEachOperationAndThePowerWithIt(@TempDir Path folder) throws Exception {
        atEach("the disk died at operation", folder, (scene, point) -> scene.disk()
                .crashAt(scene.disk().operations() + point));
        assertThat(ends).containsKeys("APPLIED", "nothing sent");
    }

    private void atEach(String what, Path folder, End end) throws Exception {
        Clinic clinic = Clinic.in(folder.resolve("people"), SEED);
        Scene.Image image = Scene.released(SEED, clinic);
        boolean[] whole = new boolean[1];
        int point = 0;
        while (!whole[0]) {
            int at = ++point;
            Scene.resume(image, SEED, clinic, scene -> {
                SimulatedStorage disk = scene.disk();
                end.of(scene, at);
                scene.story().send(image.change());
                scene.time().advance(SHORTLY);
                whole[0] = !disk.fired() && !scene.isKilled();
                disk.crashAt(Long.MAX_VALUE);
                if (!whole[0]) {
                    scene.restart();
                    goesOn(new Sent(scene, image, what + " " + at));
                }
                scene.platform().close();
                LedgerCheck.good(scene.disk(), folder, what + " " + at);
            });
        }
        System.out.println(what + ": " + (point - 1) + ", " + ends);
    }

    /** What the next process makes of it. */
    private void goesOn(Sent sent) {
        Scene scene = sent.scene();
        sent.runsOrStandsAsDeclared();
        boolean intended = !scene.platform().entries(Intent.TYPE).isEmpty();
        boolean ended = sent.ends().stream().anyMatch(each -> !(each.outcome() instanceof Outcome.Unknown));
        if (!intended) {
            assertThat(sent.applied()).as(sent.where()).isFalse();
            assertThat(sent.state()).as(sent.where()).isEqualTo(State.RELEASED);
            ends.merge("nothing sent", 1, Integer::sum);
            assertThat(scene.story().send(sent.image().change()).orElseThrow().state())
                    .as("%s: the release is not spent", sent.where())
                    .isEqualTo(State.APPLIED);
        } else if (!ended) {
            assertThat(sent.state()).as(sent.where()).isEqualTo(State.UNKNOWN);
            assertThat(sent.isUnknown())
                    .as("%s: entered at the start", sent.where())
                    .isTrue();
            sent.writesAreRefused();
            boolean interim = scene.bedside().standsInterim();
            sent.read().orElseThrow();
            if (interim) {
                assertThat(sent.isUnknown()).as(sent.where()).isTrue();
                scene.bedside().passBound();
                sent.read().orElseThrow();
            }
            ends.merge(sent.outcome().map(Outcome::name).orElse(""), 1, Integer::sum);
        }
        sent.isSettled();
    }
}
