// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.math.BigInteger;

/**
 * Pump time as a straight line over house time, in milliseconds. Pump time is rounded down, so it never shows a moment that has not come.
 *
 * @param house house time at which the line begins
 * @param pump pump time there
 * @param speedPerMille thousandths of house time, at least 0
 */
record PumpScale(long house, long pump, long speedPerMille) {

    private static final BigInteger MILLE = BigInteger.valueOf(1000);

    long pumpAt(long houseTime) {
        BigInteger elapsed = BigInteger.valueOf(Math.subtractExact(houseTime, house));
        return Math.addExact(
                pump,
                elapsed.multiply(BigInteger.valueOf(speedPerMille))
                        .divide(MILLE)
                        .longValueExact());
    }

    /** The first house time at which pump time has reached the given value; {@link World#NEVER} when it does not come. */
    long houseAt(long pumpTime) {
        if (pumpTime <= pump) {
            return house;
        }
        if (speedPerMille == 0 || pumpTime == World.NEVER) {
            return World.NEVER;
        }
        BigInteger speed = BigInteger.valueOf(speedPerMille);
        BigInteger wanted =
                BigInteger.valueOf(pumpTime).subtract(BigInteger.valueOf(pump)).multiply(MILLE);
        BigInteger elapsed = wanted.add(speed).subtract(BigInteger.ONE).divide(speed);
        BigInteger at = elapsed.add(BigInteger.valueOf(house));
        return at.bitLength() < Long.SIZE ? at.longValueExact() : World.NEVER;
    }

    /** The same pump time at the given house time, going on from there at another speed. */
    PumpScale withSpeed(long houseTime, long newSpeedPerMille) {
        return new PumpScale(houseTime, pumpAt(houseTime), newSpeedPerMille);
    }

    /** Pump time moved ahead at the given house time. */
    PumpScale leap(long houseTime, long millis) {
        return new PumpScale(houseTime, Math.addExact(pumpAt(houseTime), millis), speedPerMille);
    }
}
