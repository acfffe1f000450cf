// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import java.time.Duration;

/**
 * How often a request is sent, and after how much silence again: each wait is twice as long as the one before. Whoever waits keeps to the deadline
 * of the call beside it.
 *
 * @param sendings how often in all, 1 to 16
 * @param first how long to wait for an answer to the first sending, above zero
 */
public record Patience(int sendings, Duration first) {

    /**
     * At once, after 0.5 s, 1 s and 2 s more, and given up 4 s later: 7.5 s in all, half of the 15 s that the shipped drivers declare for a short
     * call. Invented for the shipped families; a protocol page says what fits its carrier.
     */
    public static final Patience USUAL = new Patience(4, Duration.ofMillis(500));

    private static final int MOST = 16;

    public Patience {
        if (sendings < 1 || sendings > MOST || first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("a request is sent 1 to " + MOST + " times with a wait after it, got "
                    + sendings + " times and " + first);
        }
    }

    /**
     * How long to wait for an answer.
     *
     * @param sending which one, from 0
     */
    public Duration after(int sending) {
        return first.multipliedBy(1L << sending);
    }
}
