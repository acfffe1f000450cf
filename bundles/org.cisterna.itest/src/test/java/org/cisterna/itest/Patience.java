// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Looks again and again, for at most a while. */
final class Patience {

    /**
     * Longer than an update that nobody ends and the session around it, one after the other: for these two minutes time goes at real speed for every
     * pump of the fleet, and a pump that steps seldom steps behind them.
     */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);

    private Patience() {}

    /** Something that is looked at. */
    interface Look {
        boolean see() throws IOException, InterruptedException;
    }

    /** Whether it was seen in time. */
    static boolean sees(Look look) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LONG_ENOUGH);
        while (Instant.now().isBefore(end)) {
            if (look.see()) {
                return true;
            }
        }
        return false;
    }
}
