// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For each family and each act, the platform ends at every frame of the dialogue, killed or without power, and at every operation of its disk,
 * where the power goes with what was not synced. The next process, over what is left, says what it knows and no more.
 * {@code -Dcisterna.hostcrash.stride=N} takes every N-th of these moments only, from an offset that the seed gives;
 * {@code -Dcisterna.hostcrash.fates=N} gives what was not synced so many fates.
 */
class HostCrashTest {

    private static final long SEED = Seeds.seed("HostCrashTest");
    private static final int STRIDE = Integer.getInteger("cisterna.hostcrash.stride", 4);
    private static final int FATES = Integer.getInteger("cisterna.hostcrash.fates", 1);

    /** How a life ends. */
    private enum End {
        KILLED_AT_FRAME,
        POWER_LOST_AT_FRAME,
        POWER_LOST_AT_DISK
    }

    /** Beside what became of it: the answer was there before the disk came to the operation at which it was to die. */
    private static final String HEARD = "answered before";

    private final Map<String, Integer> ends = new TreeMap<>();

    @ParameterizedTest
    @EnumSource
    void whereverTheHostEndsTheNextOneSaysWhatIsTrue(Family family) throws Exception {
        Ward.Image image = Ward.paired(family, SEED);
        int all = 0;
        int next = 0;
        for (Act act : family.acts()) {
            Reference reference = Reference.of(image, act, SEED);
            int points = 0;
            for (End end : End.values()) {
                long most = end == End.POWER_LOST_AT_DISK ? reference.operations() : reference.moments();
                for (long point = 1L + Math.floorMod(SEED + 5L * next++, STRIDE); point <= most; point += STRIDE) {
                    for (int fate = 0; fate < FATES; fate++) {
                        ended(reference, end, point, SEED + fate);
                        points++;
                    }
                }
            }
            System.out.println(family + ", " + act.name() + ": " + points + " ends, of 2 x " + reference.moments()
                    + " frames and " + reference.operations() + " operations of the disk, " + FATES + " fates each");
            all += points;
        }
        System.out.println(family + ": the host ended " + all + " times, " + ends);
        assertThat(ends).containsKeys("nothing intended", "UNKNOWN, then APPLIED");
        assertThat(ends.getOrDefault(HEARD, 0))
                .as("%s: the power went after the answer, of %s ends", family, all)
                .isLessThanOrEqualTo(1 + all / 20);
        if (STRIDE == 1) {
            assertThat(ends).containsKeys("UNKNOWN, then NOT_APPLIED", "UNKNOWN, then stopped");
        }
    }

    private void ended(Reference reference, End end, long point, long seed) throws Exception {
        String where = reference.image().family() + ", " + reference.act().name() + ", " + end + " " + point + ", seed "
                + seed + " of " + SEED;
        Ward.resume(reference.image(), seed, ward -> {
            Trial trial = Trial.prepared(ward, reference.act());
            if (end == End.POWER_LOST_AT_DISK) {
                ward.disk().crashAt(ward.disk().operations() + point);
            } else {
                ward.way().moments(each -> {
                    if (each == point && !ward.isDead()) {
                        ward.kill(end == End.POWER_LOST_AT_FRAME);
                    }
                });
            }
            Answer<CommandResult> answer = trial.send(); // what a process says that is no more, nobody hears
            boolean heard = end == End.POWER_LOST_AT_DISK && !ward.isDead();
            if (heard) {
                // with these turns of the threads the disk had less to do than with those of the reference
                ward.kill(true);
            }
            assertThat(ward.isDead()).as(where).isTrue();
            ward.restart();
            if (heard) {
                ends.merge(HEARD, 1, Integer::sum);
                assertThat(trial.entered())
                        .as("%s: what was answered is entered", where)
                        .contains(answer.orElseThrow().outcome());
            }
            goesOn(ward, trial, reference, point, where);
        });
    }

    private void goesOn(Ward ward, Trial trial, Reference reference, long point, String where) throws IOException {
        Trial.Runs runs = trial.runs(reference, where);
        if (trial.isUnknown()) {
            Outcome.Unknown unknown = ward.status().unknown().orElseThrow().outcome();
            trial.saysThatItMayStand(unknown, runs, where);
            assertThat(ward.isIntended(Trial.COMMAND))
                    .as("%s: it is entered", where)
                    .isTrue();
            trial.writesAreRefused(where);
            if (point % 4 == 3) {
                ends.merge("UNKNOWN, then stopped", 1, Integer::sum);
                trial.canBeStopped(reference, where);
                return;
            }
            trial.isResolvedByReading(where);
            ends.merge("UNKNOWN, then " + trial.entered().orElseThrow().name(), 1, Integer::sum);
        } else if (ward.isIntended(Trial.COMMAND)) {
            Optional<Outcome> says = trial.entered();
            ends.merge(says.orElseThrow().name(), 1, Integer::sum);
            Trial.isTrue(says, runs, where);
        } else {
            assertThat(runs)
                    .as("%s: nothing is intended, so nothing was sent", where)
                    .isEqualTo(Trial.Runs.OLD);
            ends.merge("nothing intended", 1, Integer::sum);
            assertThat(trial.send().orElseThrow().outcome())
                    .as("%s: the release is not spent", where)
                    .isInstanceOf(Outcome.Applied.class);
        }
        trial.isSettled(reference, where);
        trial.hasOneEffect(where);
    }
}
