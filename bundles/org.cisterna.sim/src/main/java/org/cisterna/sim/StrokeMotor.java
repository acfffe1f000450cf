// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

/**
 * A motor that moves fluid in strokes of one size. What is commanded between two strokes is carried exactly, so that no schedule, however
 * it is cut into pieces of time, gains or loses a stroke. Not thread-safe.
 */
public final class StrokeMotor {

    private final long perStroke;
    private long carried;

    /**
     * A motor at rest.
     *
     * @param strokeNanolitres nominal volume of a stroke, above zero
     * @param carried rate-milliseconds since the last stroke, from {@link #carried()}; 0 for a new motor
     */
    public StrokeMotor(long strokeNanolitres, long carried) {
        this.perStroke = Math.multiplyExact(strokeNanolitres, DaySchedule.DAY);
        if (strokeNanolitres <= 0 || carried < 0 || carried >= perStroke) {
            throw new IllegalArgumentException(
                    "a stroke of " + strokeNanolitres + " nL cannot carry " + carried + " rate-milliseconds");
        }
        this.carried = carried;
    }

    /**
     * Commands an amount.
     *
     * @param amount rate-milliseconds, see {@link DaySchedule}
     * @return how many strokes it made
     */
    public long turn(long amount) {
        long sum = Math.addExact(carried, amount);
        carried = sum % perStroke;
        return sum / perStroke;
    }

    /** How many strokes an amount would make; commands nothing. */
    public long strokesIn(long amount) {
        return Math.addExact(carried, amount) / perStroke;
    }

    /** Rate-milliseconds until a number of strokes from now is complete. */
    public long untilStroke(long strokes) {
        return strokes <= 0 ? 0 : Math.subtractExact(Math.multiplyExact(strokes, perStroke), carried);
    }

    /** Rate-milliseconds commanded since the last stroke. */
    public long carried() {
        return carried;
    }
}
