// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.jspecify.annotations.Nullable;

/**
 * The one queue of one pump, and its one owner: a worker that lives while there is work. Requests are served in the order of their coming; a
 * stop goes before all others, ends the one under way, and sends away the writes that wait.
 */
final class PumpQueue {

    /** What a request is. */
    enum Rank {
        /** Reads, and may wait behind a stop. */
        READ,
        /** Writes: a stop sends it away. */
        WRITE,
        /** Stops. */
        STOP
    }

    private static final class Job<T> {
        private final Rank rank;
        private final Turn turn;
        private final Function<Turn, Answer<T>> work;
        private final Signal done;
        private volatile @Nullable Answer<T> answer;
        private volatile @Nullable RuntimeException bug;

        Job(Rank rank, Turn turn, Function<Turn, Answer<T>> work, Signal done) {
            this.rank = rank;
            this.turn = turn;
            this.work = work;
            this.done = done;
        }

        void run() {
            try {
                answer = work.apply(turn);
            } catch (RuntimeException e) {
                bug = e;
            }
            done.raise();
        }

        void refuse(Violation violation) {
            answer = Answer.refused(violation);
            done.raise();
        }

        Answer<T> result() {
            RuntimeException thrown = bug;
            if (thrown != null) {
                throw new IllegalStateException("the pump host failed; this is a bug", thrown);
            }
            Answer<T> given = answer;
            if (given == null) {
                throw new IllegalStateException("a request that is done has an answer");
            }
            return given;
        }
    }

    private final World world;
    private final String name;
    private final Deque<Job<?>> waiting = new ArrayDeque<>();
    private @Nullable Job<?> current;
    private @Nullable Worker owner;
    private boolean closed;

    PumpQueue(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** Whether a request is under way. */
    synchronized boolean isBusy() {
        return current != null;
    }

    /** Queues a request, waits for its turn and its end. */
    <T> Answer<T> submit(Rank rank, Function<Turn, Answer<T>> work) {
        Job<T> job =
                new Job<>(rank, new Turn(world.threads()), work, world.threads().newSignal());
        synchronized (this) {
            if (closed) {
                return Answer.refused(Refusals.closed());
            }
            if (rank == Rank.STOP) {
                overtake(job);
            } else if (waiting.size() >= world.settings().queueLength()) {
                return Answer.refused(Refusals.busy(
                        "queue",
                        Integer.toString(waiting.size()),
                        "so many requests wait for this pump already; try again, or stop it"));
            } else {
                waiting.addLast(job);
            }
            if (!started()) {
                waiting.remove(job);
                return Answer.refused(Refusals.closed());
            }
        }
        Instant latest = world.house().now().plus(world.settings().queued());
        if (!Waits.until(world.house(), job.done, latest) && withdrawn(job)) {
            return Answer.refused(Refusals.busy(
                    "queue",
                    world.settings().queued().toString(),
                    "its turn did not come within " + world.settings().queued().toMillis()
                            + " ms; another request is under way at this pump; try again, or stop it"));
        }
        // its turn has come, and every turn ends: each call in it has a limit
        Waits.until(world.house(), job.done, TimeSource.FOREVER);
        return job.result();
    }

    private synchronized boolean withdrawn(Job<?> job) {
        return waiting.remove(job);
    }

    /** Puts a stop behind other stops and before everything else. */
    private void overtake(Job<?> stop) {
        List<Job<?>> rest = new ArrayList<>();
        Deque<Job<?>> stops = new ArrayDeque<>();
        for (Job<?> each : waiting) {
            if (each.rank == Rank.STOP) {
                stops.addLast(each);
            } else if (each.rank == Rank.WRITE) {
                each.refuse(Refusals.overtaken("a stop was ordered while this waited"));
            } else {
                rest.add(each);
            }
        }
        waiting.clear();
        waiting.addAll(stops);
        waiting.addLast(stop);
        waiting.addAll(rest);
        Job<?> running = current;
        if (running != null && running.rank != Rank.STOP) {
            running.turn.end(Turn.Ending.OVERTAKEN, "a stop was ordered meanwhile");
        }
    }

    private boolean started() {
        if (owner == null) {
            try {
                owner = world.threads().start("pump " + name, this::serve);
            } catch (IllegalStateException e) { // the provider of threads has stopped
                return false;
            }
        }
        return true;
    }

    private void serve() {
        while (true) {
            Job<?> next;
            synchronized (this) {
                next = waiting.pollFirst();
                current = next;
                if (next == null) {
                    owner = null;
                    return;
                }
            }
            next.run();
        }
    }

    /** Takes no more requests, sends away those that wait and ends the one under way. Does not wait for that. */
    synchronized void close() {
        closed = true;
        waiting.forEach(each -> each.refuse(Refusals.closed()));
        waiting.clear();
        Job<?> running = current;
        if (running != null) {
            running.turn.end(Turn.Ending.HOST_CLOSING, "the pump host is stopping");
        }
    }

    /** The worker, while there is one. */
    synchronized @Nullable Worker owner() {
        return owner;
    }
}
