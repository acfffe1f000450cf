// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import java.time.Instant;
import org.cisterna.time.Signal;

/**
 * Virtual time: nobody but the thread of the bench is there who could act, so a wait is a step to its end. A driver that goes on far beyond its
 * deadline, or that asks for the time without end and never waits, is ended by a {@link CallOverrun}.
 */
final class StepTime implements BenchTime {

    private static final int MOST_LOOKS = 2_000_000;

    private Instant now;
    private Instant limit = Instant.MAX;
    private int looks;

    StepTime(Instant start) {
        this.now = start;
    }

    @Override
    public void bind(Instant deadline) {
        limit = deadline.plus(PATIENCE);
        looks = 0;
    }

    @Override
    public void free() {
        limit = Instant.MAX;
    }

    @Override
    public void pass(Duration time) {
        now = now.plus(time);
        looks = 0;
    }

    @Override
    public Instant now() {
        looks++;
        if (looks > MOST_LOOKS) {
            throw new CallOverrun("the time was asked for " + MOST_LOOKS + " times, and nothing waited for it");
        }
        return now;
    }

    @Override
    public boolean await(Signal signal, Instant deadline) throws InterruptedException {
        if (signal.isRaised()) {
            return true;
        }
        sleepUntil(deadline);
        return false;
    }

    @Override
    public void sleepUntil(Instant wakeUp) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the wait was interrupted");
        }
        if (wakeUp.isAfter(now)) {
            if (wakeUp.isAfter(limit)) {
                throw new CallOverrun("a wait goes on until " + wakeUp + ", and the call should have ended "
                        + PATIENCE.toMinutes() + " min before " + limit);
            }
            now = wakeUp;
            looks = 0;
        } else {
            now();
        }
    }
}
