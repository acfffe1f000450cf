// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemThreadsTest {

    private final HouseTime house = HouseTime.ofThisProcess();
    private final SystemThreads threads = new SystemThreads(house);

    @Test
    void namesItsThreadsAndDoesNotKeepTheProcess() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        Worker worker = threads.start("host-1", () -> {
            Thread thread = Thread.currentThread();
            seen.add(thread.getName() + (thread.isDaemon() ? ", daemon" : ""));
        });
        assertThat(worker.join(TimeSource.FOREVER)).isTrue();
        assertThat(worker.name()).isEqualTo("host-1");
        assertThat(seen).containsExactly("cisterna-host-1, daemon");
    }

    @Test
    void aBodyThatThrowsEndsItsWorkerOnly() throws Exception {
        Worker worker = threads.start("bad", () -> {
            throw new IllegalStateException("thrown by a test, and reported here");
        });
        assertThat(worker.join(TimeSource.FOREVER)).isTrue();
        assertThat(threads.workers()).isEmpty();
        assertThat(threads.start("good", () -> {}).join(TimeSource.FOREVER)).isTrue();
    }

    @Test
    void closingInterruptsAndJoinsAndRefusesNewWorkers() {
        Worker one = threads.start("one", () -> house.sleepUntil(TimeSource.FOREVER));
        Worker two = threads.start("two", () -> house.await(threads.newSignal(), TimeSource.FOREVER));
        assertThat(threads.workers()).containsExactly(one, two);
        assertThat(threads.close(Duration.ofSeconds(30))).isEmpty();
        assertThat(one.isAlive()).isFalse();
        assertThat(two.isAlive()).isFalse();
        assertThatThrownBy(() -> threads.start("late", () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("worker late was not started");
        assertThat(threads.workers()).isEmpty();
    }

    @Test
    void closingNamesTheWorkerThatDoesNotEnd() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Worker stuck = threads.start("stuck", () -> {
            boolean waiting = true;
            while (waiting) {
                try {
                    release.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    waiting = true;
                }
            }
        });
        threads.start("willing", () -> house.sleepUntil(TimeSource.FOREVER));
        assertThat(threads.close(Duration.ofMillis(100))).containsExactly("stuck");
        assertThat(threads.workers()).containsExactly(stuck);
        release.countDown();
        assertThat(stuck.join(TimeSource.FOREVER)).isTrue();
    }

    @Test
    void aWorkerMayCloseWithoutWaitingForItself() throws Exception {
        AtomicReference<List<String>> left = new AtomicReference<>();
        Worker closer = threads.start("closer", () -> left.set(threads.close(Duration.ofSeconds(30))));
        assertThat(closer.join(TimeSource.FOREVER)).isTrue();
        assertThat(left.get()).isEmpty();
    }

    @Test
    void plainProgramsGetAllButPumpTime() throws Exception {
        try (SystemTime time = SystemTime.start()) {
            assertThat(time.house().now()).isAfterOrEqualTo(house.now().minusSeconds(60));
            Worker worker = time.threads().start("w", () -> time.house().sleepUntil(TimeSource.FOREVER));
            assertThat(time.closeNaming()).isEmpty();
            assertThat(worker.isAlive()).isFalse();
            assertThat(time.randomness().secret(32))
                    .hasSize(32)
                    .isNotEqualTo(time.randomness().secret(32));
            assertThatThrownBy(() -> time.randomness().secret(0)).hasMessageContaining("at least 1 byte, not 0");
            assertThatThrownBy(() -> time.randomness().stream("")).hasMessageContaining("must not be blank");
            assertThat(time.randomness().stream("dice").nextInt(6)).isBetween(0, 5);
        }
    }
}
