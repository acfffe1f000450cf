// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** A thread that was started through {@link Threads}. */
@ProviderType
public interface Worker {

    /** The name it was started with, without the prefix of the thread's name. */
    String name();

    /**
     * Asks it to end: the wait it is in, or its next one, throws {@link InterruptedException}. Does nothing when it has ended. A body that
     * never waits and never looks at its interrupt flag is not ended by this.
     */
    void interrupt();

    /** Whether it has not ended yet. */
    boolean isAlive();

    /**
     * Waits until it has ended.
     *
     * @param houseDeadline house time at which the wait ends; {@link TimeSource#FOREVER} for none
     * @return whether it has ended
     * @throws InterruptedException when the caller is interrupted
     */
    boolean join(Instant houseDeadline) throws InterruptedException;
}
