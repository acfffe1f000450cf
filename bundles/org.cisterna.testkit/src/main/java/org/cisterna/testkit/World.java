// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What time it is and who takes part: the state behind a {@link Baton}, guarded by its lock. */
final class World {

    /** A time that does not come. */
    static final long NEVER = Long.MAX_VALUE;

    private final List<Participant> alive = new ArrayList<>();
    private final Interleaving interleaving = new Interleaving();
    private long now;
    private PumpScale scale;
    private @Nullable RandomGenerator dice;

    World(long houseStart, long pumpStart) {
        now = houseStart;
        scale = new PumpScale(houseStart, pumpStart, 1000);
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

    /** House time in milliseconds. */
    long now() {
        return now;
    }

    PumpScale scale() {
        return scale;
    }

    /** Sets the course of pump time, and with it when waits on pump time end. */
    void scale(PumpScale course) {
        scale = course;
        alive.forEach(p -> p.replan(now, scale));
    }

    /** House time at which a deadline comes. */
    long wakeUp(boolean onPumpTime, long deadline) {
        return onPumpTime ? scale.houseAt(deadline) : deadline;
    }

    /** The participants alive, in the order of their creation. */
    List<Participant> alive() {
        return alive;
    }

    /** Takes a participant in, ready to run. */
    void add(Participant participant) {
        participant.ready(now, false);
        alive.add(participant);
    }

    /** Ends all waits for a signal. */
    void raise(VirtualSignal signal) {
        signal.set(true);
        for (Participant p : alive) {
            if (p.waitsFor(signal)) {
                p.ready(now, true);
            }
        }
    }

    /** Lets chance decide between those who can run at the same time. */
    void shuffle(RandomGenerator chance) {
        dice = chance;
    }

    /** Who is next; empty when nobody is alive. */
    Optional<Participant> next() {
        Optional<Participant> first = alive.stream().min(Participant.ORDER);
        if (dice == null || first.isEmpty()) {
            return first;
        }
        List<Participant> equal = alive.stream()
                .filter(first.get()::comesAtTheSameTime)
                .sorted(Participant.ORDER)
                .toList();
        return Optional.of(equal.get(dice.nextInt(equal.size())));
    }

    /** When the next participant but one can run. */
    long nextWakeUp(Participant except) {
        return alive.stream()
                .filter(p -> p != except)
                .mapToLong(p -> p.wakeAt)
                .min()
                .orElse(NEVER);
    }

    /** Ends the wait of a participant, time moving to its wake-up. */
    void turnOf(Participant next) {
        now = Math.max(now, next.wakeAt);
        if (!next.standsBack) {
            interleaving.record(now, next.name());
        }
        next.standsBack = false;
        next.ready(now, next.signalled());
    }

    String interleaving() {
        return interleaving.digest();
    }

    /** Who waits for what. */
    String describe(@Nullable Participant running, long steps) {
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
