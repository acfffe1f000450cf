// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;
import org.osgi.annotation.versioning.ProviderType;

/** What the host lends a driver for a call. Valid for that call, or that session, only. */
@ProviderType
public interface CallContext {

    /** House time: for deadlines. */
    TimeSource house();

    /** Nonces and ids. */
    Randomness randomness();

    /** Whether the host wants the call to end now. A driver asks between two short reads and ends with what it can prove. */
    boolean interrupted();

    /**
     * Keeps the bytes of one frame as evidence. Call it for each frame, before sending and after receiving it whole; never with key
     * material.
     *
     * @param direction who sent it
     * @param bytes as on the wire
     */
    void frame(Direction direction, byte[] bytes);

    /**
     * Says how far the running call is, for people who wait. May be lost; never waits.
     *
     * @param done steps done, 0 or more
     * @param of steps in all, at least {@code done}
     */
    void progress(int done, int of);

    /** Who sent a frame. */
    enum Direction {
        /** The platform sent it. */
        TO_PUMP,
        /** The pump sent it. */
        FROM_PUMP
    }
}
