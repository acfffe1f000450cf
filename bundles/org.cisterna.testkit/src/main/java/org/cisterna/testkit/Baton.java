// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.cisterna.time.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Lets exactly one participant run at a time and moves time when all wait. Who gives the baton away chooses who has it next, so no thread
 * beside the participants takes part in a hand-over, and the choice depends on nothing but virtual state.
 */
final class Baton {

    /** A time that does not come. */
    static final long NEVER = Long.MAX_VALUE;

    /** How often a participant may ask for the time without ever waiting: more is a busy loop. */
    private static final long LOOKS_ALLOWED = 10_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Participant> alive = new ArrayList<>();
    private final Interleaving interleaving = new Interleaving();
    private final String seedNote;
    private long now;
    private PumpScale scale;
    private long stepLimit = 10_000_000;
    private long steps;
    private long looks;
    private long numbers;
    private boolean active;
    private boolean draining;
    private @Nullable Participant test;
    private @Nullable Participant running;
    private @Nullable VirtualTimeFailure failure;

    Baton(long houseStart, long pumpStart, String seedNote) {
        this.now = houseStart;
        this.scale = new PumpScale(houseStart, pumpStart, 1000);
        this.seedNote = seedNote;
    }

    /** Milliseconds of an instant, rounded up; instants beyond the range of milliseconds come never, or have always been. */
    static long millis(Instant instant) {
        try {
            long floor = instant.toEpochMilli();
            return Instant.ofEpochMilli(floor).equals(instant) ? floor : Math.addExact(floor, 1);
        } catch (ArithmeticException e) {
            return instant.isAfter(Instant.EPOCH) ? NEVER : Long.MIN_VALUE;
        }
    }

    long now(boolean pumpTime) {
        lock.lock();
        try {
            if (isRunning(Thread.currentThread())) {
                looks++;
                if (looks > LOOKS_ALLOWED) {
                    throw fail("a participant asks for the time again and again and never waits: a busy loop", null);
                }
            }
            return pumpTime ? scale.pumpAt(now) : now;
        } finally {
            lock.unlock();
        }
    }

    /** Waits on behalf of the running participant; true when the signal is raised. */
    boolean await(@Nullable VirtualSignal signal, boolean pumpTime, long deadline) throws InterruptedException {
        lock.lock();
        try {
            Participant self = self();
            step();
            if (self.takeInterrupt()) {
                throw new InterruptedException(self.name() + " was interrupted");
            }
            if (signal != null && signal.raised()) {
                return true;
            }
            long wakeAt = pumpTime ? scale.houseAt(deadline) : deadline;
            if (wakeAt <= now) {
                return false;
            }
            self.waitFor(signal, pumpTime, deadline);
            self.wakeAt = wakeAt;
            giveAway(self);
            return self.signalled();
        } finally {
            lock.unlock();
        }
    }

    /** Lets all others run until nobody can run without time moving. */
    void settle() throws InterruptedException {
        lock.lock();
        try {
            Participant self = self();
            step();
            self.waitFor(null, false, now);
            self.wakeAt = now;
            self.standsBack = true;
            giveAway(self);
        } finally {
            lock.unlock();
        }
    }

    /** When the next participant other than the running one wakes up. */
    long nextWakeUp() {
        lock.lock();
        try {
            Participant self = self();
            return alive.stream()
                    .filter(p -> p != self)
                    .mapToLong(p -> p.wakeAt)
                    .min()
                    .orElse(NEVER);
        } finally {
            lock.unlock();
        }
    }

    void raise(VirtualSignal signal) {
        lock.lock();
        try {
            requireOurs("raise a signal");
            signalAll(signal);
        } finally {
            lock.unlock();
        }
    }

    void reset(VirtualSignal signal) {
        lock.lock();
        try {
            requireOurs("reset a signal");
            signal.set(false);
        } finally {
            lock.unlock();
        }
    }

    boolean isRaised(VirtualSignal signal) {
        lock.lock();
        try {
            return signal.raised();
        } finally {
            lock.unlock();
        }
    }

    VirtualSignal newSignal() {
        lock.lock();
        try {
            return new VirtualSignal(this, "signal " + ++numbers);
        } finally {
            lock.unlock();
        }
    }

    Participant start(String name, Threads.Body body) {
        lock.lock();
        try {
            requireOurs("start a worker");
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a worker must not be blank");
            }
            return add(name, body);
        } finally {
            lock.unlock();
        }
    }

    List<Participant> workers() {
        lock.lock();
        try {
            return alive.stream().filter(p -> p != test).toList();
        } finally {
            lock.unlock();
        }
    }

    void interrupt(Participant target) {
        lock.lock();
        try {
            requireOurs("interrupt a worker");
            if (target.hasEnded) {
                return;
            }
            target.requestInterrupt();
            if (target == running) {
                Thread.currentThread().interrupt();
            } else if (target.wakeAt > now) {
                target.ready(now, false);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isAlive(Participant target) {
        lock.lock();
        try {
            return !target.hasEnded;
        } finally {
            lock.unlock();
        }
    }

    boolean join(Participant target, Instant houseDeadline) throws InterruptedException {
        if (!isAlive(target)) {
            return true;
        }
        return await(target.ended, false, millis(houseDeadline));
    }

    void pumpCourse(BiFunction<Long, PumpScale, PumpScale> change) {
        lock.lock();
        try {
            requireOurs("change pump time");
            scale = change.apply(now, scale);
            alive.forEach(p -> p.replan(now, scale));
        } finally {
            lock.unlock();
        }
    }

    void stepLimit(long limit) {
        lock.lock();
        try {
            stepLimit = limit;
        } finally {
            lock.unlock();
        }
    }

    String interleaving() {
        lock.lock();
        try {
            return interleaving.digest();
        } finally {
            lock.unlock();
        }
    }

    String dump() {
        lock.lock();
        try {
            return describe();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs the body and all workers to their end.
     *
     * @param stallLimitTenths how long, in tenths of a real second, one participant may run on without giving the baton away
     * @throws VirtualTimeFailure when it cannot go on or does not end cleanly
     */
    void run(String name, Threads.Body body, int stallLimitTenths) throws InterruptedException {
        lock.lock();
        try {
            if (active) {
                throw new IllegalStateException("run() inside run(): start a worker through threads() instead");
            }
            if (failure != null) {
                throw new IllegalStateException("this virtual time has failed before; make a new one", failure);
            }
            active = true;
            draining = false;
            test = add(name, body);
            handOver();
            Watchdog watchdog = new Watchdog(stallLimitTenths);
            try {
                while (!alive.isEmpty() && failure == null) {
                    if (!changed.await(100, TimeUnit.MILLISECONDS)) {
                        String stuck = watchdog.look(steps + looks, running, alive);
                        if (stuck != null && failure == null) {
                            throw fail(stuck, null);
                        }
                    }
                }
            } catch (InterruptedException e) {
                fail("the thread that called run() was interrupted", e);
                throw e;
            } finally {
                takeDown();
                active = false;
                test = null;
                running = null;
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs on the participant's own thread. */
    private void live(Participant self) {
        Throwable thrown = null;
        try {
            enter(self);
            self.body().run();
        } catch (InterruptedException e) {
            thrown = self.wasInterrupted() ? null : e;
        } catch (RunEnded e) {
            // taken down after a failure that is known already
            thrown = null;
        } catch (Throwable e) {
            thrown = e;
        }
        leave(self, thrown);
    }

    private void enter(Participant self) {
        lock.lock();
        try {
            standBy(self);
            if (self.takeInterrupt()) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Participant self, @Nullable Throwable thrown) {
        lock.lock();
        try {
            self.hasEnded = true;
            signalAll(self.ended);
            if (thrown != null && failure == null) {
                fail(self.name() + " failed: " + thrown, thrown);
            }
            alive.remove(self);
            if (self == test) {
                draining = true;
            }
            if (failure == null) {
                handOver();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Participant add(String name, Threads.Body body) {
        if (failure != null) {
            throw new RunEnded();
        }
        VirtualSignal ended = new VirtualSignal(this, "the end of " + name);
        Participant participant = new Participant(this, name, ++numbers, body, ended, lock.newCondition());
        participant.ready(now, false);
        alive.add(participant);
        return participant;
    }

    private void signalAll(VirtualSignal signal) {
        signal.set(true);
        for (Participant p : alive) {
            if (p.waitsFor(signal)) {
                p.ready(now, true);
            }
        }
    }

    private boolean isRunning(Thread thread) {
        return running != null && running.thread == thread;
    }

    private Participant self() {
        if (failure != null) {
            throw new RunEnded();
        }
        if (running == null || !isRunning(Thread.currentThread())) {
            throw new IllegalStateException(
                    "thread " + Thread.currentThread().getName()
                            + " takes no part in this virtual time and cannot wait in it: wait inside run() or in a worker of threads()");
        }
        return running;
    }

    private void requireOurs(String what) {
        if (active && failure == null && !isRunning(Thread.currentThread())) {
            throw new IllegalStateException("thread " + Thread.currentThread().getName()
                    + " takes no part in this virtual time and must not " + what
                    + " during run(): the run would not repeat itself");
        }
    }

    private void step() {
        looks = 0;
        if (++steps > stepLimit) {
            throw fail("more than " + stepLimit + " steps: a livelock, or a test that needs stepLimit(more)", null);
        }
    }

    private void giveAway(Participant self) throws InterruptedException {
        handOver();
        standBy(self);
        if (self.takeInterrupt()) {
            throw new InterruptedException(self.name() + " was interrupted");
        }
    }

    private void standBy(Participant self) {
        while (running != self && failure == null) {
            self.turn.awaitUninterruptibly();
        }
        if (failure != null) {
            throw new RunEnded();
        }
    }

    private void handOver() {
        running = null;
        if (alive.isEmpty()) {
            return;
        }
        Participant next = alive.stream().min(Participant.ORDER).orElseThrow();
        if (draining && next.wakeAt > now) {
            fail("the test has ended, but these workers have not; end them in the test", null);
            return;
        }
        if (next.wakeAt == NEVER) {
            fail("nobody can go on: all wait without a deadline", null);
            return;
        }
        if (next.wakeAt > now) {
            now = next.wakeAt;
        }
        if (!next.standsBack) {
            interleaving.record(now, next.name());
        }
        next.standsBack = false;
        next.ready(now, next.signalled());
        running = next;
        Thread known = next.thread;
        if (known == null) {
            Thread fresh = new Thread(() -> live(next), "cisterna-" + next.name());
            fresh.setDaemon(true);
            next.thread = fresh;
            fresh.start();
        } else {
            next.turn.signal();
        }
    }

    /** Keeps the first failure and wakes everybody to end. */
    private VirtualTimeFailure fail(String reason, @Nullable Throwable cause) {
        VirtualTimeFailure first = failure;
        if (first == null) {
            first = new VirtualTimeFailure(reason + "\n" + describe() + seedNote, cause);
            failure = first;
            changed.signalAll();
        }
        return first;
    }

    /** After a failure: wakes all, so that each ends with {@link RunEnded}, and gives them five real seconds for it. */
    private void takeDown() {
        alive.removeIf(p -> p.thread == null);
        alive.forEach(p -> p.turn.signal());
        alive.forEach(p -> Objects.requireNonNull(p.thread).interrupt());
        long left = TimeUnit.SECONDS.toNanos(5);
        boolean interrupted = false;
        while (!alive.isEmpty() && left > 0) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!alive.isEmpty() && failure != null) {
            failure.addSuppressed(new IllegalStateException("these threads did not end: "
                    + alive.stream().map(Participant::name).toList()));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        text.append("house time ").append(Instant.ofEpochMilli(now));
        text.append(", pump time ").append(Instant.ofEpochMilli(scale.pumpAt(now)));
        text.append(" at speed ").append(scale.speedPerMille()).append(" per mille, ");
        text.append(steps).append(" steps\n");
        for (Participant p : alive) {
            text.append("  ").append(p == running ? p.name() + ": runs, at " + Watchdog.place(p) : p.describe(now));
            text.append('\n');
        }
        text.append("last turns: ").append(interleaving.recent()).append('\n');
        return text.toString();
    }
}
