// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.Staged;
import org.cisterna.quantity.Concentration;
import org.cisterna.testkit.Seeds;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.junit.jupiter.api.Test;

/**
 * A commit with a fault at each point of each call. Whatever the host says afterwards is held against the pump: APPLIED when it runs the plan,
 * NOT_APPLIED when it runs what it ran, and UNKNOWN only until a good reading.
 */
class CommitFaultTest {

    private static final List<String> POINTS = points();

    private static List<String> points() {
        List<String> points = new ArrayList<>();
        for (String call : ScriptedDriver.COMMIT_CALLS) {
            if (!call.equals("link")) {
                points.add(call + ">");
                points.add(call + "<");
            }
        }
        return points;
    }

    /** Holds the host against the truth, now and after a good reading. */
    private static void truthful(String where, Rig rig, Answer<CommandResult> answer) {
        boolean applied = rig.pump.programme.equals(Rig.NEW);
        if (!answer.isDone()) {
            assertThat(applied).as("%s: refused", where).isFalse();
            assertThat(rig.entries(PumpEntries.Intent.TYPE)).as(where).isZero();
            assertThat(rig.driver.times("commit")).as(where).isZero();
        } else {
            Outcome outcome = Rig.outcome(answer);
            if (outcome instanceof Outcome.Applied) {
                assertThat(applied).as("%s: %s", where, outcome).isTrue();
            } else if (outcome instanceof Outcome.NotApplied) {
                assertThat(applied).as("%s: %s", where, outcome).isFalse();
            } else {
                assertThat(rig.status().unknown()).as(where).isPresent();
                assertThat(Rig.codes(rig.commit(Rig.NEW))).as(where).contains("UNKNOWN_STANDS");
            }
            assertThat(rig.entries(PumpEntries.Intent.TYPE)).as(where).isEqualTo(1);
            assertThat(rig.outcomes()).as(where).containsExactly(outcome.name());
        }
        assertThat(rig.pump.effects).as(where).isEqualTo(applied ? 1 : 0);
    }

    /** A good driver again: a reading resolves what stands, as it is. */
    private static void resolved(String where, Rig rig) {
        boolean applied = rig.pump.programme.equals(Rig.NEW);
        boolean stood = rig.status().unknown().isPresent();
        rig.driver.well();
        rig.read().orElseThrow();
        assertThat(rig.status().unknown()).as(where).isEmpty();
        if (stood) {
            assertThat(rig.outcomes()).as(where).containsExactly("UNKNOWN", applied ? "APPLIED" : "NOT_APPLIED");
        }
        assertThat(rig.links.open).as(where).isZero();
        assertThat(rig.driver.dead).isFalse();
    }

    @Test
    void aLinkCutOnceAtAnyPointEndsInTheTruth() throws Exception {
        long seed = Seeds.seed("CommitFaultTest.cutOnce");
        for (String point : POINTS) {
            Rig.play("cut once at " + point, seed, rig -> {
                rig.driver.once(point, ScriptedDriver.cut());
                Answer<CommandResult> answer = rig.commit(Rig.NEW);
                truthful("cut once at " + point, rig, answer);
                if (List.of("commit>", "commit<", "readBack>", "readBack<").contains(point)) {
                    // the second session tells what became of it
                    assertThat(Rig.outcome(answer)).as(point).isNotInstanceOf(Outcome.Unknown.class);
                }
                resolved(point, rig);
            });
        }
    }

    @Test
    void aLinkThatStaysCutFromAnyPointOnEndsInTheTruth() throws Exception {
        long seed = Seeds.seed("CommitFaultTest.cut");
        for (String point : POINTS) {
            Rig.play("cut from " + point, seed, rig -> {
                rig.driver.at(point, () -> {
                    rig.driver.at("open>", ScriptedDriver.cut());
                    ScriptedDriver.cut().act();
                });
                Answer<CommandResult> answer = rig.commit(Rig.NEW);
                truthful("cut from " + point, rig, answer);
                if (List.of("commit>", "commit<", "readBack>", "readBack<").contains(point)) {
                    Outcome.Unknown unknown = (Outcome.Unknown) Rig.outcome(answer);
                    assertThat(unknown.reason()).contains("the test cut the link");
                    assertThat(unknown.mayBeStoppedSince())
                            .as("INC-1: it may stand still")
                            .isPresent();
                }
                resolved(point, rig);
            });
        }
    }

    @Test
    void aDriverThatThrowsAtAnyPointEndsInTheTruth() throws Exception {
        long seed = Seeds.seed("CommitFaultTest.throws");
        for (String point : POINTS) {
            Rig.play("throws at " + point, seed, rig -> {
                rig.driver.at(point, ScriptedDriver.throwing());
                Answer<CommandResult> answer = rig.commit(Rig.NEW);
                truthful("throws at " + point, rig, answer);
                for (Violation each : answer.violations()) {
                    assertThat(each.message()).doesNotContain("\n");
                }
                resolved(point, rig);
            });
        }
    }

    @Test
    void aDriverThatGivesNullEndsInTheTruth() throws Exception {
        long seed = Seeds.seed("CommitFaultTest.null");
        for (String call : ScriptedDriver.COMMIT_CALLS) {
            Rig.play("null from " + call, seed, rig -> {
                rig.driver.gives(call, value -> null);
                if (call.equals("close")) {
                    rig.driver.well(); // close gives nothing anyhow
                }
                truthful("null from " + call, rig, rig.commit(Rig.NEW));
                resolved(call, rig);
            });
        }
    }

    @Test
    void aDriverThatNeverComesBackKeepsItsThreadAndEndsInTheTruth() throws Exception {
        long seed = Seeds.seed("CommitFaultTest.hangs");
        for (String point : POINTS) {
            Rig.play("hangs at " + point, seed, rig -> {
                Signal release = rig.time.threads().newSignal();
                rig.driver.once(point, () -> rig.time.house().await(release, TimeSource.FOREVER));
                Answer<CommandResult> answer = rig.commit(Rig.NEW);
                truthful("hangs at " + point, rig, answer);
                assertThat(rig.host.drivers().get(0).stuckCalls()).as(point).isEqualTo(1);
                assertThat(rig.status().linkReason())
                        .as(point)
                        .contains("do not come back")
                        .contains("restart");
                assertThat(Rig.codes(rig.read())).as(point).contains("DRIVER_STUCK");

                release.raise();
                rig.time.settle();
                assertThat(rig.host.drivers().get(0).stuckCalls()).as(point).isZero();
                assertThat(rig.pump.effects)
                        .as("what hung does nothing late: %s", point)
                        .isLessThanOrEqualTo(1);
                resolved(point, rig);
            });
        }
    }

    @Test
    void aDriverThatVanishesAtAnyPointEndsInWhatCanBeProved() throws Exception {
        long seed = Seeds.seed("CommitFaultTest.vanishes");
        for (String point : POINTS) {
            Rig.play("vanishes at " + point, seed, rig -> {
                ScriptedDriver old = rig.driver;
                int[] sent = new int[1];
                old.once(point, () -> {
                    rig.host.remove(old);
                    sent[0] = rig.links.written.size();
                });
                Answer<CommandResult> answer = rig.commit(Rig.NEW);
                truthful("vanishes at " + point, rig, answer);
                assertThat(rig.links.written)
                        .as("%s: once its service went it sends nothing", point)
                        .hasSize(sent[0]);
                if (!point.startsWith("close")) {
                    assertThat(rig.status().linkReason()).as(point).startsWith("driver stopped since 2026-01-05T08:0");
                }
                assertThat(Rig.codes(rig.read())).containsExactly("DRIVER_STOPPED");
                long written = rig.links.written.size();
                rig.time.advance(java.time.Duration.ofMinutes(5));
                assertThat(rig.links.written)
                        .as("an old driver sends nothing more: %s", point)
                        .hasSize((int) written);

                rig.host.add(old);
                rig.time.settle();
                resolved(point, rig);
            });
        }
    }

    @Test
    void aPumpThatRefusesEndsNotApplied() throws Exception {
        long seed = Seeds.seed("CommitFaultTest.refuses");
        for (String call : List.of("open", "preview", "stage", "commit")) {
            Rig.play("refuses " + call, seed, rig -> {
                if (call.equals("commit")) {
                    rig.driver.at(
                            "commit>", () -> rig.pump.rolledBack(new org.cisterna.pump.CommandId("0".repeat(32))));
                }
                rig.driver.gives(call, value -> Answer.refused(Violation.of("PUMP_SAYS_NO", "not\u0007 now")));
                Answer<CommandResult> answer = rig.commit(Rig.NEW);
                if (call.equals("commit")) {
                    return; // the fake did it all the same; see aPumpThatRefusesAndDidItIsUnknown
                }
                truthful("refuses " + call, rig, answer);
                if (call.equals("stage")) {
                    assertThat(Rig.outcome(answer))
                            .isEqualTo(
                                    new Outcome.NotApplied(Outcome.Evidence.REFUSED_BY_PUMP, "PUMP_SAYS_NO: not? now"));
                } else {
                    assertThat(Rig.codes(answer)).containsExactly("PUMP_SAYS_NO");
                }
                resolved(call, rig);
            });
        }
    }

    @Test
    void aPumpThatRefusesTheCommitAndRunsTheOldTherapyIsBelieved() throws Exception {
        Rig.play("CommitFaultTest.refusesCommit", rig -> {
            rig.driver.at("commit>", () -> rig.pump.stage(rig.plan(FakePump.OLD)));
            rig.driver.gives("commit", value -> value);
            // nothing staged: the fake itself refuses
            rig.driver.gives("stage", value -> {
                rig.pump.commit(new org.cisterna.pump.CommandId("e".repeat(32)));
                rig.pump.programme = FakePump.OLD;
                rig.pump.revision = new org.cisterna.pump.Revision(7);
                rig.pump.last = Optional.empty();
                return value;
            });
            rig.driver.at("commit>", () -> {});
            Answer<CommandResult> answer = rig.commit(Rig.NEW);
            assertThat(Rig.outcome(answer))
                    .isEqualTo(new Outcome.NotApplied(
                            Outcome.Evidence.REFUSED_BY_PUMP, "NOTHING_STAGED: nothing is staged"));
            assertThat(answer.orElseThrow().reading()).isPresent();
        });
    }

    @Test
    void aDriverThatSaysRefusedAlthoughThePumpDidItIsNotBelieved() throws Exception {
        Rig.play("CommitFaultTest.liesRefused", rig -> {
            rig.driver.gives("commit", value -> Answer.refused(Violation.of("NO", "no")));
            Answer<CommandResult> answer = rig.commit(Rig.NEW);
            assertThat(Rig.outcome(answer)).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
                assertThat(unknown.reason()).contains("a reading found the plan applied");
                assertThat(unknown.mayBeStoppedSince())
                        .as("it was seen running")
                        .isEmpty();
            });
            rig.driver.well();
            rig.read();
            assertThat(rig.outcomes()).containsExactly("UNKNOWN", "APPLIED");
        });
    }

    @Test
    void aReadBackThatDiffersByOneUnitIsNotApplied() throws Exception {
        Rig.play("CommitFaultTest.oneUnit", rig -> {
            rig.driver.at(
                    "commit<",
                    () -> rig.pump.programme =
                            new org.cisterna.pump.Programme.Continuous(new org.cisterna.quantity.FlowRate(164_000)));
            Answer<CommandResult> answer = rig.commit(Rig.NEW);
            assertThat(Rig.outcome(answer))
                    .isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.reason())
                            .contains("0.163 mL/day")
                            .contains("0.164 mL/day"));
            rig.driver.well();
            rig.read().orElseThrow();
            assertThat(rig.status().unknown())
                    .as("a reading that still differs resolves nothing")
                    .isPresent();
            assertThat(Rig.codes(rig.commit(Rig.NEW))).contains("UNKNOWN_STANDS");

            // the way out: stop it; then its state is known, and a new plan can be made
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.status().unknown()).isEmpty();
            assertThat(rig.outcomes()).containsExactly("UNKNOWN", "APPLIED", "UNKNOWN superseded");
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.pump.motor).isEqualTo(MotorState.RUNNING);
        });
    }

    @Test
    void aPumpThatStagesSomethingElseIsNotCommitted() throws Exception {
        for (String what : List.of("programme", "solution", "revision")) {
            Rig.play("CommitFaultTest.staged " + what, rig -> {
                rig.driver.gives("stage", value -> {
                    Staged staged = (Staged) ((Answer<?>) value).orElseThrow();
                    return Answer.done(
                            switch (what) {
                                case "programme" ->
                                    new Staged("s1", staged.expected(), FakePump.OLD, staged.solution());
                                case "solution" ->
                                    new Staged(
                                            "s1",
                                            staged.expected(),
                                            staged.programme(),
                                            Solution.of("baclofen", new Concentration(500_000)));
                                default -> new Staged("s1", new Revision(8), staged.programme(), staged.solution());
                            });
                });
                Answer<CommandResult> answer = rig.commit(Rig.NEW);
                assertThat(Rig.outcome(answer)).isInstanceOfSatisfying(Outcome.NotApplied.class, not -> {
                    assertThat(not.evidence()).isEqualTo(Outcome.Evidence.NEVER_SENT);
                    assertThat(not.reason()).contains("staged something else than the plan");
                });
                truthful("staged " + what, rig, answer);
                assertThat(rig.driver.times("commit")).isZero();
            });
        }
    }

    @Test
    void twoReadingsThatDisagreeAreNoProof() throws Exception {
        Rig.play("CommitFaultTest.disagree", rig -> {
            rig.driver.at("readBack>", () -> {});
            rig.driver.gives("readBack", value -> {
                var back = (org.cisterna.pump.spi.ReadBack) value;
                return new org.cisterna.pump.spi.ReadBack(back.revision(), FakePump.OLD, back.solution(), back.motor());
            });
            assertThat(Rig.outcome(rig.commit(Rig.NEW)))
                    .isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.reason())
                            .contains("two requests found the pump in two states"));
        });
    }

    /** Its memory has kept the old programme: it runs the new one until its next restart only, and an interrogation does not tell. */
    @Test
    void aReadingDoesNotCallAppliedWhatThePumpsMemoryDoesNotHold() throws Exception {
        Rig.play("CommitFaultTest.memory", rig -> {
            rig.driver.gives("readBack", value -> {
                var back = (org.cisterna.pump.spi.ReadBack) value;
                return new org.cisterna.pump.spi.ReadBack(back.revision(), FakePump.OLD, back.solution(), back.motor());
            });
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Unknown.class);
            rig.read();
            rig.read();
            assertThat(rig.outcomes()).containsExactly("UNKNOWN");
            assertThat(rig.status().unknown()).isPresent();
            assertThat(Rig.codes(rig.commit(Rig.NEW))).containsExactly("UNKNOWN_STANDS");
        });
    }

    @Test
    void aPumpWhoseMemoryCannotBeUnderstoodIsStoppedAndHasAWayOut() throws Exception {
        for (boolean silent : List.of(true, false)) {
            Rig.play("CommitFaultTest.wayOut " + silent, rig -> {
                if (silent) {
                    rig.driver.at("readBack>", ScriptedDriver.cut());
                } else {
                    rig.driver.gives("readBack", value -> {
                        var back = (org.cisterna.pump.spi.ReadBack) value;
                        return new org.cisterna.pump.spi.ReadBack(
                                back.revision(), FakePump.OLD, back.solution(), back.motor());
                    });
                }
                assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Unknown.class);
                Answer<CommandResult> stopped = rig.stop();
                assertThat(Rig.outcome(stopped)).isInstanceOf(Outcome.Applied.class);
                assertThat(((Answer.Done<CommandResult>) stopped).value().warnings())
                        .anyMatch(words -> words.contains(silent ? "could not be read back" : "in two states"));
                assertThat(rig.status().unknown()).isEmpty();
                rig.driver.well();
                assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Applied.class);
            });
        }
    }

    /** Whether it stands still is in doubt as well: then nothing is called stopped. */
    @Test
    void aStopIsNotBelievedWhenTheTwoRequestsDisagreeAboutTheMotor() throws Exception {
        Rig.play("CommitFaultTest.motor", rig -> {
            rig.driver.gives("readBack", value -> {
                var back = (org.cisterna.pump.spi.ReadBack) value;
                return new org.cisterna.pump.spi.ReadBack(
                        back.revision(), back.programme(), back.solution(), MotorState.RUNNING);
            });
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Unknown.class);
            rig.read();
            assertThat(rig.outcomes()).containsExactly("UNKNOWN");
            rig.driver.well();
            rig.read();
            assertThat(rig.outcomes()).containsExactly("UNKNOWN", "APPLIED");
        });
    }

    @Test
    void aPumpThatStaysStoppedAfterTheCommitIsLoud() throws Exception {
        for (MotorState motor : List.of(MotorState.STOPPED, MotorState.STALLED, MotorState.INTERIM_STOP)) {
            Rig.play("CommitFaultTest.staysStopped " + motor, rig -> {
                rig.driver.at("commit<", () -> rig.pump.motor(motor));
                Answer<CommandResult> answer = rig.commit(Rig.NEW);
                assertThat(Rig.outcome(answer)).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
                    assertThat(unknown.mayBeStoppedSince()).isPresent();
                });
                assertThat(rig.status().unknown().orElseThrow().outcome().mayBeStoppedSince())
                        .isPresent();
                rig.driver.well();
                rig.pump.motor(MotorState.RUNNING);
                rig.read();
                assertThat(rig.outcomes()).containsExactly("UNKNOWN", "APPLIED");
            });
        }
    }

    @Test
    void aPumpThatRolledBackAndNeverResumedIsNotCalledNotApplied() throws Exception {
        Rig.play("CommitFaultTest.neverResumed", rig -> {
            rig.driver.at("commit>", () -> {
                rig.pump.motor(MotorState.STOPPED); // the field bug: the old programme is not resumed
                ScriptedDriver.cut().act();
            });
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
                assertThat(unknown.reason()).contains("stands still now, without an order");
                assertThat(unknown.mayBeStoppedSince()).isPresent();
            });
        });
    }

    @Test
    void anInterimStopIsWaitedOutWithinBounds() throws Exception {
        Rig.play("CommitFaultTest.interim", rig -> {
            rig.driver.at("commit<", () -> rig.pump.motor(MotorState.INTERIM_STOP));
            rig.driver.afterPasses("readBack>", 1, () -> rig.pump.motor(MotorState.RUNNING));
            Answer<CommandResult> answer = rig.commit(Rig.NEW);
            assertThat(Rig.outcome(answer)).isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void aLateAnswerAfterTheDeadlineIsReadBackInstead() throws Exception {
        Rig.play("CommitFaultTest.late", rig -> {
            rig.driver.at(
                    "commit<",
                    () -> rig.time.house().sleepUntil(rig.time.house().now().plusSeconds(61)));
            Answer<CommandResult> answer = rig.commit(Rig.NEW);
            assertThat(Rig.outcome(answer)).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.pump.effects).isEqualTo(1);
        });
    }
}
