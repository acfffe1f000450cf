// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Violation;
import org.cisterna.testkit.Seeds;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

class StopTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    /** Something done by another thread, and its result. */
    private static final class Beside<T> {
        private final List<T> results = new CopyOnWriteArrayList<>();
        private final Worker worker;

        Beside(Rig rig, String name, java.util.concurrent.Callable<T> body) throws InterruptedException {
            worker = rig.time.threads().start(name, () -> results.add(body.call()));
            rig.time.settle();
        }

        T result(Rig rig) throws InterruptedException {
            assertThat(worker.join(rig.time.house().now().plus(Duration.ofMinutes(10))))
                    .isTrue();
            return results.get(0);
        }
    }

    @Test
    void aStopNeedsNoReleaseAndIsReadBack() throws Exception {
        Rig.play("StopTest.stop", rig -> {
            rig.read().orElseThrow();
            CommandResult result = rig.stop().orElseThrow();
            assertThat(result.outcome()).isEqualTo(new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(8)));
            assertThat(result.warnings()).isEmpty();
            assertThat(result.entry()).isPresent();
            assertThat(result.reading().orElseThrow().snapshot().motor()).isEqualTo(MotorState.STOPPED);
            PumpEntries.Intent intent = PumpEntries.Intent.fromJson(
                    rig.memory.ofType(PumpEntries.Intent.TYPE).get(0).entry().body());
            assertThat(intent.reason()).contains("drowsy");
            long intended = rig.memory.ofType(PumpEntries.Intent.TYPE).get(0).sequence();
            assertThat(rig.links.written)
                    .filteredOn(each -> each.text().equals("stop"))
                    .hasSize(1)
                    .allMatch(each -> each.ledgerSize() > intended);
        });
    }

    @Test
    void aTechnicianNamesWhoOrderedItAndEverybodySaysWhy() throws Exception {
        Rig.play("StopTest.words", rig -> {
            assertThat(Rig.codes(rig.host.stop(rig.pump.id, rig.command(), "drowsy", Optional.empty(), Rig.TECHNICIAN)))
                    .containsExactly("ORDERED_BY_MISSING");
            assertThat(Rig.codes(
                            rig.host.stop(rig.pump.id, rig.command(), " ", Optional.of("Dr. Lum"), Rig.TECHNICIAN)))
                    .containsExactly("REASON_INVALID");
            assertThat(Rig.codes(rig.host.stop(
                            rig.pump.id, rig.command(), "x".repeat(201), Optional.empty(), Rig.PROGRAMMER)))
                    .containsExactly("REASON_INVALID");
            assertThat(rig.pump.effects).isZero();
            assertThat(Rig.outcome(rig.host.stop(
                            rig.pump.id, rig.command(), "drowsy", Optional.of("Dr. Lum"), Rig.TECHNICIAN)))
                    .isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void aStopOvertakesARunningCommitAtEachOfItsCalls() throws Exception {
        long seed = Seeds.seed("StopTest.overtakes");
        for (String point : List.of("open>", "interrogate>", "stage>", "stage<", "commit>", "commit<", "readBack>")) {
            Rig.play("stop overtakes at " + point, seed, rig -> {
                // the commit's call goes on until it is interrupted, as a slow pump would
                rig.driver.once(point, () -> {
                    Instant latest = rig.time.house().now().plusSeconds(55);
                    while (rig.time.house().now().isBefore(latest)) {
                        rig.time.house().sleepUntil(rig.time.house().now().plusMillis(50));
                        if (rig.driver.times("interrupt") > 0 || rig.driver.times("stop") > 0) {
                            ScriptedDriver.cut().act();
                        }
                    }
                });
                Beside<Answer<CommandResult>> commit = new Beside<>(rig, "commits", () -> rig.commit(Rig.NEW));
                Instant ordered = rig.time.house().now();
                Answer<CommandResult> stop = rig.stop();
                assertThat(Rig.outcome(stop)).as(point).isInstanceOf(Outcome.Applied.class);
                assertThat(rig.pump.motor).as(point).isEqualTo(MotorState.STOPPED);
                assertThat(Duration.between(ordered, rig.time.house().now()))
                        .as("%s: within twice the grace", point)
                        .isLessThanOrEqualTo(Duration.ofSeconds(2));

                Answer<CommandResult> overtaken = commit.result(rig);
                boolean applied = rig.pump.programme.equals(Rig.NEW);
                if (!overtaken.isDone()) {
                    assertThat(Rig.codes(overtaken)).as(point).containsExactly("OVERTAKEN_BY_STOP");
                    assertThat(applied).isFalse();
                } else if (point.startsWith("stage")) {
                    assertThat(Rig.outcome(overtaken)).as(point).isInstanceOf(Outcome.NotApplied.class);
                } else {
                    assertThat(Rig.outcome(overtaken))
                            .as(point)
                            .isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.reason())
                                    .as("said once")
                                    .containsOnlyOnce("a stop was ordered meanwhile"));
                    assertThat(rig.outcomes())
                            .as(point)
                            .containsExactly("UNKNOWN", "APPLIED", applied ? "APPLIED" : "NOT_APPLIED");
                }
                assertThat(rig.status().unknown())
                        .as("%s: the stop's proof settles it", point)
                        .isEmpty();
                rig.time.advance(Duration.ofMinutes(1)); // the call that could not be interrupted comes to its end
                assertThat(rig.pump.effects).as(point).isEqualTo(applied ? 2 : 1);
            });
        }
    }

    @Test
    void aStopGoesBeforeEverythingThatWaitsAndSendsWritesAway() throws Exception {
        Rig.play("StopTest.queue", rig -> {
            rig.driver.once(
                    "interrogate>",
                    () -> rig.time.house().sleepUntil(rig.time.house().now().plusSeconds(2)));
            List<Beside<Answer<?>>> reads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                reads.add(new Beside<>(rig, "reads " + i, rig::read));
            }
            Beside<Answer<CommandResult>> write = new Beside<>(rig, "writes", () -> rig.commit(Rig.NEW));
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
            List<String> before = rig.driver.calls.subList(0, rig.driver.calls.indexOf("stop"));
            assertThat(before)
                    .as("nothing came between the call under way and the stop")
                    .containsExactly(
                            "pair", "open", "identity", "interrogate", "interrupt", "close", "open", "identity");
            assertThat(Rig.codes(write.result(rig))).containsExactly("OVERTAKEN_BY_STOP");
            assertThat(rig.driver.times("commit")).isZero();
            assertThat(Rig.codes(reads.get(0).result(rig))).containsExactly("OVERTAKEN_BY_STOP");
            for (Beside<Answer<?>> each : reads.subList(1, reads.size())) {
                assertThat(each.result(rig).isDone()).as("reads go on after it").isTrue();
            }
        });
    }

    @Test
    void aStopGetsThroughADriverThatDoesNotComeBack() throws Exception {
        Rig.play("StopTest.stuck", rig -> {
            rig.restartWith(withLanes(1));
            Signal never = rig.time.threads().newSignal();
            rig.driver.once("commit>", () -> rig.time.house().await(never, TimeSource.FOREVER));
            Beside<Answer<CommandResult>> commit = new Beside<>(rig, "commits", () -> rig.commit(Rig.NEW));
            Instant ordered = rig.time.house().now();
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
            assertThat(Duration.between(ordered, rig.time.house().now())).isLessThan(Duration.ofSeconds(4));
            assertThat(Rig.outcome(commit.result(rig))).isInstanceOf(Outcome.Unknown.class);
            assertThat(rig.host.drivers().get(0).stuckCalls()).isEqualTo(1);
            never.raise();
            rig.time.settle();
            assertThat(rig.pump.motor).as("what hung can send nothing any more").isEqualTo(MotorState.STOPPED);
            assertThat(rig.pump.effects).isEqualTo(1);
        });
    }

    static Settings withLanes(int lanes) {
        Settings d = Settings.DEFAULT;
        return new Settings(
                d.openLink(),
                d.read(),
                d.stage(),
                d.commit(),
                d.stop(),
                d.pair(),
                d.atOnce(),
                d.grace(),
                d.ledger(),
                d.ledgerBeforeStop(),
                d.queued(),
                d.queueLength(),
                lanes,
                d.attempts(),
                d.pause(),
                d.journalBytes());
    }

    @Test
    void aStopWhoseAnswerIsLostIsSentAgainUnderTheSameId() throws Exception {
        long seed = Seeds.seed("StopTest.again");
        for (String point : List.of("open>", "stop>", "stop<", "readBack>", "interrogate>")) {
            Rig.play("stop cut at " + point, seed, rig -> {
                rig.driver.once(point, ScriptedDriver.cut());
                assertThat(Rig.outcome(rig.stop())).as(point).isInstanceOf(Outcome.Applied.class);
                assertThat(rig.pump.effects).as("%s: one id, one effect", point).isEqualTo(1);
                assertThat(rig.outcomes()).as(point).containsExactly("APPLIED");
            });
        }
    }

    @Test
    void aStopThatCannotBeProvedIsUnknownAndCanBeSentAgain() throws Exception {
        Rig.play("StopTest.unknown", rig -> {
            rig.driver.at("stop<", ScriptedDriver.cut());
            CommandId id = rig.command();
            Answer<CommandResult> answer = rig.host.stop(rig.pump.id, id, "drowsy", Optional.empty(), Rig.PROGRAMMER);
            assertThat(Rig.outcome(answer))
                    .isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.mayBeStoppedSince())
                            .isPresent());
            assertThat(rig.driver.times("stop")).isEqualTo(3);
            assertThat(Rig.codes(rig.commit(Rig.NEW))).contains("UNKNOWN_STANDS");
            rig.driver.well();
            assertThat(Rig.outcome(rig.host.stop(rig.pump.id, id, "drowsy", Optional.empty(), Rig.PROGRAMMER)))
                    .isInstanceOf(Outcome.Applied.class);
            assertThat(rig.pump.effects).isEqualTo(1);
            assertThat(rig.outcomes()).containsExactly("UNKNOWN", "APPLIED");
            assertThat(rig.entries(PumpEntries.Intent.TYPE)).as("one intent").isEqualTo(1);
            assertThat(rig.status().unknown()).isEmpty();

            CommandResult again = rig.host
                    .stop(rig.pump.id, id, "drowsy", Optional.empty(), Rig.PROGRAMMER)
                    .orElseThrow();
            assertThat(again.outcome()).isInstanceOf(Outcome.Applied.class);
            assertThat(again.warnings()).anyMatch(words -> words.contains("sent before"));
        });
    }

    @Test
    void aStopThatNeverReachedThePumpIsNotApplied() throws Exception {
        Rig.play("StopTest.never", rig -> {
            rig.links.atOpen = ScriptedDriver.cut();
            assertThat(Rig.outcome(rig.stop())).isInstanceOfSatisfying(Outcome.NotApplied.class, not -> {
                assertThat(not.evidence()).isEqualTo(Outcome.Evidence.NEVER_SENT);
                assertThat(not.reason()).contains("the test cut the link");
            });
            assertThat(rig.status().unknown()).isEmpty();
            rig.host.remove(rig.driver);
            assertThat(Rig.codes(rig.stop())).containsExactly("DRIVER_STOPPED");
        });
    }

    @Test
    void aPumpThatRefusesToStopIsBelievedOnlyWhenItRuns() throws Exception {
        Rig.play("StopTest.refuses", rig -> {
            rig.driver.gives("stop", value -> Answer.refused(Violation.of("LOCKED", "locked")));
            rig.driver.at("stop<", () -> {
                rig.pump.motor(MotorState.RUNNING);
                rig.pump.last = Optional.empty();
            });
            assertThat(Rig.outcome(rig.stop()))
                    .isInstanceOfSatisfying(Outcome.NotApplied.class, not -> assertThat(not.evidence())
                            .isEqualTo(Outcome.Evidence.REFUSED_BY_PUMP));
            rig.driver.at("stop<", () -> {});
            assertThat(Rig.outcome(rig.stop()))
                    .as("it stands still, whatever it says")
                    .isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void aPumpThatSaysItStoppedAndRunsIsStoppedAgainAndThenUnknown() throws Exception {
        Rig.play("StopTest.lies", rig -> {
            rig.driver.at("stop<", () -> rig.pump.motor(MotorState.RUNNING));
            assertThat(Rig.outcome(rig.stop()))
                    .isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.reason())
                            .contains("says that it stopped, and its motor is RUNNING"));
            assertThat(rig.driver.times("stop")).isEqualTo(3);
        });
    }

    @Test
    void withoutALedgerTheJournalKeepsItAndItIsEnteredLateOnce() throws Exception {
        for (boolean absent : List.of(true, false)) {
            Rig.play("StopTest.journal " + absent, rig -> {
                if (absent) {
                    rig.host.remove(rig.ledger);
                } else {
                    rig.memory.readOnly("a byte was changed at 4");
                }
                CommandResult result = rig.stop().orElseThrow();
                assertThat(result.outcome()).isInstanceOf(Outcome.Applied.class);
                assertThat(result.entry()).isEmpty();
                assertThat(result.warnings())
                        .anyMatch(words -> words.contains("goes out before it stands in the ledger"))
                        .anyMatch(words -> words.contains("kept in the emergency journal"));
                assertThat(Journal.open(rig.storage.afterCrash(1), 1 << 20).pending())
                        .hasSize(2);
                if (absent) {
                    rig.host.add(rig.ledger);
                } else {
                    rig.memory.readOnly("");
                }
                rig.time.advance(SOON);
                assertThat(rig.outcomes()).containsExactly("late intent", "late APPLIED");
                rig.memory.ofType(PumpEntries.Late.TYPE).forEach(each -> {
                    assertThat(each.entry().actor().id())
                            .as("under the actor of the act")
                            .isEqualTo("prog");
                    assertThat(each.entry().pump()).contains(rig.pump.id.text());
                    assertThat(PumpEntries.Late.fromJson(each.entry().body()).house())
                            .isBeforeOrEqualTo(each.houseTime());
                });
                assertThat(Journal.open(rig.storage.afterKill(), 1 << 20).pending())
                        .as("then it is empty")
                        .isEmpty();
                rig.time.advance(SOON);
                assertThat(rig.outcomes()).hasSize(2);
            });
        }
    }

    @Test
    void anOutcomeThatCameInTimeCountsMoreThanWhatIsEnteredLate() throws Exception {
        Rig.play("StopTest.order", rig -> {
            rig.memory.readOnly("away");
            rig.driver.at("stop<", ScriptedDriver.cut());
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Unknown.class);
            rig.driver.well();
            assertThat(rig.status().unknown())
                    .as("it stands without the ledger too")
                    .isPresent();
            // the ledger is back, and a reading is entered before the housekeeping comes to the journal
            rig.memory.refuseEntriesThat(entry -> entry.type().equals(PumpEntries.Late.TYPE));
            rig.memory.readOnly("");
            rig.read().orElseThrow();
            assertThat(rig.status().unknown()).isEmpty();
            rig.memory.refuseEntriesThat(entry -> false);
            rig.time.advance(SOON);
            assertThat(rig.outcomes()).containsExactly("APPLIED", "late intent", "late UNKNOWN");
            assertThat(rig.status().unknown()).isEmpty();
            rig.kill();
            rig.revive();
            assertThat(rig.status().unknown()).as("also folded again").isEmpty();
        });
    }

    @Test
    void whenNothingCanBeWrittenAtAllItStillGoesOutAndSaysSo() throws Exception {
        Rig.play("StopTest.nothing", rig -> {
            rig.memory.readOnly("disk full");
            rig.storage.failAt(rig.storage.operations() + 1);
            CommandResult result = rig.stop().orElseThrow();
            assertThat(result.outcome()).isInstanceOf(Outcome.Applied.class);
            assertThat(rig.pump.motor).isEqualTo(MotorState.STOPPED);
            assertThat(result.warnings())
                    .anyMatch(words -> words.contains("written down nowhere") && words.contains("note it by hand"));
            rig.memory.readOnly("");
            rig.time.advance(SOON);
            assertThat(rig.outcomes()).as("held in memory meanwhile").containsExactly("late intent", "late APPLIED");
        });
    }

    @Test
    void aDiskThatHangsDoesNotHoldItUp() throws Exception {
        Rig.play("StopTest.diskHangs", rig -> {
            Signal disk = rig.time.threads().newSignal();
            rig.host.remove(rig.ledger);
            rig.storage.duringForce(() -> Waits.until(rig.time.house(), disk, TimeSource.FOREVER));
            Instant ordered = rig.time.pump().now();
            CommandResult result = rig.stop().orElseThrow();
            assertThat(result.outcome()).isInstanceOf(Outcome.Applied.class);
            assertThat(Duration.between(ordered, rig.pump.motorSince)).isLessThan(Duration.ofSeconds(5));
            assertThat(result.warnings()).anyMatch(words -> words.contains("written down nowhere"));
            disk.raise();
            rig.time.settle();
        });
    }

    @Test
    void twoStopsAtOnceBothEndWell() throws Exception {
        Rig.play("StopTest.two", rig -> {
            Beside<Answer<CommandResult>> other = new Beside<>(rig, "a stops", rig::stop);
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
            assertThat(Rig.outcome(other.result(rig))).isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void aStopWorksFromTheKeyAloneWhenTheLedgerWasNeverThere() throws Exception {
        Rig.play("StopTest.keyOnly", rig -> {
            rig.kill();
            Host bare = rig.start();
            ScriptedDriver driver = new ScriptedDriver("fake", "1.0");
            driver.pumps.putAll(rig.driver.pumps);
            bare.add(driver);
            rig.time.settle();
            assertThat(bare.pump(rig.pump.id).orElseThrow().linkReason()).contains("can be read and stopped");
            assertThat(bare.read(rig.pump.id, Rig.PROGRAMMER).orElseThrow().entered())
                    .isFalse();
            assertThat(Rig.outcome(bare.stop(rig.pump.id, rig.command(), "drowsy", Optional.empty(), Rig.PROGRAMMER)))
                    .isInstanceOf(Outcome.Applied.class);
        });
    }
}
