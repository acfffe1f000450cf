// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cisterna.time.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Lets exactly one participant run at a time and moves time when all wait. Who gives the baton away chooses who has it next, so no thread
 * beside the participants takes part in a hand-over, and the choice depends on nothing but virtual state.
 */
final class Baton {

    /** How often a participant may ask for the time without ever waiting: more is a busy loop. */
    private static final long LOOKS_ALLOWED = 10_000_000;

    private static final long TAKE_DOWN_SECONDS = 5;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final World world;
    private final String seedNote;
    private long stepLimit = 10_000_000;
    private long steps;
    private long looks;
    private long numbers;
    private boolean active;
    private boolean draining;
    private @Nullable Participant test;
    private @Nullable Participant running;
    private @Nullable VirtualTimeFailure failure;

    Baton(World world, String seedNote) {
        this.world = world;
        this.seedNote = seedNote;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    // ---- what everybody may ask

    long now(boolean pumpTime) {
        return locked(() -> {
            if (isRunning(Thread.currentThread()) && ++looks > LOOKS_ALLOWED) {
                throw fail("a participant asks for the time again and again and never waits: a busy loop", null);
            }
            return pumpTime ? world.scale().pumpAt(world.now()) : world.now();
        });
    }

    boolean isRaised(VirtualSignal signal) {
        return locked(signal::raised);
    }

    boolean isAlive(Participant target) {
        return locked(() -> !target.hasEnded);
    }

    List<Participant> workers() {
        return locked(() -> world.alive().stream().filter(p -> p != test).toList());
    }

    String interleaving() {
        return locked(world::interleaving);
    }

    String dump() {
        return locked(() -> world.describe(running, steps));
    }

    VirtualSignal newSignal() {
        return locked(() -> new VirtualSignal(this, "signal " + ++numbers));
    }

    void shuffle(RandomGenerator chance) {
        locked(() -> world.shuffle(chance));
    }

    void stepLimit(long limit) {
        locked(() -> {
            stepLimit = limit;
        });
    }

    // ---- what only participants may do while a run is on

    /** Waits on behalf of the running participant; true when the signal is raised. */
    boolean await(@Nullable VirtualSignal signal, boolean pumpTime, long deadline) throws InterruptedException {
        lock.lock();
        try {
            Participant self = beginWait();
            if (signal != null && signal.raised()) {
                return true;
            }
            long wakeAt = world.wakeUp(pumpTime, deadline);
            if (wakeAt <= world.now()) {
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
            Participant self = beginWait();
            self.waitFor(null, false, world.now());
            self.wakeAt = world.now();
            self.standsBack = true;
            giveAway(self);
        } finally {
            lock.unlock();
        }
    }

    boolean join(Participant target, Instant houseDeadline) throws InterruptedException {
        if (!isAlive(target)) {
            return true;
        }
        return await(target.ended, false, World.millis(houseDeadline));
    }

    /** When the next participant other than the running one wakes up. */
    long nextWakeUp() {
        return locked(() -> world.nextWakeUp(self()));
    }

    void raise(VirtualSignal signal) {
        locked(() -> {
            requireOurs("raise a signal");
            world.raise(signal);
        });
    }

    void reset(VirtualSignal signal) {
        locked(() -> {
            requireOurs("reset a signal");
            signal.set(false);
        });
    }

    Participant start(String name, Threads.Body body) {
        return locked(() -> {
            requireOurs("start a worker");
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a worker must not be blank");
            }
            return add(name, body);
        });
    }

    void interrupt(Participant target) {
        locked(() -> {
            requireOurs("interrupt a worker");
            if (target.hasEnded) {
                return;
            }
            target.requestInterrupt();
            if (target == running) {
                Thread.currentThread().interrupt();
            } else if (target.wakeAt > world.now()) {
                target.ready(world.now(), false);
            }
        });
    }

    void pumpCourse(BiFunction<Long, PumpScale, PumpScale> change) {
        locked(() -> {
            requireOurs("change pump time");
            world.scale(change.apply(world.now(), world.scale()));
        });
    }

    // ---- a run

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
            try {
                watchUntilAllEnded(new Watchdog(stallLimitTenths));
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

    private void watchUntilAllEnded(Watchdog watchdog) throws InterruptedException {
        while (!world.alive().isEmpty() && failure == null) {
            if (!changed.await(100, TimeUnit.MILLISECONDS) && failure == null) {
                String stuck = watchdog.look(steps + looks, running, world.alive());
                if (stuck != null) {
                    fail(stuck, null);
                }
            }
        }
    }

    /** Runs on the participant's own thread. */
    private void live(Participant self) {
        Throwable thrown = null;
        try {
            locked(() -> enter(self));
            self.body().run();
        } catch (InterruptedException e) {
            thrown = self.wasInterrupted() ? null : e;
        } catch (RunEnded e) {
            // taken down after a failure that is known already
            thrown = null;
        } catch (Throwable e) {
            thrown = e;
        }
        Throwable end = thrown;
        locked(() -> leave(self, end));
    }

    private void enter(Participant self) {
        standBy(self);
        if (self.takeInterrupt()) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(Participant self, @Nullable Throwable thrown) {
        self.hasEnded = true;
        world.raise(self.ended);
        if (thrown != null && failure == null) {
            fail(self.name() + " failed: " + thrown, thrown);
        }
        world.alive().remove(self);
        if (self == test) {
            draining = true;
        }
        if (failure == null) {
            handOver();
        }
        changed.signalAll();
    }

    private Participant add(String name, Threads.Body body) {
        if (failure != null) {
            throw new RunEnded();
        }
        VirtualSignal ended = new VirtualSignal(this, "the end of " + name);
        Participant participant = new Participant(this, name, ++numbers, body, ended, lock.newCondition());
        world.add(participant);
        return participant;
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

    private Participant beginWait() throws InterruptedException {
        Participant self = self();
        looks = 0;
        if (++steps > stepLimit) {
            throw fail("more than " + stepLimit + " steps: a livelock, or a test that needs stepLimit(more)", null);
        }
        throwIfInterrupted(self);
        return self;
    }

    private void giveAway(Participant self) throws InterruptedException {
        handOver();
        standBy(self);
        throwIfInterrupted(self);
    }

    private static void throwIfInterrupted(Participant self) throws InterruptedException {
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
        Participant next = world.next().orElse(null);
        if (next == null) {
            return;
        }
        if (draining && next.wakeAt > world.now()) {
            fail("the test has ended, but these workers have not; end them in the test", null);
            return;
        }
        if (next.wakeAt == World.NEVER) {
            fail("nobody can go on: all wait without a deadline", null);
            return;
        }
        world.turnOf(next);
        running = next;
        if (next.thread != null) {
            next.turn.signal();
            return;
        }
        Thread fresh = new Thread(() -> live(next), "cisterna-" + next.name());
        fresh.setDaemon(true);
        next.thread = fresh;
        fresh.start();
    }

    /** Keeps the first failure and wakes everybody to end. */
    private VirtualTimeFailure fail(String reason, @Nullable Throwable cause) {
        VirtualTimeFailure first = failure;
        if (first == null) {
            first = new VirtualTimeFailure(reason + "\n" + world.describe(running, steps) + seedNote, cause);
            failure = first;
            changed.signalAll();
        }
        return first;
    }

    /** After a failure: wakes all, so that each ends with {@link RunEnded}, and gives them some real seconds for it. */
    private void takeDown() {
        List<Participant> alive = world.alive();
        alive.removeIf(p -> p.thread == null);
        alive.forEach(p -> p.turn.signal());
        alive.forEach(p -> Objects.requireNonNull(p.thread).interrupt());
        long left = TimeUnit.SECONDS.toNanos(TAKE_DOWN_SECONDS);
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
}
