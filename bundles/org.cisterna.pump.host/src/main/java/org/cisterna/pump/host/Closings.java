// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.jspecify.annotations.Nullable;

/** Waits for workers that were told to end. */
final class Closings {

    private Closings() {}

    /** Whether it has ended, in bounded time and whatever interrupts come. */
    static boolean ended(@Nullable Worker worker, TimeSource house, Instant deadline) {
        if (worker == null) {
            return true;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return worker.join(deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (!house.now().isBefore(deadline)) {
                        return !worker.isAlive();
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
