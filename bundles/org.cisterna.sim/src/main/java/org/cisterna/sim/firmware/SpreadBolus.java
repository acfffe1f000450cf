// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

/**
 * A bolus that runs, its strokes spread evenly over its time. Immutable.
 *
 * @param ordered strokes in all
 * @param from device time at which it began
 * @param millis how long it lasts, above zero
 * @param made strokes so far
 */
public record SpreadBolus(int ordered, long from, long millis, int made) {

    /** Device time at which it is over. */
    public long end() {
        return from + millis;
    }

    /** Strokes that are due by a device time, those made included. */
    public int dueBy(long time) {
        return (int) (Math.min(millis, time - from) * ordered / millis);
    }

    /** The same, further on. */
    public SpreadBolus with(int newMade) {
        return new SpreadBolus(ordered, from, millis, newMade);
    }

    /** Whether all of it was given. */
    public boolean isWhole() {
        return made == ordered;
    }
}
