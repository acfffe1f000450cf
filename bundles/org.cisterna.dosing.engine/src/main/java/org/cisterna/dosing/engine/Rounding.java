// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.math.BigInteger;
import org.cisterna.quantity.Ratio;

/**
 * Every rounding that this engine does, each once and in the direction that is safe for that quantity. {@code docs/rounding.md} has the
 * same table for people, and a test holds the two together.
 */
public enum Rounding {
    /** The rate of a programme or of one of its steps, onto the pump's grid. */
    RATE(Direction.DOWN),
    /** The lowest rate that a pump can give, onto its grid. */
    LOWEST_RATE(Direction.UP),
    /** The highest concentration that would fit a dose, onto the nanogram per millilitre. */
    HIGHEST_FITTING_CONCENTRATION(Direction.DOWN),
    /** The lowest concentration that would fit a dose, onto the nanogram per millilitre. */
    LOWEST_FITTING_CONCENTRATION(Direction.UP),
    /** The time until something reaches the tip, onto the second. */
    TIME_TO_TIP(Direction.DOWN),
    /** The volume of a bolus, onto the pump's grid. */
    BOLUS_VOLUME(Direction.DOWN),
    /** The time over which a bolus is given, onto the pump's grid. */
    BOLUS_DURATION(Direction.UP),
    /** The time from one periodic bolus to the next, onto the pump's grid. */
    BOLUS_INTERVAL(Direction.UP),
    /** The lockout of a patient bolus, onto the pump's grid. */
    LOCKOUT(Direction.UP),
    /** The volume of a prime, onto the pump's grid. */
    PRIME_VOLUME(Direction.DOWN),
    /** The duration of a bridge where running too long is the danger, onto the pump's grid; its volume follows. */
    BRIDGE_TOO_LONG(Direction.DOWN),
    /** The duration of a bridge where stopping early is the danger, onto the pump's grid; its volume follows. */
    BRIDGE_TOO_SHORT(Direction.UP),
    /** The date of a low reservoir and every date that follows from it, onto the second. */
    DATE(Direction.DOWN),
    /** A mass that is shown and that nothing is decided by, onto the nanogram. */
    SHOWN_MASS(Direction.HALF_EVEN),
    /** A volume that is shown and that nothing is decided by, onto the nanolitre. */
    SHOWN_VOLUME(Direction.HALF_EVEN);

    /** Which way a number is rounded. */
    public enum Direction {
        /** Towards zero. */
        DOWN,
        /** Away from zero. */
        UP,
        /** To the nearest, of two equally near to the even one. */
        HALF_EVEN
    }

    private final Direction direction;

    Rounding(Direction direction) {
        this.direction = direction;
    }

    /** Which way this quantity is rounded. */
    public Direction direction() {
        return direction;
    }

    /** The exact number on a grid, in whole units. */
    public long of(Ratio exact, long grid) {
        return switch (direction) {
            case DOWN -> exact.floorToMultipleOf(grid);
            case UP -> exact.ceilToMultipleOf(grid);
            case HALF_EVEN ->
                Math.multiplyExact(new BigInteger(exact.dividedBy(grid).decimal(0)).longValueExact(), grid);
        };
    }
}
