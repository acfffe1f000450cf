// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.math.BigInteger;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.DaySchedule;

/**
 * Something that is given in place of the day: an amount spread evenly over a time, exact at every millisecond, so that it does not matter how often
 * it is asked for. Immutable.
 *
 * @param kind of the part
 * @param start pump time in milliseconds
 * @param end pump time in milliseconds, after the start
 * @param amount rate-milliseconds in all
 */
record Burst(int kind, long start, long end, long amount) {

    /** A part that begins now. */
    static Burst of(Part part, long at) {
        if (part.kind() == Part.BRIDGE) {
            return new Burst(part.kind(), at, at + part.duration(), Math.multiplyExact(part.rate(), part.duration()));
        }
        long amount = Math.multiplyExact(part.volume(), DaySchedule.DAY);
        long duration = part.kind() == Part.PRIME ? (amount + part.rate() - 1) / part.rate() : part.duration();
        return new Burst(part.kind(), at, at + duration, amount);
    }

    /** Given from its start up to a time. */
    long until(long at) {
        long elapsed = Math.max(0, Math.min(at, end) - start);
        long duration = end - start;
        // whole and rest apart: neither product leaves a long
        return amount / duration * elapsed + amount % duration * elapsed / duration;
    }

    /** Given between two times. */
    long between(long from, long to) {
        return until(to) - until(from);
    }

    /** The earliest time by which some more is given after a time; for ever when it ends before. */
    long timeOf(long from, long more) {
        BigInteger wanted = BigInteger.valueOf(until(from)).add(BigInteger.valueOf(more));
        if (wanted.compareTo(BigInteger.valueOf(amount)) > 0) {
            return Long.MAX_VALUE;
        }
        BigInteger[] time =
                wanted.multiply(BigInteger.valueOf(end - start)).divideAndRemainder(BigInteger.valueOf(amount));
        long elapsed = time[0].longValueExact() + (time[1].signum() == 0 ? 0 : 1);
        return Math.max(from, start + elapsed);
    }

    /** The same, so much later. */
    Burst later(long millis) {
        return new Burst(kind, start + millis, end + millis, amount);
    }

    /** The rate in nL/day, rounded down, for showing. */
    long rate() {
        return amount / (end - start);
    }

    JsonObject json() {
        return Json.object()
                .put("kind", kind)
                .put("start", start)
                .put("end", end)
                .put("amount", Long.toString(amount))
                .build();
    }

    static Burst fromJson(JsonObject json) {
        return new Burst(
                Math.toIntExact(json.number("kind")),
                json.number("start"),
                json.number("end"),
                Long.parseLong(json.string("amount")));
    }
}
