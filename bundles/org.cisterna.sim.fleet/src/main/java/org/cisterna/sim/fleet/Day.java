// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cisterna.sim.DaySchedule;

/** The steps of a day in a compact form; they begin at minute 0 and cover it once. Immutable, shared by all pumps that run it. */
final class Day {

    static final int MILLIS = (int) DaySchedule.DAY;

    private static final int MINUTE = 60_000;

    private final int[] ends;
    private final int[] rates;
    private final int most;

    /**
     * A day.
     *
     * @param startMinutes rising from 0
     * @param rates of each step, in nL/day
     */
    Day(int[] startMinutes, int[] rates) {
        this.rates = rates.clone();
        this.ends = new int[rates.length];
        for (int i = 0; i < rates.length; i++) {
            ends[i] = i + 1 < rates.length ? startMinutes[i + 1] * MINUTE : MILLIS;
        }
        this.most = Arrays.stream(rates).max().orElse(0);
    }

    /** Which step runs so many milliseconds after midnight. */
    int stepAt(long inDay) {
        int step = 0;
        while (ends[step] <= inDay) {
            step++;
        }
        return step;
    }

    int steps() {
        return rates.length;
    }

    /** Milliseconds after midnight at which a step ends. */
    int end(int step) {
        return ends[step];
    }

    /** The rate of a step, in nL/day. */
    int rate(int step) {
        return rates[step];
    }

    /** The highest rate of all, in nL/day. */
    int most() {
        return most;
    }

    /** What a day moves by itself, in nL, rounded down. */
    long volume() {
        long amount = 0;
        for (int i = 0; i < rates.length; i++) {
            amount += (long) rates[i] * (ends[i] - (i == 0 ? 0 : ends[i - 1]));
        }
        return amount / DaySchedule.DAY;
    }

    /** The same, as devices are made with it. */
    List<DaySchedule.Step> schedule() {
        List<DaySchedule.Step> steps = new ArrayList<>();
        for (int i = 0; i < rates.length; i++) {
            steps.add(new DaySchedule.Step(i == 0 ? 0 : ends[i - 1] / MINUTE, rates[i]));
        }
        return steps;
    }
}
