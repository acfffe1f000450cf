// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells the platform what time it is for the devices, where devices are simulated and own their time. An OSGi service that may come and go;
 * the provider of pump time follows it when it is configured to. Asked often, by any thread, from within {@link TimeSource#now()}: answer
 * from memory, without waiting.
 */
@ConsumerType
@FunctionalInterface
public interface PumpTimeFeed {

    /** The newest reading; empty while the devices cannot be heard, and pump time then stands still. */
    Optional<Reading> reading();

    /**
     * Pump time at one moment, and how it goes on from there.
     *
     * @param pumpTime the devices' time, whole milliseconds
     * @param houseTimeOfReading the platform's house time at which it was so
     * @param speedPerMille how fast pump time runs, in thousandths of house time: 1000 is real time, 60,000 is a minute in a second; at
     *     least 0
     * @param running whether pump time runs at all
     */
    record Reading(Instant pumpTime, Instant houseTimeOfReading, long speedPerMille, boolean running) {

        /** Checks the speed. */
        public Reading {
            if (speedPerMille < 0) {
                throw new IllegalArgumentException(
                        "pump time cannot run backwards: speed " + speedPerMille + " per mille; give 0 or more");
            }
        }
    }
}
