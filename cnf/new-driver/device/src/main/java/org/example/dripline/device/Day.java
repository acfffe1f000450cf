// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A day in steps, as the device runs it.
 *
 * @param text as it stands in a line and in the memory: {@code 0=140000,480=200000}; {@code none} when it holds none
 * @param steps in their order
 */
record Day(String text, List<Step> steps) {

    static final int SLOWEST = 10_000;
    static final int FASTEST = 2_000_000;
    static final int GRID = 1_000;
    static final int MOST_STEPS = 6;
    static final int START_GRID = 30;
    static final Day NONE = new Day("none", List.of());
    private static final long MINUTE_MILLIS = 60_000;
    private static final long DAY_MILLIS = 86_400_000;

    /** From this minute of the day on, so many nanolitres a day. */
    record Step(int minute, int rate) {}

    /** The day; empty when the device does not run it. */
    static Optional<Day> of(String text) {
        List<Step> steps = new ArrayList<>();
        for (String step : text.split(",", MOST_STEPS + 1)) {
            if (!step.matches("[0-9]{1,4}=[0-9]{1,9}") || steps.size() == MOST_STEPS) {
                return Optional.empty();
            }
            int equals = step.indexOf('=');
            Step next =
                    new Step(Integer.parseInt(step.substring(0, equals)), Integer.parseInt(step.substring(equals + 1)));
            boolean later = steps.isEmpty()
                    ? next.minute() == 0
                    : next.minute() > steps.get(steps.size() - 1).minute();
            if (!later
                    || next.minute() >= 1440
                    || next.minute() % START_GRID != 0
                    || next.rate() < SLOWEST
                    || next.rate() > FASTEST
                    || next.rate() % GRID != 0) {
                return Optional.empty();
            }
            steps.add(next);
        }
        return Optional.of(new Day(text, List.copyOf(steps)));
    }

    /** The rate at a moment of the pump's clock, which is in UTC. */
    int rate(long millis) {
        long minute = Math.floorMod(millis, DAY_MILLIS) / MINUTE_MILLIS;
        int rate = 0;
        for (Step step : steps) {
            rate = step.minute() <= minute ? step.rate() : rate;
        }
        return rate;
    }

    /** When the rate may change next. */
    long next(long millis) {
        long into = Math.floorMod(millis, DAY_MILLIS);
        for (Step step : steps) {
            if (step.minute() * MINUTE_MILLIS > into) {
                return millis - into + step.minute() * MINUTE_MILLIS;
            }
        }
        return millis - into + DAY_MILLIS;
    }
}
