// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = VirtualTime.create(1);
    private final TimeSource house = time.house();
    private final TimeSource pump = time.pump();
    private final List<String> story = new ArrayList<>();

    private void tell(String what) {
        story.add(Duration.between(VirtualTime.HOUSE_START, house.now()).toMillis() + " " + what);
    }

    private static Instant houseAt(long millis) {
        return VirtualTime.HOUSE_START.plusMillis(millis);
    }

    private Worker sleeper(String name, long... wakeUps) {
        return time.threads().start(name, () -> {
            for (long wakeUp : wakeUps) {
                house.sleepUntil(houseAt(wakeUp));
                tell(name);
            }
        });
    }

    @Test
    void timeMovesOnlyWhenAllWaitAndGoesStraightToTheNextWakeUp() throws Exception {
        long days = Duration.ofDays(400).toMillis();
        time.run(() -> {
            assertThat(house.now()).isEqualTo(VirtualTime.HOUSE_START);
            assertThat(pump.now()).isEqualTo(VirtualTime.PUMP_START);
            house.sleepUntil(houseAt(days));
            tell("woke");
        });
        assertThat(story).containsExactly(days + " woke");
    }

    @Test
    void choosesByWakeUpThenNameThenCreation() throws Exception {
        time.run(() -> {
            sleeper("b", 20, 20, 30);
            sleeper("c", 10, 20);
            sleeper("a", 20, 30);
            time.threads().start("b", () -> tell("second b"));
            house.sleepUntil(houseAt(40));
        });
        assertThat(story).containsExactly("0 second b", "10 c", "20 a", "20 b", "20 b", "20 c", "30 a", "30 b");
    }

    @Test
    void returnsWhatTheBodyReturns() throws Exception {
        assertThat(time.run(() -> "done")).isEqualTo("done");
    }

    @Test
    void runsAgainWhereItStopped() throws Exception {
        time.run(() -> time.advance(Duration.ofSeconds(3)));
        Worker prepared = sleeper("prepared", 5_000);
        time.run(() -> {
            assertThat(house.now()).isEqualTo(houseAt(3_000));
            assertThat(prepared.join(TimeSource.FOREVER)).isTrue();
        });
        assertThat(story).containsExactly("5000 prepared");
    }

    @Test
    void aSignalWakesAllWaitersAndStaysRaisedUntilReset() throws Exception {
        Signal signal = time.threads().newSignal();
        time.run(() -> {
            for (String name : List.of("y", "x")) {
                time.threads().start(name, () -> tell(name + " " + house.await(signal, TimeSource.FOREVER)));
            }
            time.threads().start("z", () -> tell("z " + house.await(signal, houseAt(5))));
            house.sleepUntil(houseAt(10));
            signal.raise();
            assertThat(house.await(signal, TimeSource.FOREVER)).isTrue();
            signal.reset();
            assertThat(signal.isRaised()).isFalse();
            assertThat(house.await(signal, houseAt(10))).isFalse();
            assertThat(house.await(signal, houseAt(11))).isFalse();
        });
        assertThat(story).containsExactly("5 z false", "10 x true", "10 y true");
    }

    @Test
    void joinWaitsForTheEndUntilTheDeadline() throws Exception {
        time.run(() -> {
            Worker worker = sleeper("w", 1_000);
            assertThat(worker.join(houseAt(999))).isFalse();
            assertThat(worker.isAlive()).isTrue();
            assertThat(time.threads().workers()).containsExactly(worker);
            assertThat(worker.join(houseAt(5_000))).isTrue();
            assertThat(house.now()).isEqualTo(houseAt(1_000));
            assertThat(worker.isAlive()).isFalse();
            assertThat(time.threads().workers()).isEmpty();
        });
    }

    @Test
    void interruptEndsAWaitAtOnce() throws Exception {
        time.run(() -> {
            Worker worker = time.threads().start("w", () -> {
                try {
                    house.sleepUntil(houseAt(1_000));
                } catch (InterruptedException e) {
                    tell("interrupted");
                    throw e;
                }
            });
            house.sleepUntil(houseAt(7));
            worker.interrupt();
            assertThat(worker.join(TimeSource.FOREVER)).isTrue();
        });
        assertThat(story).containsExactly("7 interrupted");
    }

    @Test
    void interruptBeforeTheFirstTurnIsSeenByTheBody() throws Exception {
        time.run(() -> {
            Worker worker = time.threads()
                    .start("w", () -> tell("flag " + Thread.currentThread().isInterrupted()));
            worker.interrupt();
            time.settle();
            worker.interrupt();
        });
        assertThat(story).containsExactly("0 flag true");
    }

    @Test
    void interruptOfOneselfEndsTheNextWait() throws Exception {
        time.run(() -> {
            time.threads().start("w", () -> {
                time.threads().workers().get(0).interrupt();
                tell("still here");
                house.sleepUntil(houseAt(1));
                tell("never");
            });
            house.sleepUntil(houseAt(2));
        });
        assertThat(story).containsExactly("0 still here");
    }

    @Test
    void pumpTimeFollowsItsSpeedAndStandsStill() throws Exception {
        time.run(() -> {
            time.pumpSpeed(60_000);
            pump.sleepUntil(VirtualTime.PUMP_START.plus(Duration.ofHours(1)));
            assertThat(house.now()).isEqualTo(houseAt(60_000));
            time.pumpSpeed(0);
            Signal never = time.threads().newSignal();
            time.threads().start("w", () -> {
                assertThat(pump.await(never, VirtualTime.PUMP_START.plus(Duration.ofHours(2))))
                        .isFalse();
                tell("two hours");
            });
            time.advance(Duration.ofDays(3));
            assertThat(pump.now()).isEqualTo(VirtualTime.PUMP_START.plus(Duration.ofHours(1)));
            time.pumpSpeed(500);
            time.leapPumpTime(Duration.ofMinutes(59));
            time.advance(Duration.ofMinutes(3));
        });
        assertThat(story).containsExactly(60_000 + 3 * 86_400_000 + 120_000 + " two hours");
    }

    @Test
    void pumpTimeNeverShowsWhatHasNotComeAndWakesNoEarlierThanAsked() throws Exception {
        time.run(() -> {
            time.pumpSpeed(333);
            Instant wanted = VirtualTime.PUMP_START.plusMillis(1).plusNanos(1);
            pump.sleepUntil(wanted);
            assertThat(pump.now()).isEqualTo(VirtualTime.PUMP_START.plusMillis(2));
            assertThat(house.now()).isEqualTo(houseAt(7));
        });
    }

    @Test
    void settleLetsAllOthersGoOnWithoutTime() throws Exception {
        time.run(() -> {
            Signal one = time.threads().newSignal();
            Signal two = time.threads().newSignal();
            time.threads().start("y", () -> {
                tell("y " + house.await(one, TimeSource.FOREVER));
                two.raise();
            });
            time.threads().start("z", () -> tell("z " + house.await(two, TimeSource.FOREVER)));
            one.raise();
            time.settle();
            tell("settled");
        });
        assertThat(story).containsExactly("0 y true", "0 z true", "0 settled");
    }

    @Test
    void runUntilStopsAtTheMomentTheConditionHolds() throws Exception {
        time.run(() -> {
            sleeper("w", 100, 200, 300);
            time.runUntil("two turns", () -> story.size() == 2, Duration.ofSeconds(1));
            assertThat(house.now()).isEqualTo(houseAt(200));
            assertThatThrownBy(() -> time.runUntil("the moon is full", () -> false, Duration.ofSeconds(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("not within PT1S of house time: the moon is full");
            assertThat(house.now()).isEqualTo(houseAt(1_200));
        });
    }

    @Test
    void refusesThreadsThatTakeNoPart() throws Exception {
        Signal signal = time.threads().newSignal();
        assertThatThrownBy(() -> house.sleepUntil(TimeSource.FOREVER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("takes no part in this virtual time and cannot wait in it");
        Signal foreign = VirtualTime.create(1).threads().newSignal();
        time.run(() -> {
            assertThatThrownBy(() -> house.await(foreign, TimeSource.FOREVER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not of this virtual time");
            List<Throwable> refusals = new ArrayList<>();
            Thread stranger = new Thread(() -> {
                try {
                    signal.raise();
                } catch (IllegalStateException e) {
                    refusals.add(e);
                }
            });
            stranger.start();
            stranger.join();
            assertThat(refusals.get(0)).hasMessageContaining("must not raise a signal during run()");
        });
    }

    @Test
    void waitsInThePastReturnAtOnce() throws Exception {
        time.run(() -> {
            house.sleepUntil(Instant.MIN);
            house.sleepUntil(Instant.EPOCH);
            pump.sleepUntil(VirtualTime.HOUSE_START);
            assertThat(house.now()).isEqualTo(VirtualTime.HOUSE_START);
        });
    }
}
