// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.cisterna.time.Randomness;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.jspecify.annotations.Nullable;

/**
 * All time services, made of nothing but a seed: a run under virtual time repeats itself exactly and takes no real time to wait.
 *
 * <p>{@link #run} runs a test as one participant; each worker that anybody starts through {@link #threads()} is another. Exactly one
 * participant runs at a time, until it waits or ends. Next is who can wake up first; of those, who has the smallest name; of those, who
 * was started first. Time moves only when all wait, and then at once to the next wake-up.
 *
 * <p>A run fails with a {@link VirtualTimeFailure} when all wait and no deadline is left, when a worker throws, when workers are left after
 * the test has ended, when it takes more steps than {@link #stepLimit} allows, when a participant waits for a lock that a waiting one
 * holds, and when a participant does not give way for a minute of real time.
 *
 * <p>House time starts at {@link #HOUSE_START}, pump time at {@link #PUMP_START}; they differ, so that a mix-up of the two shows. Pump time
 * runs at the speed of house time until {@link #pumpSpeed} says otherwise.
 *
 * <p>Only participants may wait, raise signals and start workers while a run is on. Before and between runs any thread may prepare things:
 * workers started then begin to run with the next run. The time may be read by any thread at any time.
 */
public final class VirtualTime {

    /** House time at which a virtual world begins. */
    public static final Instant HOUSE_START = Instant.parse("2026-01-05T08:00:00Z");

    /** Pump time at which a virtual world begins: forty days ahead of house time. */
    public static final Instant PUMP_START = Instant.parse("2026-02-14T08:00:00Z");

    private final long seed;
    private final Baton baton;
    private final TimeSource house;
    private final TimeSource pump;
    private final Threads threads;
    private final Randomness randomness;
    private int stallLimitTenths = 600;

    private VirtualTime(long seed) {
        this.seed = seed;
        baton = new Baton(
                new World(HOUSE_START.toEpochMilli(), PUMP_START.toEpochMilli()),
                "seed " + seed + " (repeat with -D" + Seeds.PROPERTY + "=" + seed + ")");
        house = new VirtualSource(baton, false);
        pump = new VirtualSource(baton, true);
        threads = new VirtualThreads(baton);
        randomness = Randomness.seeded(seed);
    }

    /** A new world. */
    public static VirtualTime create(long seed) {
        return new VirtualTime(seed);
    }

    /** What {@link #randomness()} was made from. */
    public long seed() {
        return seed;
    }

    /** House time. */
    public TimeSource house() {
        return house;
    }

    /** Pump time. */
    public TimeSource pump() {
        return pump;
    }

    /** Makes signals and participants. */
    public Threads threads() {
        return threads;
    }

    /** Chance, repeated with the seed; also its secrets. */
    public Randomness randomness() {
        return randomness;
    }

    /**
     * Runs a test as the participant named {@code test}, and all workers with it, until all have ended.
     *
     * @return what the body returned; a body that returns nothing is a {@link Threads.Body}
     * @throws Exception whatever the body threw
     * @throws VirtualTimeFailure when the run cannot go on or does not end cleanly
     */
    public <T> T run(Callable<T> body) throws Exception {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        run(() -> {
            result.set(body.call());
        });
        return Objects.requireNonNull(result.get(), "the body of run() returned null");
    }

    /** Like {@link #run(Callable)}, for a body without a result. */
    public void run(Threads.Body body) throws Exception {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        try {
            baton.run("test", remembering(body, thrown), stallLimitTenths);
        } catch (VirtualTimeFailure failure) {
            Throwable own = thrown.get();
            if (own == null || failure.getCause() != own) {
                throw failure;
            }
            // the test itself failed: its own words come first, the state of the world after them
            own.addSuppressed(new VirtualTimeFailure(String.valueOf(failure.getMessage()), null));
            rethrow(own);
        }
    }

    private static Threads.Body remembering(Threads.Body body, AtomicReference<@Nullable Throwable> thrown) {
        return () -> {
            try {
                body.run();
            } catch (Throwable e) {
                thrown.set(e);
                throw e;
            }
        };
    }

    /**
     * Lets house time pass, and everything happen that is due until then, at its end included. To be called by a participant, as are the
     * next two.
     */
    public void advance(Duration duration) throws InterruptedException {
        house.sleepUntil(house.now().plus(duration));
        settle();
    }

    /** Lets all other participants run until each of them waits for something that does not happen now. Time does not move. */
    public void settle() throws InterruptedException {
        baton.settle();
    }

    /**
     * Lets time pass from event to event until a condition holds. Does not move time beyond the moment at which it holds.
     *
     * @param what the condition in words, for the failure
     * @param condition looked at whenever all others wait
     * @param budget how much house time may pass
     * @throws AssertionError when it does not hold in time
     */
    public void runUntil(String what, BooleanSupplier condition, Duration budget) throws InterruptedException {
        long end = World.millis(house.now().plus(budget));
        settle();
        while (!condition.getAsBoolean()) {
            if (World.millis(house.now()) >= end) {
                throw new AssertionError("not within " + budget + " of house time: " + what + "\n" + baton.dump());
            }
            house.sleepUntil(Instant.ofEpochMilli(Math.min(end, baton.nextWakeUp())));
            settle();
        }
    }

    /**
     * Sets how fast pump time runs from now on.
     *
     * @param perMille thousandths of house time: 1000 as fast, 60,000 a minute in a second, 0 stands still
     */
    public void pumpSpeed(long perMille) {
        if (perMille < 0) {
            throw new IllegalArgumentException(
                    "pump time cannot run backwards: " + perMille + " per mille; give 0 or more");
        }
        baton.pumpCourse((now, scale) -> scale.withSpeed(now, perMille));
    }

    /** Moves pump time ahead at once, house time standing still. */
    public void leapPumpTime(Duration ahead) {
        if (ahead.isNegative()) {
            throw new IllegalArgumentException("pump time never goes back: " + ahead);
        }
        baton.pumpCourse((now, scale) -> scale.leap(now, ahead.toMillis()));
    }

    /**
     * Lets the seed, not the names, decide who runs first of those who can run at the same time. A test that passes with many seeds does not
     * rest on one order. The run still repeats itself with its seed.
     */
    public VirtualTime shuffled() {
        baton.shuffle(Randomness.seeded(seed).stream("order of turns"));
        return this;
    }

    /** Sets how many waits all participants together may begin before the run fails; 10,000,000 unless set. */
    public VirtualTime stepLimit(long limit) {
        baton.stepLimit(limit);
        return this;
    }

    /** Sets how many tenths of a real second a participant may keep all others waiting; 600 unless set. */
    VirtualTime stallLimit(int tenths) {
        stallLimitTenths = tenths;
        return this;
    }

    /** A digest over who ran when, up to now. Two runs with equal digests gave all turns in the same order at the same times. */
    public String interleaving() {
        return baton.interleaving();
    }

    /** Who waits for what, in words. */
    public String dump() {
        return baton.dump();
    }

    private static void rethrow(Throwable thrown) throws Exception {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof Exception exception) {
            throw exception;
        }
        throw new IllegalStateException("neither an error nor an exception", thrown);
    }

    private record VirtualThreads(Baton baton) implements Threads {

        @Override
        public Signal newSignal() {
            return baton.newSignal();
        }

        @Override
        public Worker start(String name, Body body) {
            return baton.start(name, body);
        }

        @Override
        public List<Worker> workers() {
            return List.copyOf(baton.workers());
        }
    }
}
