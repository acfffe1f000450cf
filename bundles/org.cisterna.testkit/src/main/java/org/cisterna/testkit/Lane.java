// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.cisterna.time.Signal;

/** One direction of a link: bytes on their way. Not thread-safe; guarded by its {@link LinkPair}. */
final class Lane {

    private record Travelling(byte value, Instant arrival) {}

    private final Deque<Travelling> bytes = new ArrayDeque<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Signal news;
    private FaultPlan plan = FaultPlan.none();
    private Instant lastArrival = Instant.MIN;
    private boolean ended;

    Lane(Signal news) {
        this.news = news;
    }

    /** Raised whenever something changes for the reader. */
    Signal news() {
        return news;
    }

    void plan(FaultPlan newPlan) {
        plan = newPlan;
    }

    /** Everything that was handed to this direction, whatever became of it. */
    byte[] written() {
        return written.toByteArray();
    }

    /** Takes one byte; false when the link is cut instead. */
    boolean put(byte value, Instant now) {
        long number = written.size() + 1L;
        if (plan.cutsBefore(number)) {
            return false;
        }
        written.write(value);
        Instant arrival = now.plus(plan.delay());
        lastArrival = arrival.isAfter(lastArrival) ? arrival : lastArrival;
        for (int copies = plan.copies(number); copies > 0; copies--) {
            bytes.addLast(new Travelling(plan.pass(number, value), lastArrival));
        }
        news.raise();
        return true;
    }

    /** Whether the plan cuts the link as soon as what was written so far has passed. */
    boolean cutNow() {
        return plan.cutsBefore(written.size() + 1L) && written.size() > 0;
    }

    /** Nothing more comes in; what is on its way still arrives. */
    void end() {
        ended = true;
        news.raise();
    }

    /** Whether nothing comes any more, now or later. */
    boolean isOver() {
        return ended && bytes.isEmpty();
    }

    boolean hasEnded() {
        return ended;
    }

    /** The bytes that have arrived, up to a number; the rest stays. */
    byte[] take(int max, Instant now) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        while (taken.size() < max
                && !bytes.isEmpty()
                && !bytes.getFirst().arrival().isAfter(now)) {
            taken.write(bytes.removeFirst().value());
        }
        return taken.toByteArray();
    }

    /** When the next byte arrives; empty while none is on its way. */
    Optional<Instant> nextArrival() {
        return Optional.ofNullable(bytes.peekFirst()).map(Travelling::arrival);
    }
}
