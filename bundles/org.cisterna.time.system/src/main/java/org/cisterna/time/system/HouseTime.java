// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/**
 * House time: the wall clock as it was when this process first asked, plus the monotonic time since. A wall clock that is set later does not
 * move it.
 */
final class HouseTime implements TimeSource {

    private static final long LONGEST_WAIT_NANOS = TimeUnit.DAYS.toNanos(1);

    private final MachineClock machine;
    private final ProcessMemory.Anchor anchor;

    HouseTime(MachineClock machine, ProcessMemory memory) {
        this.machine = machine;
        this.anchor = memory.anchor(machine);
    }

    /** House time of this process, by the real clocks. */
    static HouseTime ofThisProcess() {
        return new HouseTime(MachineClock.real(), new ProcessMemory(System.getProperties()));
    }

    @Override
    public Instant now() {
        long elapsed = machine.nanos() - anchor.nanos();
        return Instant.ofEpochMilli(anchor.wallMillis() + TimeUnit.NANOSECONDS.toMillis(elapsed));
    }

    @Override
    public boolean await(Signal signal, Instant deadline) throws InterruptedException {
        if (!(signal instanceof SystemSignal ours)) {
            throw new IllegalArgumentException("the signal is not of this provider: make it with Threads.newSignal()");
        }
        return ours.await(() -> remaining(deadline));
    }

    @Override
    public void sleepUntil(Instant wakeUp) throws InterruptedException {
        SystemSignal never = new SystemSignal();
        never.await(() -> remaining(wakeUp));
    }

    private long remaining(Instant deadline) {
        Instant now = now();
        if (!deadline.isAfter(now)) {
            return 0;
        }
        if (deadline.isAfter(now.plusNanos(LONGEST_WAIT_NANOS))) {
            return LONGEST_WAIT_NANOS;
        }
        return Duration.between(now, deadline).toNanos();
    }
}
