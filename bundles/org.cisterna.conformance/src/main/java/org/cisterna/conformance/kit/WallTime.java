// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.quantity.Durations;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/**
 * Time as it really passes, for a rig whose pump cannot be told to live faster. A wait takes as long as it says; one that would go on beyond the end of the
 * run is not begun.
 */
final class WallTime implements BenchTime {

    private final TimeSource house;
    private final Instant end;
    private Instant limit = Instant.MAX;

    /**
     * Until an instant.
     *
     * @param house the real one
     * @param end of the run
     */
    WallTime(TimeSource house, Instant end) {
        this.house = house;
        this.end = end;
    }

    /** Whether nothing is left. */
    boolean isOver() {
        return !house.now().isBefore(end);
    }

    @Override
    public void bind(Instant deadline) {
        limit = deadline.plus(PATIENCE);
    }

    @Override
    public void free() {
        limit = Instant.MAX;
    }

    @Override
    public void pass(Duration time) {
        Instant until = house.now().plus(time);
        if (until.isAfter(end)) {
            throw new TimeRanOut("the next step takes " + Durations.text(time) + ", and the run ends before");
        }
        try {
            house.sleepUntil(until);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeRanOut("the run was interrupted");
        }
    }

    @Override
    public Instant now() {
        return house.now();
    }

    @Override
    public boolean await(Signal signal, Instant deadline) throws InterruptedException {
        if (signal.isRaised()) {
            return true;
        }
        sleepUntil(deadline);
        return signal.isRaised();
    }

    @Override
    public void sleepUntil(Instant wakeUp) throws InterruptedException {
        if (wakeUp.isAfter(limit)) {
            throw new CallOverrun("a wait goes on until " + wakeUp + ", and the call should have ended "
                    + PATIENCE.toMinutes() + " min before " + limit);
        }
        house.sleepUntil(wakeUp);
    }
}
