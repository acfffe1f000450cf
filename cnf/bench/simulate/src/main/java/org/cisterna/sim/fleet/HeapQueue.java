// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/** A peer: one 4-ary heap of primitive times and pumps, ordered by both; the first is replaced by what its pump does next. */
final class HeapQueue {

    private static final int CHILDREN = 4;

    private final FleetPump[] pumps;
    private final long[] times;
    private final int[] numbers;

    HeapQueue(FleetPump[] pumps) {
        this.pumps = pumps;
        this.times = new long[pumps.length];
        this.numbers = new int[pumps.length];
        for (int i = 0; i < pumps.length; i++) {
            times[i] = pumps[i].next();
            numbers[i] = i;
        }
        for (int i = (pumps.length - 2) / CHILDREN; i >= 0; i--) {
            down(i, times[i], numbers[i]);
        }
    }

    /** Does everything up to a time in its order over all pumps. */
    void run(long end, Tally tally) {
        while (times[0] <= end) {
            FleetPump pump = pumps[numbers[0]];
            pump.step(tally);
            down(0, pump.next(), numbers[0]);
        }
        for (FleetPump pump : pumps) {
            pump.run(end, tally);
            pump.settle();
        }
    }

    private void down(int from, long time, int number) {
        int hole = from;
        for (int child = CHILDREN * hole + 1; child < times.length; child = CHILDREN * hole + 1) {
            int least = child;
            for (int other = child + 1; other < Math.min(child + CHILDREN, times.length); other++) {
                if (before(times[other], numbers[other], times[least], numbers[least])) {
                    least = other;
                }
            }
            if (!before(times[least], numbers[least], time, number)) {
                break;
            }
            times[hole] = times[least];
            numbers[hole] = numbers[least];
            hole = least;
        }
        times[hole] = time;
        numbers[hole] = number;
    }

    private static boolean before(long time, int number, long otherTime, int otherNumber) {
        return time < otherTime || (time == otherTime && number < otherNumber);
    }
}
