// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.bundle;

import java.util.Timer;
import java.util.TimerTask;

/** Has a timer that nobody ends. */
public final class EndlessTimer extends Carried {

    private static final long HOUR_MILLIS = 3_600_000;

    private final Timer timer = new Timer("looks after its pumps", true);
    private long looked;

    /** In a bundle. */
    public EndlessTimer() {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        looked++;
                    }
                },
                HOUR_MILLIS);
    }

    @Override
    public String toString() {
        return "looked " + looked + " times";
    }
}
