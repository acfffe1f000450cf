// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one request at one pump. Others may want it to end early: a stop that overtakes, a driver that goes, a platform that stops. The
 * first reason counts. Safe for any number of threads.
 */
final class Turn {

    /** Why it is to end. */
    enum Ending {
        /** A stop came. */
        OVERTAKEN,
        /** The driver's service went. */
        DRIVER_GONE,
        /** The host is closing. */
        HOST_CLOSING
    }

    /**
     * The end that is wanted.
     *
     * @param ending why
     * @param words for people
     */
    record Wanted(Ending ending, String words) {}

    private final AtomicReference<@Nullable Wanted> wanted = new AtomicReference<>();
    private final List<Signal> watchers = new CopyOnWriteArrayList<>();
    private final List<Runnable> cuts = new CopyOnWriteArrayList<>();
    private volatile boolean driverGone;
    private final Signal urgent;

    Turn(Threads threads) {
        urgent = threads.newSignal();
        watchers.add(urgent);
    }

    /** Asks for the end. When the driver went, whatever {@linkplain #cutWhenDriverGoes can be cut} is cut before this returns. */
    void end(Ending ending, String words) {
        if (ending == Ending.DRIVER_GONE) {
            driverGone = true;
            cuts.forEach(Runnable::run);
        }
        if (wanted.compareAndSet(null, new Wanted(ending, words))) {
            watchers.forEach(Signal::raise);
        }
    }

    /** The end that is wanted, if one is. */
    Optional<Wanted> wanted() {
        return Optional.ofNullable(wanted.get());
    }

    /** Runs this when the driver goes, at once and on the thread that says so; it must not block, and may be run twice. */
    void cutWhenDriverGoes(Runnable cut) {
        cuts.add(cut);
        if (driverGone) {
            cut.run();
        }
    }

    /** Raises this signal too when the end is asked for. */
    void tell(Signal signal) {
        watchers.add(signal);
        if (wanted.get() != null) {
            signal.raise();
        }
    }

    /** No longer. */
    void forget(Signal signal) {
        watchers.remove(signal);
    }

    /** Lets time pass, or ends at once when the end is asked for. */
    void pause(TimeSource house, Instant until) {
        Waits.until(house, urgent, until, this::interrupted);
    }

    /** The thread of the turn was interrupted: only the provider of threads does that, when it stops. */
    void interrupted() {
        end(Ending.HOST_CLOSING, "the platform is stopping");
    }
}
