// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.StopRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The link breaks at every byte of the dialogue that sends a change of dose, in either direction: it is cut, falls silent, or turns a bit over. {@code -Dcisterna.chain.stride=N} takes
 * every N-th byte only, from an offset that the
 * seed gives; no frame is shorter than 31 bytes, so that 31 breaks each of them.
 */
class CutLinkTest {

    private static final long SEED = Seeds.seed("CutLinkTest");
    private static final int STRIDE = Integer.getInteger("cisterna.chain.stride", 31);

    /** What a test does with a change that was sent over a link that broke. */
    @FunctionalInterface
    private interface Aftermath {
        void look(Sent sent) throws Exception;
    }

    private final Map<String, Integer> ends = new TreeMap<>();

    private void atEveryByte(Path folder, Kind kind, boolean gone, Aftermath aftermath) throws Exception {
        Clinic clinic = Clinic.in(folder.resolve("people"), SEED);
        Scene.Image image = Scene.released(SEED, clinic);
        Reach.Traffic whole = wholeDialogue(image, clinic);
        int bytes = 0;
        for (Direction direction : Direction.values()) {
            for (long after = Math.floorMod(SEED, STRIDE); after < whole.bytes(direction); after += STRIDE) {
                LinkFault fault = new LinkFault(kind, direction, after);
                String where = kind + " after byte " + after + " " + direction;
                Scene.resume(image, SEED, clinic, scene -> {
                    scene.platform().reach().breakNext(fault, gone);
                    scene.story().send(image.change());
                    Sent sent = new Sent(scene, image, where);
                    ends.merge(sent.outcome().map(Outcome::name).orElse("nothing sent"), 1, Integer::sum);
                    sent.runsOrStandsAsDeclared();
                    sent.saysNothingUntrue();
                    aftermath.look(sent);
                    scene.platform().close();
                    LedgerCheck.good(scene.disk(), folder, where);
                });
                bytes++;
            }
        }
        System.out.println(kind + (gone ? ", pump gone: " : ": ") + bytes + " bytes of "
                + (whole.bytes(Direction.TO_DEVICE) + whole.bytes(Direction.FROM_DEVICE)) + ", " + ends);
    }

    /** The dialogue as it is when nothing goes wrong: one link. */
    private static Reach.Traffic wholeDialogue(Scene.Image image, Clinic clinic) throws Exception {
        Reach.Traffic[] traffic = new Reach.Traffic[1];
        Scene.resume(image, SEED, clinic, scene -> {
            assertThat(scene.story().send(image.change()).orElseThrow().state()).isEqualTo(State.APPLIED);
            assertThat(scene.platform().reach().traffic()).hasSize(1);
            traffic[0] = scene.platform().reach().traffic().get(0);
        });
        return traffic[0];
    }

    @Test
    void thePumpStaysInReachAndTheHostFindsOutWhatIsTrue(@TempDir Path folder) throws Exception {
        atEveryByte(folder, Kind.CUT, false, Sent::isSettled);
        assertThat(ends).containsOnlyKeys("APPLIED", "NOT_APPLIED", "nothing sent");
    }

    @Test
    void theLinkFallsSilentAndNobodyIsTold(@TempDir Path folder) throws Exception {
        atEveryByte(folder, Kind.SILENCE, false, Sent::isSettled);
        assertThat(ends).containsOnlyKeys("APPLIED", "NOT_APPLIED", "nothing sent");
    }

    @Test
    void aBitTurnsOverAndTheDriverAsksAgain(@TempDir Path folder) throws Exception {
        atEveryByte(folder, Kind.FLIP, false, Sent::isSettled);
        assertThat(ends).containsOnlyKeys("APPLIED");
    }

    @Test
    void thePumpIsLostAndAReadingLaterTellsWhatIsTrue(@TempDir Path folder) throws Exception {
        atEveryByte(folder, Kind.CUT, true, sent -> {
            Scene scene = sent.scene();
            if (sent.isUnknown()) {
                sent.writesAreRefused();
                assertThat(Sent.codes(sent.read())).as(sent.where()).containsExactly("LINK_FAILED");
                scene.platform().reach().back();
                if (scene.bedside().standsInterim()) {
                    assertThat(sent.read().orElseThrow().snapshot().motor())
                            .as(sent.where())
                            .isEqualTo(MotorState.INTERIM_STOP);
                    assertThat(sent.isUnknown()).as(sent.where()).isTrue();
                    sent.writesAreRefused();
                    scene.bedside().passBound();
                }
                sent.read().orElseThrow();
            }
            scene.bedside().passBound();
            sent.isSettled();
        });
        assertThat(ends).containsKeys("NOT_APPLIED", "UNKNOWN", "nothing sent");
    }

    @Test
    void thePumpIsLostAndAStopGoesOutWhenItIsBack(@TempDir Path folder) throws Exception {
        atEveryByte(folder, Kind.CUT, true, sent -> {
            Scene scene = sent.scene();
            boolean applied = sent.applied();
            boolean unknown = sent.isUnknown();
            scene.platform().reach().back();
            Outcome stopped = scene.platform()
                    .therapy()
                    .stop(
                            Bedside.PUMP,
                            new StopRequest("patient is drowsy", Optional.empty()),
                            scene.story().programmer())
                    .orElseThrow()
                    .result()
                    .outcome();
            assertThat(stopped).as(sent.where()).isInstanceOf(Outcome.Applied.class);
            assertThat(scene.bedside().deliveredIn(Duration.ofDays(1)))
                    .as(sent.where())
                    .isZero();
            if (unknown) {
                assertThat(sent.outcome().map(Outcome::name))
                        .as("%s: what the stop found settles what stood", sent.where())
                        .contains(applied ? "APPLIED" : "NOT_APPLIED");
            }
        });
        assertThat(ends).containsKeys("NOT_APPLIED", "UNKNOWN", "nothing sent");
    }
}
