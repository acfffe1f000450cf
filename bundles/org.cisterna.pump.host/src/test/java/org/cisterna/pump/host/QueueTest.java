// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Progress;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.PumpStatus.LinkState;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

/** Turns, limits, progress and the end of the host. */
class QueueTest {

    private static void slowReads(Rig rig, Duration each) {
        rig.driver.at(
                "interrogate>",
                () -> rig.time.house().sleepUntil(rig.time.house().now().plus(each)));
    }

    @Test
    void requestsForOnePumpAreServedOneAfterTheOtherInTheirOrder() throws Exception {
        Rig.play("QueueTest.order", rig -> {
            slowReads(rig, Duration.ofSeconds(1));
            List<String> order = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 5; i++) {
                String name = "reader " + (9 - i);
                rig.time.threads().start(name, () -> {
                    rig.read().orElseThrow();
                    order.add(name);
                });
                rig.time.settle();
            }
            rig.time.advance(Duration.ofMillis(500));
            assertThat(rig.status().link()).isEqualTo(LinkState.IN_SESSION);
            assertThat(rig.links.open).as("one session at a time").isEqualTo(1);
            rig.time.advance(Duration.ofSeconds(5));
            assertThat(order).containsExactly("reader 9", "reader 8", "reader 7", "reader 6", "reader 5");
            assertThat(rig.status().link()).isEqualTo(LinkState.SILENT);
        });
    }

    @Test
    void pumpsDoNotWaitForEachOther() throws Exception {
        Rig.play("QueueTest.independent", rig -> {
            FakePump other = rig.newPump("B-2");
            rig.pair(other);
            slowReads(rig, Duration.ofSeconds(10));
            List<Worker> workers = List.of(
                    rig.time.threads().start("reads a", () -> rig.read().orElseThrow()),
                    rig.time.threads().start("reads b", () -> rig.host
                            .read(other.id, Rig.PROGRAMMER)
                            .orElseThrow()));
            rig.time.advance(Duration.ofMillis(10_001));
            assertThat(workers).noneMatch(Worker::isAlive);
        });
    }

    @Test
    void overloadIsARefusalInWordsAndStopsComeThrough() throws Exception {
        Rig.play("QueueTest.overload", rig -> {
            slowReads(rig, Duration.ofSeconds(14));
            List<Answer<PumpStatus.Reading>> answers = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 40; i++) {
                rig.time.threads().start("reads " + i, () -> answers.add(rig.read()));
            }
            rig.time.settle();
            assertThat(answers).hasSize(7).allSatisfy(each -> assertThat(Rig.codes(each))
                    .containsExactly("PUMP_BUSY"));
            assertThat(answers.get(0).violations().get(0).message()).contains("so many requests wait");
            rig.driver.well();
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
            rig.time.advance(Duration.ofMinutes(2));
            assertThat(answers).hasSize(40);
        });
    }

    @Test
    void aRequestWhoseTurnDoesNotComeInTimeIsRefused() throws Exception {
        Rig.play("QueueTest.late", rig -> {
            slowReads(rig, Duration.ofSeconds(14));
            List<Answer<PumpStatus.Reading>> answers = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 8; i++) {
                rig.time.threads().start("reads " + i, () -> answers.add(rig.read()));
            }
            rig.time.advance(Duration.ofMinutes(5));
            assertThat(answers.stream().filter(Answer::isDone)).hasSize(5);
            assertThat(answers.stream().filter(each -> !each.isDone()))
                    .hasSize(3)
                    .allSatisfy(each ->
                            assertThat(each.violations().get(0).message()).contains("did not come within 60000 ms"));
        });
    }

    @Test
    void progressIsToldAndNobodyWhoListensHoldsUpACommand() throws Exception {
        Rig.play("QueueTest.progress", rig -> {
            List<String> steps = new CopyOnWriteArrayList<>();
            Signal never = rig.time.threads().newSignal();
            AutoCloseable throwing = rig.host.follow(progress -> {
                throw new IllegalStateException("a listener's bug");
            });
            AutoCloseable good = rig.host.follow(progress -> steps.add(progress.step()));
            assertThat(Rig.outcome(rig.commit(Rig.NEW))).isInstanceOf(Outcome.Applied.class);
            rig.time.settle();
            assertThat(steps)
                    .containsExactly(
                            "QUEUED",
                            "OPENING",
                            "READING",
                            "INTENT_ENTERED",
                            "STAGING",
                            "COMMITTING",
                            "READING_BACK",
                            "DONE");
            AutoCloseable blocking =
                    rig.host.follow((Progress each) -> Waits.until(rig.time.house(), never, TimeSource.FOREVER));
            assertThat(Rig.outcome(rig.stop())).isInstanceOf(Outcome.Applied.class);
            never.raise();
            rig.time.settle();
            throwing.close();
            good.close();
            blocking.close();
            rig.time.settle();
            assertThat(rig.time.threads().workers())
                    .noneMatch(each -> each.name().equals("host progress"));
        });
    }

    @Test
    void closingEndsWhatIsUnderWayInTheTruthAndRefusesTheRest() throws Exception {
        for (String point : List.of("interrogate>", "stage>", "commit>", "commit<", "readBack>")) {
            Rig.play("QueueTest.close " + point, rig -> {
                rig.driver.once(point, () -> {
                    while (rig.driver.times("interrupt") == 0) {
                        rig.time.house().sleepUntil(rig.time.house().now().plusMillis(10));
                    }
                    ScriptedDriver.cut().act();
                });
                List<Answer<?>> answers = new CopyOnWriteArrayList<>();
                rig.time.threads().start("commits", () -> answers.add(rig.commit(Rig.NEW)));
                rig.time.settle();
                rig.time.threads().start("reads", () -> answers.add(rig.read()));
                rig.time.settle();
                rig.host.close();
                rig.time.settle();
                assertThat(answers).hasSize(2);
                assertThat(Rig.codes(answers.get(0))).containsExactly("HOST_CLOSED");
                boolean applied = rig.pump.programme.equals(Rig.NEW);
                if (point.startsWith("commit") || point.startsWith("readBack")) {
                    assertThat(rig.outcomes()).as(point).containsExactly("UNKNOWN");
                } else {
                    assertThat(applied).isFalse();
                }
                assertThat(Rig.codes(rig.read())).containsExactly("HOST_CLOSED");
                assertThat(Rig.codes(rig.stop())).containsExactly("HOST_CLOSED");
                assertThat(rig.time.threads().workers())
                        .extracting(Worker::name)
                        .as("nobody is left")
                        .isEmpty();
                rig.revive();
                rig.read();
                assertThat(rig.status().unknown()).isEmpty();
            });
        }
    }

    @Test
    void aCallerWhoIsInterruptedStillGetsTheEnd() throws Exception {
        Rig.play("QueueTest.interrupted", rig -> {
            rig.driver.at(
                    "commit>",
                    () -> rig.time.house().sleepUntil(rig.time.house().now().plusSeconds(5)));
            List<Object> seen = new CopyOnWriteArrayList<>();
            Worker worker = rig.time.threads().start("commits", () -> {
                seen.add(Rig.outcome(rig.commit(Rig.NEW)).name());
                seen.add(Thread.currentThread().isInterrupted());
            });
            rig.time.advance(Duration.ofSeconds(1));
            worker.interrupt();
            rig.time.advance(Duration.ofSeconds(10));
            assertThat(seen).containsExactly("APPLIED", true);
        });
    }

    @Test
    void aCallerWithoutANameIsABug() throws Exception {
        Rig.play("QueueTest.caller", rig -> {
            Caller nobody = new Caller("", "", "", "", "c");
            assertThatThrownBy(() -> rig.host.read(rig.pump.id, nobody)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> rig.host.stop(rig.pump.id, rig.command(), "x", Optional.empty(), nobody))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void wrongSettingsAreRefusedWithEveryReason() {
        assertThatThrownBy(() -> new Settings(
                        Duration.ZERO,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15),
                        Duration.ofHours(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        0,
                        8,
                        3,
                        Duration.ofSeconds(1),
                        1))
                .hasMessageContaining("open link [ms] is 0, allowed is 100 to 300000")
                .hasMessageContaining("commit [ms] is 3600000")
                .hasMessageContaining("requests waiting for one pump is 0")
                .hasMessageContaining("bytes of the journal is 1");
    }
}
