// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One of the two times, and the only way to wait for it. An OSGi service, registered twice: the property {@code cisterna.time} is
 * {@code house} on one and {@code pump} on the other ({@link TimeKind}).
 *
 * <p>Values are whole milliseconds. They never go back, whatever the wall clock of the machine does. House time runs on steadily; pump time
 * may run faster or slower than house time, and may stand still.
 */
@ProviderType
public interface TimeSource {

    /** Service property that tells the two apart. */
    String PROPERTY = "cisterna.time";

    /** Value of {@link #PROPERTY} of house time. */
    String HOUSE = "house";

    /** Value of {@link #PROPERTY} of pump time. */
    String PUMP = "pump";

    /** Target filter of a reference to house time. */
    String HOUSE_TARGET = "(cisterna.time=house)";

    /** Target filter of a reference to pump time. */
    String PUMP_TARGET = "(cisterna.time=pump)";

    /** The deadline of a wait that only a signal or an interrupt ends. */
    Instant FOREVER = Instant.MAX;

    /** The present value, in whole milliseconds; never less than any value this source has returned before. Does not block. */
    Instant now();

    /**
     * Waits until the signal is raised or this time has reached the deadline. Returns at once when either is so already. It never returns
     * without a reason, so no loop around it is needed to guard against that.
     *
     * @param signal made by the {@link Threads} that belong to this source; it stays raised
     * @param deadline in this source's time; {@link #FOREVER} for none
     * @return true when the signal is raised, false when the deadline came first
     * @throws InterruptedException when the waiting worker is interrupted before or while it waits
     * @throws IllegalArgumentException when the signal belongs to another provider
     */
    boolean await(Signal signal, Instant deadline) throws InterruptedException;

    /**
     * Waits until this time has reached the given value; returns at once when it has.
     *
     * @param wakeUp in this source's time
     * @throws InterruptedException when the waiting worker is interrupted before or while it waits
     */
    void sleepUntil(Instant wakeUp) throws InterruptedException;
}
