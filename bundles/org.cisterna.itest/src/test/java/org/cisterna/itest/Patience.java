// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Looks again and again, for at most a while. */
final class Patience {

    /** Longer than a pump of this fleet stands in the middle of an update that nobody ends, which is a minute of real time at most. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

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
