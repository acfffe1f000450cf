// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each family and each act, the link breaks after every byte of the dialogue, in either direction: it is cut and the pump stays in reach,
 * it is cut and the pump is lost for a while, one direction falls silent and nobody is told, or a message arrives when nobody waits for it any more. {@code -Dcisterna.cut.stride=N} takes every
 * N-th byte only, from an offset that the seed gives; {@code -Dcisterna.cut.family=NAME} and {@code -Dcisterna.cut.act=NAME} one family and one act of it.
 */
class CutAtEveryByteTest {

    private static final long SEED = Seeds.seed("CutAtEveryByteTest");
    private static final int STRIDE = Integer.getInteger("cisterna.cut.stride", 251);

    private static final String FAMILY = System.getProperty("cisterna.cut.family", "");
    private static final String ACT = System.getProperty("cisterna.cut.act", "");

    /** Longer than anybody waits for an answer, and than a session that is not used any more. */
    private static final Duration LATER = Duration.ofSeconds(20);

    /** What is looked at here is in the log before it is answered, published or not. */
    private static final Duration SELDOM = Duration.ofHours(1);

    /** How it breaks. */
    private enum Break {
        CUT(Kind.CUT, false),
        CUT_AND_LOST(Kind.CUT, true),
        HALF_OPEN(Kind.SILENCE, false),
        LATE(Kind.DELAY, false);

        private final Kind kind;
        private final boolean lost;

        Break(Kind kind, boolean lost) {
            this.kind = kind;
            this.lost = lost;
        }

        LinkFault after(Direction direction, long bytes) {
            return new LinkFault(kind, direction, bytes, this == LATE ? LATER : Duration.ZERO);
        }
    }

    private final Map<String, Integer> ends = new TreeMap<>();

    private static List<Family> families() {
        return FAMILY.isEmpty() ? List.of(Family.values()) : List.of(Family.valueOf(FAMILY));
    }

    private static List<Act> acts(Family family) {
        List<Act> acts = family.acts().stream()
                .filter(each -> ACT.isEmpty() || each.name().equals(ACT))
                .toList();
        assertThat(acts).as("%s has an act '%s'", family, ACT).isNotEmpty();
        return acts;
    }

    @ParameterizedTest
    @MethodSource("families")
    void whateverIsCutThePumpRunsOneOfTheTwoAndTheHostSaysWhich(Family family) throws Exception {
        Ward.Image image = Ward.paired(family, SEED).publishing(SELDOM);
        int all = 0;
        int next = 0;
        for (Act act : acts(family)) {
            Reference reference = Reference.of(image, act, SEED);
            int breaks = 0;
            for (Break how : Break.values()) {
                for (Direction direction : Direction.values()) {
                    // another offset each time: with a stride, all acts together see every frame
                    long from = Math.floorMod(SEED + 37L * next++, STRIDE);
                    for (long after = from; after < reference.bytes(direction); after += STRIDE) {
                        broken(reference, how, how.after(direction, after));
                        breaks++;
                    }
                }
            }
            long bytes = reference.toDevice() + reference.fromDevice();
            System.out.println(family + ", " + act.name() + ": " + breaks + " breaks, of " + Break.values().length
                    + " x " + bytes + " bytes");
            all += breaks;
        }
        System.out.println(family + ": the link broke " + all + " times, " + ends);
        if (ACT.isEmpty()) {
            assertThat(ends).containsKeys("APPLIED", "refused");
        }
        if (STRIDE < 300 && ACT.isEmpty()) {
            assertThat(ends).containsKeys("NOT_APPLIED", "UNKNOWN");
        }
    }

    /** A pump with the field bug of INC-1: what looks at all of them here sees that one stands still for ever. */
    @Test
    void aPumpThatStaysStoppedAfterACutUpdateIsNoticed() throws Exception {
        Ward.Image image = Ward.paired(Family.SYNCHROMED, SEED).publishing(SELDOM);
        Act act = Family.SYNCHROMED.acts().get(0);
        Reference reference = Reference.of(image, act, SEED);
        int noticed = 0;
        for (long after = 900; after < reference.fromDevice(); after += 10) {
            LinkFault fault = new LinkFault(Kind.CUT, Direction.FROM_DEVICE, after);
            boolean[] stays = new boolean[1];
            Ward.resume(image, SEED, ward -> {
                ward.device().inject(DeviceFault.STAYS_STOPPED, 1);
                Trial trial = Trial.prepared(ward, act);
                ward.way().breakNext(fault, true);
                trial.send();
                if (ward.standsInterim()) {
                    ward.passBound();
                    stays[0] = true;
                    assertThatThrownBy(() -> trial.runs(reference, "it stays stopped"))
                            .isInstanceOf(AssertionError.class);
                    assertThat(ward.status().unknown().orElseThrow().outcome().mayBeStoppedSince())
                            .isPresent();
                    ward.way().reach(true);
                    ward.read().orElseThrow();
                    assertThat(trial.isUnknown())
                            .as("nobody says that it was put back")
                            .isTrue();
                }
            });
            noticed += stays[0] ? 1 : 0;
        }
        assertThat(noticed).isPositive();
    }

    private void broken(Reference reference, Break how, LinkFault fault) throws Exception {
        String where = reference.image().family() + ", " + reference.act().name() + ", " + how + " after byte "
                + fault.after() + " " + fault.direction() + ", seed " + SEED;
        Ward.resume(reference.image(), SEED, ward -> {
            Trial trial = Trial.prepared(ward, reference.act());
            ward.way().breakNext(fault, how.lost);
            Answer<CommandResult> answer = trial.send();
            Optional<Outcome> says =
                    answer.isDone() ? Optional.of(answer.orElseThrow().outcome()) : Optional.empty();
            ends.merge(says.map(Outcome::name).orElse("refused"), 1, Integer::sum);
            if (how == Break.LATE) {
                ward.time().advance(LATER); // what was on its way arrives, whatever was said meanwhile
            }
            Trial.Runs runs = trial.runs(reference, where);
            Trial.isTrue(says, runs, where);
            says.ifPresent(each -> trial.saysThatItMayStand(each, runs, where));
            assertThat(trial.isUnknown())
                    .as(where)
                    .isEqualTo(says.filter(Outcome.Unknown.class::isInstance).isPresent());
            assertThat(trial.entered()).as(where).isEqualTo(says);
            if (trial.isUnknown()) {
                trial.writesAreRefused(where);
                if (how.lost) {
                    assertThat(Ward.codes(ward.read())).as(where).containsExactly("LINK_FAILED");
                    assertThat(trial.isUnknown()).as(where).isTrue();
                }
                ward.way().reach(true);
                if (fault.after() % 5 == 4) {
                    trial.canBeStopped(reference, where);
                    return;
                }
                trial.isResolvedByReading(where);
            }
            ward.way().reach(true);
            trial.isSettled(reference, where);
            if (says.isPresent()) {
                trial.hasOneEffect(where);
            }
        });
    }
}
