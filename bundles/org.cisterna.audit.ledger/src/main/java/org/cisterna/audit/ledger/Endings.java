// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.time.Duration;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for workers that were told to end. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Endings() {}

    /** Whether it has ended, in bounded time. An interrupt only ends the wait. */
    static boolean ended(Worker ending, TimeSource house) {
        boolean interrupted = Thread.interrupted();
        try {
            if (ending.join(house.now().plus(PATIENCE))) {
                return true;
            }
            LOG.error("the worker {} did not end in {}", ending.name(), PATIENCE);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return false;
    }
}
