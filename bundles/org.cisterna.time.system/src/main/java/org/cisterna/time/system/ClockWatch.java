// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.time.ClockStepListener;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the wall clock with house time once a second and tells each step once. */
final class ClockWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** What a wall clock may differ before it counts as a step, in milliseconds. */
    private static final long TOLERANCE_MILLIS = 2_000;

    /** Two looks at house time around one at the wall clock must be this near, in milliseconds, or the comparison says nothing. */
    private static final long AT_ONCE_MILLIS = 500;

    private record Step(Instant houseTime, Duration wallStep) {}

    private final TimeSource house;
    private final MachineClock machine;
    private final ProcessMemory memory;
    private final List<ClockStepListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Step> untold = new ConcurrentLinkedQueue<>();
    private final Signal news;
    private final Worker worker;
    private volatile boolean closed;

    ClockWatch(TimeSource house, Threads threads, MachineClock machine, ProcessMemory memory) {
        this.house = house;
        this.machine = machine;
        this.memory = memory;
        this.news = threads.newSignal();
        this.worker = threads.start("clock-watch", this::watch);
    }

    void add(ClockStepListener listener) {
        listeners.add(listener);
        news.raise();
    }

    void remove(ClockStepListener listener) {
        listeners.remove(listener);
    }

    /** Ends the watch; waits a second at most for a listener that is being told. */
    void close() throws InterruptedException {
        closed = true;
        news.raise();
        worker.join(house.now().plus(PERIOD));
    }

    private void watch() throws InterruptedException {
        while (!closed) {
            news.reset();
            compare();
            tell();
            if (!closed) {
                house.await(news, house.now().plus(PERIOD));
            }
        }
    }

    private void compare() {
        Instant before = house.now();
        long wall = machine.wallMillis();
        Instant after = house.now();
        if (Duration.between(before, after).toMillis() > AT_ONCE_MILLIS) {
            return;
        }
        long ahead = wall - before.toEpochMilli();
        long step = ahead - memory.wallAheadTold();
        if (Math.abs(step) > TOLERANCE_MILLIS) {
            memory.wallAheadTold(ahead);
            untold.add(new Step(after, Duration.ofMillis(step)));
            LOG.warn("the wall clock was set by {}; house time runs on as before", Duration.ofMillis(step));
        }
    }

    private void tell() {
        while (!listeners.isEmpty()) {
            Step step = untold.poll();
            if (step == null) {
                return;
            }
            for (ClockStepListener listener : listeners) {
                tell(listener, step);
            }
        }
    }

    private static void tell(ClockStepListener listener, Step step) {
        try {
            listener.stepped(step.houseTime(), step.wallStep());
        } catch (RuntimeException e) {
            LOG.error("a listener could not take that the wall clock was set by {}", step.wallStep(), e);
        }
    }
}
