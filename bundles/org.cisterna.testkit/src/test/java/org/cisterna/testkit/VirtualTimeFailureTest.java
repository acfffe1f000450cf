// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

/** Each way in which a run can fail says so in words. */
class VirtualTimeFailureTest {

    private final VirtualTime time = VirtualTime.create(77);
    private final TimeSource house = time.house();

    private void fails(Threads.Body body, String... words) {
        assertThatThrownBy(() -> time.run(body))
                .isInstanceOf(VirtualTimeFailure.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("seed 77 (repeat with -Dcisterna.seed=77)");
    }

    @Test
    void allWaitWithoutADeadline() {
        Signal never = time.threads().newSignal();
        fails(
                () -> {
                    Worker worker = time.threads().start("reader", () -> house.await(never, TimeSource.FOREVER));
                    worker.join(TimeSource.FOREVER);
                },
                "nobody can go on: all wait without a deadline",
                "test: waits for the end of reader, without deadline, at org.cisterna.testkit.VirtualTimeFailureTest",
                "reader: waits for signal 1, without deadline, at org.cisterna.testkit.VirtualTimeFailureTest");
    }

    @Test
    void allWaitForPumpTimeThatStandsStill() {
        fails(
                () -> {
                    time.pumpSpeed(0);
                    time.pump().sleepUntil(VirtualTime.PUMP_START.plusSeconds(1));
                },
                "nobody can go on",
                "test: waits for time alone, until pump time 2026-02-14T08:00:01Z, which does not come while pump time stands still");
    }

    @Test
    void aWorkerThrows() {
        assertThatThrownBy(() -> time.run(() -> {
                    time.threads().start("bad", () -> {
                        throw new IOException("no carrier");
                    });
                    time.advance(Duration.ofDays(1));
                }))
                .isInstanceOf(VirtualTimeFailure.class)
                .hasMessageContaining("bad failed: java.io.IOException: no carrier")
                .hasCauseInstanceOf(IOException.class);
        assertThat(house.now()).isEqualTo(VirtualTime.HOUSE_START);
    }

    @Test
    void aWorkerIsLeftWhenTheTestEnds() {
        fails(
                () -> {
                    time.threads()
                            .start(
                                    "forgotten",
                                    () -> house.sleepUntil(house.now().plusSeconds(1)));
                    time.threads().start("quick", () -> {});
                },
                "the test has ended, but these workers have not",
                "forgotten: waits for time alone, until house time 2026-01-05T08:00:01Z");
    }

    @Test
    void aWorkerThatOnlyHasToRunOnIsNotLeft() throws Exception {
        time.run(() -> {
            Worker worker = time.threads().start("w", () -> house.sleepUntil(TimeSource.FOREVER));
            time.settle();
            worker.interrupt();
        });
        assertThat(time.threads().workers()).isEmpty();
    }

    @Test
    void theTestThrows() {
        assertThatThrownBy(() -> time.run(() -> {
                    time.threads().start("w", () -> house.sleepUntil(TimeSource.FOREVER));
                    time.settle();
                    throw new IOException("my own");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("my own")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()[0])
                        .hasMessageContaining("w: waits for time alone")
                        .hasMessageContaining("seed 77"));
        assertThat(time.threads().workers()).isEmpty();
    }

    @Test
    void aLivelockOfWaits() {
        time.stepLimit(1_000);
        fails(
                () -> {
                    while (true) {
                        house.sleepUntil(house.now());
                    }
                },
                "more than 1000 steps: a livelock");
    }

    @Test
    void aLivelockOfLooks() {
        fails(
                () -> {
                    while (house.now().isBefore(VirtualTime.HOUSE_START.plusSeconds(1))) {
                        Thread.onSpinWait();
                    }
                },
                "asks for the time again and again and never waits");
    }

    @Test
    void aWaitWithALockHeld() {
        ReentrantLock lock = new ReentrantLock();
        fails(
                () -> {
                    time.threads().start("holder", () -> {
                        lock.lock();
                        try {
                            house.sleepUntil(house.now().plusSeconds(1));
                        } finally {
                            lock.unlock();
                        }
                    });
                    time.settle();
                    lock.lockInterruptibly();
                },
                "test needs java.util.concurrent.locks.ReentrantLock",
                "but holder holds it while it waits for time; do not wait with a lock held");
    }

    @Test
    void aMonitorHeldInAWait() {
        Object monitor = new Object();
        fails(
                () -> {
                    time.threads().start("holder", () -> {
                        synchronized (monitor) {
                            house.sleepUntil(house.now().plusSeconds(1));
                        }
                    });
                    time.settle();
                    synchronized (monitor) {
                        time.settle();
                    }
                },
                "test needs java.lang.Object",
                "but holder holds it while it waits for time");
    }

    @Test
    void aWaitByOtherMeans() {
        time.stallLimit(2);
        fails(
                () -> {
                    synchronized (time) {
                        time.wait();
                    }
                },
                "test has kept the baton",
                "waits by other means than time");
    }

    @Test
    void aFailedWorldIsNotUsedAgain() {
        time.stepLimit(0);
        fails(() -> time.settle(), "more than 0 steps");
        assertThatThrownBy(() -> time.run(() -> {})).hasMessageContaining("has failed before");
    }

    @Test
    void runInsideRun() throws Exception {
        time.run(() -> assertThatThrownBy(() -> time.run(() -> {})).hasMessageContaining("run() inside run()"));
    }
}
