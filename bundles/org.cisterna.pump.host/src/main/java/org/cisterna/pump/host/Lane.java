// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.pump.host.Called.Failed;
import org.cisterna.pump.host.Called.Why;
import org.cisterna.time.Signal;
import org.jspecify.annotations.Nullable;

/**
 * One worker on which the calls of one session into foreign code run, one after the other. Its owner waits for each call, at the longest
 * until the call's deadline and twice the grace: then the call counts as stuck, the worker is lost until it comes back, and the lane is of
 * no more use.
 */
final class Lane {

    /** What the owner does to make a call end. Neither may block. */
    interface Pressure {
        /** Asks the call to end. */
        void urge();

        /** Cuts the link under it. */
        void cut();
    }

    /** A call that knows its deadline. */
    @FunctionalInterface
    interface Call<T> {
        /** Makes the call, on the worker of the lane. */
        @Nullable
        T make(Instant deadline) throws Exception;
    }

    private static final class Task<T> {
        private final String what;
        private final Callable<@Nullable T> body;
        private volatile @Nullable Called<T> result;

        Task(String what, Callable<@Nullable T> body) {
            this.what = what;
            this.body = body;
        }

        void run() {
            result = Called.run(what, body);
        }
    }

    private final World world;
    private final Lanes lanes;
    private final AtomicReference<@Nullable Task<?>> next = new AtomicReference<>();
    private final Signal work;
    private final Signal event;
    private volatile boolean closed;

    /** What does not come back; guarded by the lanes. */
    String stuckIn = "";

    Lane(World world, Lanes lanes) {
        this.world = world;
        this.lanes = lanes;
        this.work = world.threads().newSignal();
        this.event = world.threads().newSignal();
    }

    /** The body of its worker. */
    void serve() {
        try {
            while (true) {
                work.reset();
                Task<?> task = next.getAndSet(null);
                if (task != null) {
                    task.run();
                    event.raise();
                } else if (closed) {
                    return;
                } else {
                    Waits.until(world.house(), work, org.cisterna.time.TimeSource.FOREVER, this::close);
                }
            }
        } finally {
            lanes.ended(this);
        }
    }

    /** Lets the worker end when its present call has come back. */
    void close() {
        closed = true;
        work.raise();
    }

    /**
     * Makes a call and waits for its end. One at a time.
     *
     * @param what the call in words
     * @param limit from now to its deadline
     */
    <T> Called<T> call(String what, Duration limit, Turn turn, Pressure pressure, Call<T> call) {
        var ending = turn.wanted();
        if (ending.isPresent()) {
            return new Failed<>(Why.ENDED, ending.get().words(), false);
        }
        if (closed) {
            return new Failed<>(Why.STUCK, what + " was not called: an earlier call has not come back", false);
        }
        Instant deadline = world.house().now().plus(limit);
        Task<T> task = new Task<>(what, () -> call.make(deadline));
        turn.tell(event);
        try {
            next.set(task);
            work.raise();
            return awaited(task, deadline, turn, pressure);
        } finally {
            turn.forget(event);
        }
    }

    private <T> Called<T> awaited(Task<T> task, Instant deadline, Turn turn, Pressure pressure) {
        if (waitFor(task, deadline, turn, true)) {
            return ended(task, turn);
        }
        pressure.urge();
        if (waitFor(task, world.house().now().plus(world.settings().grace()), turn, false)) {
            return ended(task, turn);
        }
        pressure.cut();
        if (waitFor(task, world.house().now().plus(world.settings().grace()), turn, false)) {
            return ended(task, turn);
        }
        close();
        lanes.stuck(this, task.what);
        return new Failed<>(Why.STUCK, task.what + " does not come back", true);
    }

    /** Waits for the end of the task, the deadline, or, where that matters, the wish that it end. */
    private boolean waitFor(Task<?> task, Instant deadline, Turn turn, boolean mayBeEnded) {
        while (true) {
            event.reset();
            if (task.result != null) {
                return true;
            }
            if (mayBeEnded && turn.wanted().isPresent()) {
                return false;
            }
            if (!Waits.until(world.house(), event, deadline, turn::interrupted)) {
                return task.result != null;
            }
        }
    }

    private static <T> Called<T> ended(Task<T> task, Turn turn) {
        Called<T> result = task.result;
        if (result == null) {
            throw new IllegalStateException("a call that ended has a result: " + task.what);
        }
        if (result instanceof Failed<T> failed
                && failed.why() == Why.LINK
                && turn.wanted().isPresent()) {
            return new Failed<>(Why.ENDED, turn.wanted().get().words(), true);
        }
        return result;
    }
}
