// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told when the wall clock of the machine was set. House time does not follow such a step; it runs on. Register it as an OSGi service.
 *
 * <p>Each step is told once to every listener present. A step noticed while no listener is present is kept and told to the first that comes.
 * Called by one thread of the time provider, one call at a time; return soon. What a listener throws is reported and not told again.
 */
@ConsumerType
@FunctionalInterface
public interface ClockStepListener {

    /**
     * The wall clock was set by more than two seconds.
     *
     * @param houseTime when it was noticed, in house time; the step happened at most some seconds before
     * @param wallStep how far the wall clock jumped; negative when it was set back
     */
    void stepped(Instant houseTime, Duration wallStep);
}
