// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A machine whose wall clock can be set. */
final class MachineUnderTest implements MachineClock {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final LongSupplier uptimeNanos;
    private final AtomicLong wallOffsetMillis = new AtomicLong(START.toEpochMilli());

    /** Whose monotonic clock is given. */
    MachineUnderTest(LongSupplier uptimeNanos) {
        this.uptimeNanos = uptimeNanos;
    }

    void setWall(Duration step) {
        wallOffsetMillis.addAndGet(step.toMillis());
    }

    @Override
    public long wallMillis() {
        return wallOffsetMillis.get() + uptimeNanos.getAsLong() / 1_000_000;
    }

    @Override
    public long nanos() {
        return uptimeNanos.getAsLong() - 5_000_000_000L;
    }
}
