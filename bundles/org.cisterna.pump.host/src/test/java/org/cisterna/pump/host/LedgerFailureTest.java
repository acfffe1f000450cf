// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpStatus;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.junit.jupiter.api.Test;

/** The ledger fails, vanishes or hangs at each entry of a command. */
class LedgerFailureTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Test
    void whatTheLedgerSaysOfPumpsIsToldWholeOrSaidToBeBehind() throws Exception {
        Rig.play("LedgerFailureTest.behind", rig -> {
            rig.read().orElseThrow();
            assertThat(rig.host.behind()).isEmpty();
            Host next = rig.start();
            assertThat(next.behind()).as("no ledger came yet").isEmpty();
            MortalLedger slow = new MortalLedger(rig.memory);
            Signal read = rig.time.threads().newSignal();
            slow.reading = () -> rig.time.house().await(read, TimeSource.FOREVER);
            next.add(slow);
            assertThat(next.behind()).hasValueSatisfying(words -> assertThat(words)
                    .contains("still being read: 0 of " + rig.memory.size() + " entries"));
            assertThat(next.pump(rig.pump.id).orElseThrow().reading())
                    .as("this is why it is asked first")
                    .isEmpty();
            read.raise();
            assertThat(next.behind()).isEmpty();
            assertThat(next.pump(rig.pump.id).orElseThrow().reading()).isPresent();
            next.remove(slow);
            assertThat(next.behind()).as("what was read stays known").isEmpty();
            assertThat(next.pump(rig.pump.id).orElseThrow().reading()).isPresent();
        });
    }

    @Test
    void anIntentThatCannotBeEnteredSendsNothing() throws Exception {
        Rig.play("LedgerFailureTest.intent", rig -> {
            rig.memory.refuseEntriesThat(entry -> entry.type().equals(PumpEntries.Intent.TYPE));
            assertThat(Rig.codes(rig.commit(Rig.NEW))).containsExactly("LEDGER_UNAVAILABLE");
            assertThat(rig.driver.times("stage")).isZero();
            assertThat(rig.status().unknown()).isEmpty();
            rig.memory.refuseEntriesThat(entry -> false);
            rig.time.advance(SOON);
            assertThat(rig.outcomes())
                    .as("should it stand there all the same, it has its end")
                    .containsExactly("late NOT_APPLIED");
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Applied.class);
        });
    }

    @Test
    void anOutcomeThatCannotBeEnteredIsJournalledAndEnteredLate() throws Exception {
        Rig.play("LedgerFailureTest.outcome", rig -> {
            rig.memory.refuseEntriesThat(entry -> entry.type().equals(PumpEntries.Ended.TYPE));
            CommandResult result = rig.commit(Rig.NEW).orElseThrow();
            assertThat(result.outcome()).isInstanceOf(Outcome.Applied.class);
            assertThat(result.entry()).isEmpty();
            assertThat(result.reading().orElseThrow().entered()).isFalse();
            assertThat(result.warnings())
                    .anyMatch(words -> words.contains("not in the ledger"))
                    .anyMatch(words -> words.contains("emergency journal"));
            assertThat(rig.status().unknown()).as("its end is known here").isEmpty();
            rig.time.advance(SOON);
            assertThat(rig.outcomes()).containsExactly("late APPLIED");
            assertThat(rig.status().unknown()).isEmpty();
        });
    }

    @Test
    void aLedgerThatGoesBetweenIntentAndCommitStopsTheCommit() throws Exception {
        Rig.play("LedgerFailureTest.between", rig -> {
            rig.driver.at("stage<", () -> rig.memory.readOnly("disk full"));
            CommandResult result = rig.commit(Rig.NEW).orElseThrow();
            assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.NotApplied.class, not -> {
                assertThat(not.evidence()).isEqualTo(Outcome.Evidence.NEVER_SENT);
                assertThat(not.reason()).contains("disk full");
            });
            assertThat(rig.driver.times("commit")).isZero();
            rig.memory.readOnly("");
            rig.time.advance(SOON);
            assertThat(rig.outcomes()).containsExactly("late NOT_APPLIED");
        });
    }

    @Test
    void whatHasLeftIsFinishedWithoutALedger() throws Exception {
        for (String point : List.of("commit>", "commit<", "readBack>")) {
            Rig.play("LedgerFailureTest.finished " + point, rig -> {
                rig.driver.once(point, () -> rig.host.remove(rig.ledger));
                CommandResult result = rig.commit(Rig.NEW).orElseThrow();
                assertThat(result.outcome()).isInstanceOf(Outcome.Applied.class);
                assertThat(result.entry()).isEmpty();
                rig.host.add(rig.ledger);
                rig.time.advance(SOON);
                assertThat(rig.outcomes()).containsExactly("late APPLIED");
                assertThat(rig.status().unknown()).isEmpty();
            });
        }
    }

    @Test
    void aReadingWithoutALedgerIsShownAsNotEntered() throws Exception {
        Rig.play("LedgerFailureTest.read", rig -> {
            PumpStatus.Reading entered = rig.read().orElseThrow();
            rig.memory.readOnly("away");
            PumpStatus.Reading shown = rig.read().orElseThrow();
            assertThat(shown.entered()).isFalse();
            assertThat(shown.entry()).isEqualTo(-1);
            assertThat(rig.status().reading())
                    .as("the same snapshot stands in the ledger")
                    .contains(entered);
            rig.host.remove(rig.ledger);
            assertThat(rig.read().orElseThrow().entered()).isFalse();
        });
    }

    @Test
    void aNewerReadingThatIsNotEnteredIsShownAsSuchInPlaceOfAnOlderOne() throws Exception {
        Rig.play("LedgerFailureTest.newer", rig -> {
            assertThat(rig.read().orElseThrow().snapshot().motor()).isEqualTo(MotorState.RUNNING);
            rig.memory.readOnly("an entry was changed, at index 7");
            CommandResult stopped = rig.stop().orElseThrow();
            assertThat(stopped.outcome()).isInstanceOf(Outcome.Applied.class);
            assertThat(stopped.warnings())
                    .anyMatch(words -> words.contains("entry into the ledger was not possible: "))
                    .noneMatch(words -> words.contains("Exception") || words.contains("org.cisterna"));
            assertThat(rig.status().reading()).hasValueSatisfying(shown -> {
                assertThat(shown.entered()).isFalse();
                assertThat(shown.snapshot().motor()).isEqualTo(MotorState.STOPPED);
            });
            rig.time.advance(SOON);
            PumpStatus.Reading again = rig.read().orElseThrow();
            assertThat(rig.status().reading()).contains(again);

            rig.memory.readOnly("");
            rig.time.advance(SOON);
            PumpStatus.Reading entered = rig.read().orElseThrow();
            assertThat(entered.entered()).isTrue();
            assertThat(rig.status().reading()).contains(entered);
        });
    }

    @Test
    void aReadingThatCannotBeEnteredResolvesNothing() throws Exception {
        Rig.play("LedgerFailureTest.resolve", rig -> {
            rig.driver.at("commit<", () -> {
                rig.driver.at("open>", ScriptedDriver.cut());
                ScriptedDriver.cut().act();
            });
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Unknown.class);
            rig.driver.well();
            rig.memory.readOnly("away");
            assertThat(rig.read().orElseThrow().entered()).isFalse();
            assertThat(rig.status().unknown()).isPresent();
            rig.memory.readOnly("");
            rig.read();
            assertThat(rig.status().unknown()).isEmpty();
        });
    }

    @Test
    void aLedgerThatHangsHoldsUpNeitherAStopNorForEverACommit() throws Exception {
        Rig.play("LedgerFailureTest.hangs", rig -> {
            Signal disk = rig.time.threads().newSignal();
            rig.ledger.before = entries -> Waits.until(rig.time.house(), disk, TimeSource.FOREVER);
            var begin = rig.time.house().now();
            Answer<CommandResult> commit = rig.commit(Rig.NEW);
            assertThat(Rig.codes(commit)).containsExactly("LEDGER_UNAVAILABLE");
            assertThat(commit.violations().get(0).message()).contains("has not come back within 10000 ms");
            assertThat(rig.driver.times("stage")).isZero();
            assertThat(Duration.between(begin, rig.time.house().now())).isLessThan(Duration.ofSeconds(12));

            begin = rig.time.house().now();
            CommandResult stop = rig.stop().orElseThrow();
            assertThat(stop.outcome()).isInstanceOf(Outcome.Applied.class);
            assertThat(stop.warnings()).anyMatch(words -> words.contains("goes out before it stands in the ledger"));
            assertThat(rig.pump.motorSince)
                    .isBeforeOrEqualTo(rig.time
                            .pump()
                            .now()
                            .minus(Duration.between(begin, rig.time.house().now()))
                            .plusSeconds(3));

            disk.raise();
            rig.time.advance(SOON);
            assertThat(rig.entries(PumpEntries.Intent.TYPE))
                    .as("what hung came through")
                    .isEqualTo(2);
            assertThat(rig.status().unknown())
                    .as("the intent of the commit has its end: it was never sent")
                    .isEmpty();
            assertThat(rig.outcomes()).contains("late NOT_APPLIED");
            assertThat(rig.pump.effects).isEqualTo(1);
            rig.kill();
            rig.revive();
            assertThat(rig.status().unknown()).isEmpty();
        });
    }

    @Test
    void evidenceThatCannotBeKeptIsSaid() throws Exception {
        Rig.play("LedgerFailureTest.evidence", rig -> {
            rig.evidence.failing("no space");
            PumpStatus.Reading reading = rig.read().orElseThrow();
            assertThat(reading.entered()).isTrue();
            PumpEntries.Reading body = PumpEntries.Reading.fromJson(
                    rig.memory.all().get((int) reading.entry()).entry().body());
            assertThat(body.notes()).anyMatch(words -> words.contains("no space"));
            rig.host.remove(rig.evidence);
            assertThat(rig.commit(Rig.NEW).orElseThrow().warnings())
                    .anyMatch(words -> words.contains("the evidence store is not there"));
        });
    }

    @Test
    void anotherLedgerIsFoldedFromItsBeginning() throws Exception {
        Rig.play("LedgerFailureTest.another", rig -> {
            rig.read();
            rig.host.remove(rig.ledger);
            var empty = org.cisterna.testkit.MemoryLedger.in(rig.time);
            rig.host.add(empty);
            assertThat(rig.host.pump(rig.pump.id).orElseThrow().linkReason()).contains("does not stand in the ledger");
            assertThat(Rig.codes(rig.commit(Rig.NEW))).containsExactly("PAIRING_NOT_ENTERED");
            rig.host.remove(empty);
            rig.host.add(rig.ledger);
            assertThat(rig.status().linkReason()).isEmpty();
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Applied.class);
        });
    }
}
