// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import org.cisterna.time.Threads;
import org.cisterna.time.Worker;
import org.jspecify.annotations.Nullable;

/** A thread that runs only while it holds the baton. All state but the final fields is guarded by the baton's lock. */
final class Participant implements Worker {

    /** Who runs next: earliest wake-up, then who does not stand back, then name, then creation. */
    static final Comparator<Participant> ORDER = Comparator.<Participant>comparingLong(p -> p.wakeAt)
            .thenComparing(p -> p.standsBack)
            .thenComparing(p -> p.name)
            .thenComparing(p -> p.number);

    /** Where a wait goes through on its way here; who waits stands above them on the stack. */
    private static final Set<String> OURS = Set.of(
            Participant.class.getName(),
            Baton.class.getName(),
            World.class.getName(),
            VirtualSource.class.getName(),
            VirtualTime.class.getName());

    private final Baton baton;
    private final String name;
    private final long number;
    private final Threads.Body body;
    final VirtualSignal ended;
    final Condition turn;

    /** House time at which it can run on; {@link World#NEVER} while only a signal or an interrupt can wake it. */
    long wakeAt;

    boolean standsBack;
    boolean hasEnded;

    @Nullable
    Thread thread;

    private @Nullable VirtualSignal signal;
    private boolean waitsOnPumpTime;
    private long deadline;
    private boolean signalled;
    private boolean interruptRequested;
    private boolean wasInterrupted;

    Participant(Baton baton, String name, long number, Threads.Body body, VirtualSignal ended, Condition turn) {
        this.baton = baton;
        this.name = name;
        this.number = number;
        this.body = body;
        this.ended = ended;
        this.turn = turn;
    }

    boolean comesAtTheSameTime(Participant other) {
        return wakeAt == other.wakeAt && standsBack == other.standsBack;
    }

    Threads.Body body() {
        return body;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void interrupt() {
        baton.interrupt(this);
    }

    @Override
    public boolean isAlive() {
        return baton.isAlive(this);
    }

    @Override
    public boolean join(Instant houseDeadline) throws InterruptedException {
        return baton.join(this, houseDeadline);
    }

    /** Describes the wait that begins now. */
    void waitFor(@Nullable VirtualSignal wanted, boolean onPumpTime, long until) {
        signal = wanted;
        waitsOnPumpTime = onPumpTime;
        deadline = until;
        signalled = false;
    }

    /** Works out again when the deadline of the present wait comes, after pump time has changed its course. */
    void replan(long now, PumpScale scale) {
        if (waitsOnPumpTime) {
            wakeAt = Math.max(now, scale.houseAt(deadline));
        }
    }

    boolean waitsFor(VirtualSignal raised) {
        return signal == raised;
    }

    /** Ends the present wait. */
    void ready(long now, boolean bySignal) {
        signal = null;
        waitsOnPumpTime = false;
        signalled = bySignal;
        wakeAt = now;
    }

    boolean signalled() {
        return signalled;
    }

    void requestInterrupt() {
        interruptRequested = true;
        wasInterrupted = true;
    }

    /** Takes the request and the flag of the thread; to be called by its own thread. */
    boolean takeInterrupt() {
        boolean flagged = Thread.interrupted();
        boolean taken = flagged || interruptRequested;
        interruptRequested = false;
        return taken;
    }

    boolean wasInterrupted() {
        return wasInterrupted;
    }

    /** One line for a dump: who, waiting for what, until when, and where in the code. */
    String describe(long now) {
        StringBuilder line = new StringBuilder(name).append(": ");
        if (wakeAt <= now) {
            line.append("runnable");
        } else {
            line.append("waits for ").append(signal == null ? "time alone" : signal);
            if (deadline == World.NEVER) {
                line.append(", without deadline");
            } else {
                line.append(", until ").append(waitsOnPumpTime ? "pump time " : "house time ");
                line.append(Instant.ofEpochMilli(deadline));
                line.append(wakeAt == World.NEVER ? ", which does not come while pump time stands still" : "");
            }
        }
        Thread known = thread;
        if (known == null) {
            return line.append(", not yet run").toString();
        }
        for (StackTraceElement frame : known.getStackTrace()) {
            String type = frame.getClassName();
            if (!OURS.contains(type) && !type.startsWith("java.") && !type.startsWith("jdk.")) {
                return line.append(", at ").append(Watchdog.text(frame)).toString();
            }
        }
        return line.toString();
    }
}
