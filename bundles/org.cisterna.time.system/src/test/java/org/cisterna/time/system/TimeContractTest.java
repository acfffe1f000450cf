// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the API promises holds for real time and for virtual time alike, so that a test under the one says something about the other. */
@Timeout(60)
class TimeContractTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    /** A provider, and how to run a test in it. */
    enum Provider {
        REAL {
            @Override
            void run(Claim claim) throws Exception {
                HouseTime house = HouseTime.ofThisProcess();
                SystemThreads threads = new SystemThreads(house);
                claim.holdsFor(house, threads);
                assertThat(threads.close(Duration.ofSeconds(30))).isEmpty();
            }
        },
        VIRTUAL {
            @Override
            void run(Claim claim) throws Exception {
                VirtualTime time = VirtualTime.create(1);
                time.run(() -> claim.holdsFor(time.house(), time.threads()));
            }
        };

        abstract void run(Claim claim) throws Exception;
    }

    @FunctionalInterface
    interface Claim {
        void holdsFor(TimeSource house, Threads threads) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void aWaitLastsUntilItsDeadlineAndNotLess(Provider provider) throws Exception {
        provider.run((house, threads) -> {
            Instant deadline = house.now().plus(SHORT).plusNanos(1);
            assertThat(house.await(threads.newSignal(), deadline)).isFalse();
            assertThat(house.now()).isAfterOrEqualTo(deadline);
            Instant wakeUp = house.now().plus(SHORT);
            house.sleepUntil(wakeUp);
            assertThat(house.now()).isAfterOrEqualTo(wakeUp);
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOverOrRaisedDoesNotWait(Provider provider) throws Exception {
        provider.run((house, threads) -> {
            Signal signal = threads.newSignal();
            house.sleepUntil(Instant.MIN);
            assertThat(house.await(signal, Instant.MIN)).isFalse();
            signal.raise();
            signal.raise();
            assertThat(house.await(signal, TimeSource.FOREVER)).isTrue();
            assertThat(house.await(signal, Instant.MIN)).isTrue();
            signal.reset();
            assertThat(signal.isRaised()).isFalse();
            assertThat(house.await(signal, house.now())).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRaisedSignalWakesEveryWaiterAlsoWhenItIsResetAtOnce(Provider provider) throws Exception {
        provider.run((house, threads) -> {
            Signal signal = threads.newSignal();
            List<String> woken = new CopyOnWriteArrayList<>();
            List<Signal> begun = List.of(threads.newSignal(), threads.newSignal());
            List<Worker> workers = List.of(
                    waiter(0, house, threads, signal, begun, woken), waiter(1, house, threads, signal, begun, woken));
            for (Signal start : begun) {
                house.await(start, TimeSource.FOREVER);
            }
            // the signal under test stays the only reason to end: whoever has not yet begun to wait when it is
            // raised and reset gets another one
            while (workers.stream().anyMatch(Worker::isAlive)) {
                signal.raise();
                signal.reset();
                house.sleepUntil(house.now().plusMillis(1));
            }
            assertThat(woken).containsExactlyInAnyOrder("0 true", "1 true");
        });
    }

    private static Worker waiter(
            int number, TimeSource house, Threads threads, Signal signal, List<Signal> begun, List<String> woken) {
        return threads.start("waiter-" + number, () -> {
            begun.get(number).raise();
            woken.add(number + " " + house.await(signal, TimeSource.FOREVER));
        });
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheWaitOrTheNextOneAndIsANormalEnd(Provider provider) throws Exception {
        provider.run((house, threads) -> {
            Signal begun = threads.newSignal();
            List<String> story = new CopyOnWriteArrayList<>();
            Worker worker = threads.start("w", () -> {
                begun.raise();
                try {
                    house.sleepUntil(TimeSource.FOREVER);
                } catch (InterruptedException e) {
                    story.add("flag " + Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                }
                Signal raised = threads.newSignal();
                raised.raise();
                assertThatThrownBy(() -> house.await(raised, TimeSource.FOREVER))
                        .isInstanceOf(InterruptedException.class);
                story.add("second");
                throw new InterruptedException("the end");
            });
            house.await(begun, TimeSource.FOREVER);
            worker.interrupt();
            assertThat(worker.join(TimeSource.FOREVER)).isTrue();
            worker.interrupt();
            assertThat(story).containsExactly("flag false", "second");
        });
    }

    @ParameterizedTest
    @EnumSource
    void joinEndsAtItsDeadlineAndWorkersAreListedWhileTheyLive(Provider provider) throws Exception {
        provider.run((house, threads) -> {
            Signal end = threads.newSignal();
            Worker worker = threads.start("w", () -> house.await(end, TimeSource.FOREVER));
            assertThat(worker.join(house.now().plus(SHORT))).isFalse();
            assertThat(worker.isAlive()).isTrue();
            assertThat(threads.workers()).containsExactly(worker);
            end.raise();
            assertThat(worker.join(TimeSource.FOREVER)).isTrue();
            assertThat(worker.isAlive()).isFalse();
            assertThat(worker.join(Instant.MIN)).isTrue();
            assertThat(threads.workers()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void refusesSignalsOfOthersAndBlankNames(Provider provider) throws Exception {
        Signal foreign = new Signal() {
            @Override
            public void raise() {}

            @Override
            public void reset() {}

            @Override
            public boolean isRaised() {
                return true;
            }
        };
        provider.run((house, threads) -> {
            assertThatThrownBy(() -> house.await(foreign, TimeSource.FOREVER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("make it with");
            assertThatThrownBy(() -> threads.start(" ", () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not be blank");
        });
    }
}
