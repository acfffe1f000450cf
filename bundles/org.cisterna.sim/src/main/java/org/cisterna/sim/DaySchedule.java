// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.util.List;

/**
 * Rates over a day that repeats, integrated exactly. The day is that of the device's clock: it begins where milliseconds since 1970 are a
 * multiple of 86,400,000. Immutable.
 *
 * <p>Amounts are counted in <em>rate-milliseconds</em>: nanolitres per day times milliseconds. 86,400,000 of them are one nanolitre.
 */
public final class DaySchedule {

    /** Milliseconds in a day, and rate-milliseconds in a nanolitre. */
    public static final long DAY = 86_400_000;

    private static final long MINUTE = 60_000;
    private static final int MINUTES = 1_440;

    private final List<Step> steps;
    private final long perDay;

    /**
     * A rate from a minute on, until the next step or the end of the day.
     *
     * @param startMinute 0 to 1439
     * @param nanolitresPerDay the rate, 0 or more
     */
    public record Step(int startMinute, long nanolitresPerDay) {

        /** Checks the ranges. */
        public Step {
            if (startMinute < 0 || startMinute >= MINUTES || nanolitresPerDay < 0) {
                throw new IllegalArgumentException(
                        "a step starts at minute 0 to 1439 with a rate of 0 or more, got minute " + startMinute
                                + " and " + nanolitresPerDay + " nL/day");
            }
        }
    }

    /** A schedule; the first step starts at minute 0 and starts rise, so it covers the day once. */
    public DaySchedule(List<Step> steps) {
        if (steps.isEmpty() || steps.get(0).startMinute() != 0) {
            throw new IllegalArgumentException("a day's first step starts at minute 0, got " + steps);
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).startMinute() <= steps.get(i - 1).startMinute()) {
                throw new IllegalArgumentException("the steps of a day start one after the other, got " + steps);
            }
        }
        this.steps = List.copyOf(steps);
        long sum = 0;
        for (int i = 0; i < steps.size(); i++) {
            long span = endOf(i) - startOf(i);
            sum = Math.addExact(sum, Math.multiplyExact(span, steps.get(i).nanolitresPerDay()));
        }
        this.perDay = sum;
    }

    /** The same rate all day. */
    public static DaySchedule constant(long nanolitresPerDay) {
        return new DaySchedule(List.of(new Step(0, nanolitresPerDay)));
    }

    /** The steps, as given. */
    public List<Step> steps() {
        return steps;
    }

    /** The index of the step that runs at a time. */
    public int stepAt(long clockMillis) {
        long inDay = Math.floorMod(clockMillis, DAY);
        int index = steps.size() - 1;
        while (startOf(index) > inDay) {
            index--;
        }
        return index;
    }

    /** Rate-milliseconds between two times; zero when they are the same. */
    public long between(long fromMillis, long toMillis) {
        if (toMillis < fromMillis) {
            throw new IllegalArgumentException("time does not go back: from " + fromMillis + " to " + toMillis);
        }
        long wholeDays = (toMillis - fromMillis) / DAY;
        long rest = Math.floorMod(fromMillis, DAY) + (toMillis - fromMillis) % DAY;
        long amount = Math.multiplyExact(wholeDays, perDay);
        amount = Math.addExact(amount, untilInDay(Math.min(rest, DAY)) - untilInDay(Math.floorMod(fromMillis, DAY)));
        return rest > DAY ? Math.addExact(amount, untilInDay(rest - DAY)) : amount;
    }

    /**
     * The earliest time by which an amount has passed.
     *
     * @param amount rate-milliseconds, 0 or more
     * @return the time, or {@link Long#MAX_VALUE} when this schedule never moves that much
     */
    public long timeOf(long fromMillis, long amount) {
        if (amount <= 0) {
            return fromMillis;
        }
        if (perDay == 0) {
            return Long.MAX_VALUE;
        }
        long days = (amount - 1) / perDay;
        long left = amount - days * perDay;
        long time = fromMillis + days * DAY;
        while (true) {
            int index = stepAt(time);
            long end = time - Math.floorMod(time, DAY) + endOf(index);
            long rate = steps.get(index).nanolitresPerDay();
            long available = rate * (end - time);
            if (available >= left) {
                return time + (left + rate - 1) / rate;
            }
            left -= available;
            time = end;
        }
    }

    private long untilInDay(long inDay) {
        long amount = 0;
        for (int i = 0; i < steps.size() && startOf(i) < inDay; i++) {
            amount += steps.get(i).nanolitresPerDay() * (Math.min(endOf(i), inDay) - startOf(i));
        }
        return amount;
    }

    private long startOf(int index) {
        return steps.get(index).startMinute() * MINUTE;
    }

    private long endOf(int index) {
        return index + 1 < steps.size() ? startOf(index + 1) : DAY;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DaySchedule that && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    @Override
    public String toString() {
        return steps.toString();
    }
}
