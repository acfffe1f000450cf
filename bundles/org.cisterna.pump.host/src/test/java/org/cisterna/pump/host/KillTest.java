// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpStatus.StandingUnknown;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** The process is killed at each step of a commit and of a stop; the next process over the same folder says what is true, and no more. */
class KillTest {

    private static final List<String> COMMIT_POINTS = List.of(
            "open>",
            "open<",
            "interrogate>",
            "interrogate<",
            "preview>",
            "stage>",
            "stage<",
            "commit>",
            "commit<",
            "readBack>",
            "readBack<",
            "close>",
            "close<");
    private static final List<String> STOP_POINTS = List.of(
            "open>", "open<", "stop>", "stop<", "readBack>", "readBack<", "interrogate>", "interrogate<", "close>");

    private static void restartedAfterCommit(String where, Rig rig, Plan plan, long release) throws Exception {
        boolean intended = rig.entries(PumpEntries.Intent.TYPE) == 1;
        boolean ended = rig.entries(PumpEntries.Ended.TYPE) == 1;
        boolean applied = rig.pump.programme.equals(Rig.NEW);
        rig.revive();
        if (intended && !ended) {
            StandingUnknown standing = rig.status().unknown().orElseThrow();
            assertThat(standing.outcome().reason()).as(where).contains("the platform ended between");
            assertThat(standing.outcome().mayBeStoppedSince()).as(where).isPresent();
            assertThat(rig.outcomes()).as("%s: entered at the start", where).containsExactly("UNKNOWN");
            assertThat(Rig.codes(rig.commit(Rig.NEW))).as(where).contains("UNKNOWN_STANDS");
            rig.read().orElseThrow();
            assertThat(rig.outcomes()).as(where).containsExactly("UNKNOWN", applied ? "APPLIED" : "NOT_APPLIED");
        } else {
            assertThat(rig.status().unknown()).as(where).isEmpty();
            assertThat(rig.outcomes().size()).as(where).isEqualTo(ended ? 1 : 0);
        }
        assertThat(rig.status().unknown()).as(where).isEmpty();
        if (intended) {
            assertThat(Rig.codes(rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER)))
                    .as("%s: its release is used", where)
                    .contains("RELEASE_USED");
        } else {
            assertThat(applied).as(where).isFalse();
        }
        assertThat(rig.pump.effects).as(where).isEqualTo(applied ? 1 : 0);
        int before = rig.pump.effects;
        assertThat(Rig.outcome(rig.commit(
                        new org.cisterna.pump.Programme.Continuous(new org.cisterna.quantity.FlowRate(170_000)))))
                .as("%s: the pump can be written again", where)
                .isInstanceOf(Outcome.Applied.class);
        assertThat(rig.pump.effects).as(where).isEqualTo(before + 1);
    }

    @Test
    void aKillAtAnyCallOfACommitLeavesTheTruthToTheNextProcess() throws Exception {
        long seed = Seeds.seed("KillTest.commit");
        for (String point : COMMIT_POINTS) {
            Rig.play("killed at " + point, seed, rig -> {
                Plan plan = rig.plan(Rig.NEW);
                long release = rig.released(plan);
                rig.driver.once(point, rig::kill);
                rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER);
                restartedAfterCommit("killed at " + point, rig, plan, release);
            });
        }
    }

    private static boolean holds(List<Entry> entries, String type) {
        return entries.stream().anyMatch(each -> each.type().equals(type));
    }

    @Test
    void aKillBeforeOrAfterAnyEntryOfACommitLeavesTheTruthToTheNextProcess() throws Exception {
        long seed = Seeds.seed("KillTest.commitEntries");
        for (String type : List.of(PumpEntries.Intent.TYPE, PumpEntries.Ended.TYPE)) {
            for (boolean after : List.of(false, true)) {
                String where = "killed " + (after ? "after " : "before ") + type;
                Rig.play(where, seed, rig -> {
                    Plan plan = rig.plan(Rig.NEW);
                    long release = rig.released(plan);
                    if (after) {
                        rig.ledger.after = entries -> killOn(rig, entries, type);
                    } else {
                        rig.ledger.before = entries -> killOn(rig, entries, type);
                    }
                    rig.host.commit(plan, release, rig.command(), Rig.PROGRAMMER);
                    assertThat(rig.driver.dead).as(where).isTrue();
                    restartedAfterCommit(where, rig, plan, release);
                });
            }
        }
    }

    private static void killOn(Rig rig, List<Entry> entries, String type) {
        if (holds(entries, type) && !rig.driver.dead) {
            rig.kill();
        }
    }

    @Test
    void aKillAtAnyCallOfAStopLeavesTheTruthToTheNextProcess() throws Exception {
        long seed = Seeds.seed("KillTest.stop");
        for (boolean withLedger : List.of(true, false)) {
            for (String point : STOP_POINTS) {
                String where = "stop killed at " + point + (withLedger ? "" : ", ledger away");
                Rig.play(where, seed, rig -> {
                    rig.read().orElseThrow();
                    if (!withLedger) {
                        rig.memory.readOnly("away");
                    }
                    rig.driver.once(point, rig::kill);
                    rig.stop();
                    boolean stopped = rig.pump.effects == 1;
                    rig.revive();
                    StandingUnknown standing = rig.status().unknown().orElseThrow();
                    assertThat(standing.outcome().mayBeStoppedSince()).as(where).isPresent();
                    if (!withLedger) {
                        assertThat(rig.entries(PumpEntries.Intent.TYPE))
                                .as(where)
                                .isZero();
                        rig.memory.readOnly("");
                        rig.time.advance(java.time.Duration.ofSeconds(10));
                    }
                    rig.read().orElseThrow();
                    assertThat(rig.status().unknown()).as(where).isEmpty();
                    List<String> expected = withLedger
                            ? List.of("UNKNOWN", stopped ? "APPLIED" : "NOT_APPLIED")
                            : List.of("late intent", "UNKNOWN", stopped ? "APPLIED" : "NOT_APPLIED");
                    assertThat(rig.outcomes()).as(where).isEqualTo(expected);
                    assertThat(Rig.outcome(rig.commit(Rig.NEW))).as(where).isInstanceOf(Outcome.Applied.class);
                });
            }
        }
    }

    @Test
    void aKillRightAfterTheJournalHeldTheEndOfAStopKeepsIt() throws Exception {
        Rig.play("KillTest.journalled", rig -> {
            rig.memory.readOnly("away");
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
            rig.kill();
            rig.revive();
            assertThat(rig.status().unknown()).isEmpty();
            assertThat(rig.outcomes()).isEmpty();
            rig.memory.readOnly("");
            rig.time.advance(java.time.Duration.ofSeconds(10));
            assertThat(rig.outcomes()).containsExactly("late intent", "late APPLIED");

            rig.kill();
            rig.revive();
            rig.time.advance(java.time.Duration.ofSeconds(10));
            assertThat(rig.outcomes()).as("entered once").containsExactly("late intent", "late APPLIED");
        });
    }

    @Test
    void aKillWhileLateEntriesAreMadeEntersNothingTwice() throws Exception {
        long seed = Seeds.seed("KillTest.late");
        for (boolean after : List.of(false, true)) {
            Rig.play("KillTest.late " + after, seed, rig -> {
                rig.memory.readOnly("away");
                rig.stop();
                java.util.function.Consumer<List<Entry>> kill = entries -> killOn(rig, entries, PumpEntries.Late.TYPE);
                if (after) {
                    rig.ledger.after = kill;
                } else {
                    rig.ledger.before = kill;
                }
                rig.memory.readOnly("");
                rig.time.advance(java.time.Duration.ofSeconds(10));
                assertThat(rig.driver.dead).isTrue();
                rig.revive();
                rig.time.advance(java.time.Duration.ofSeconds(10));
                assertThat(rig.outcomes()).containsExactly("late intent", "late APPLIED");
                assertThat(Journal.open(rig.storage.afterKill(), 1 << 20).pending())
                        .isEmpty();
            });
        }
    }

    @Test
    void aPairingSurvivesAKillAtAnyStep() throws Exception {
        long seed = Seeds.seed("KillTest.pair");
        for (String point : List.of("pair>", "pair<")) {
            Rig.play("pairing killed at " + point, seed, rig -> {
                FakePump other = rig.newPump("B-2");
                rig.driver.once(point, rig::kill);
                rig.host.pair(other.address(), "fake", "code-B-2", Rig.PROGRAMMER);
                rig.revive();
                assertThat(rig.host.pump(other.id)).as(point).isEmpty();
                rig.pair(other);
                assertThat(rig.host.read(other.id, Rig.PROGRAMMER).isDone()).isTrue();
                assertThat(rig.read().isDone()).as("the one paired before").isTrue();
            });
        }
        Rig.play("pairing killed before its entry", seed, rig -> {
            FakePump other = rig.newPump("B-2");
            rig.ledger.before = entries -> killOn(rig, entries, PumpEntries.Paired.TYPE);
            rig.host.pair(other.address(), "fake", "code-B-2", Rig.PROGRAMMER);
            rig.revive();
            assertThat(rig.host.pump(other.id).orElseThrow().linkReason()).contains("does not stand in the ledger");
            assertThat(Rig.codes(rig.host.commit(
                            rig.plan(other, Rig.NEW),
                            rig.released(rig.plan(other, Rig.NEW)),
                            rig.command(),
                            Rig.PROGRAMMER)))
                    .containsExactly("PAIRING_NOT_ENTERED");
            assertThat(Rig.outcome(rig.host.stop(other.id, rig.command(), "drowsy", Optional.empty(), Rig.PROGRAMMER)))
                    .as("it can be stopped")
                    .isInstanceOf(Outcome.Applied.class);
            rig.pair(other);
            assertThat(rig.host.pump(other.id).orElseThrow().linkReason()).isEmpty();
        });
    }
}
