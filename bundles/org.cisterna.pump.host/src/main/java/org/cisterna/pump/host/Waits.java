// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;

/** Waits that an interrupt of the waiting thread does not break. They all have a deadline, so they end. */
final class Waits {

    private Waits() {}

    /**
     * Waits until the signal is raised or the deadline has come.
     *
     * @param interrupted run once when the thread is interrupted meanwhile; the flag of the thread is set again at the end
     * @return whether the signal is raised
     */
    static boolean until(TimeSource time, Signal signal, Instant deadline, Runnable interrupted) {
        boolean flag = false;
        try {
            while (true) {
                try {
                    return time.await(signal, deadline);
                } catch (InterruptedException e) {
                    if (!flag) {
                        interrupted.run();
                    }
                    flag = true;
                }
            }
        } finally {
            if (flag) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same, where an interrupt means nothing. */
    static boolean until(TimeSource time, Signal signal, Instant deadline) {
        return until(time, signal, deadline, () -> {});
    }
}
