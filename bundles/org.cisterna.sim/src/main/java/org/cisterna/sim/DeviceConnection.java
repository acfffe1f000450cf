// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.IOException;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The device's end of one link. A device answers at once and never speaks unasked, so an exchange is one call. Used by one thread at a time;
 * several connections of one device may be used at the same time.
 */
@ConsumerType
public interface DeviceConnection {

    /**
     * Hands bytes to the device, which first lives up to the given time.
     *
     * @param bytes any part of the stream from the host
     * @param pumpTime now; a time before the device's own is taken as the device's own
     * @return the bytes it answers; often none
     * @throws IOException when the device died over it: its memory could not be written. Nothing was answered
     */
    byte[] receive(byte[] bytes, Instant pumpTime) throws IOException;

    /** Whether {@link #receive} may take house time; then it is to be called where nobody else has to wait for it. */
    default boolean mayWait() {
        return false;
    }

    /** Whether the link still stands, as far as this end can tell. */
    boolean isOpen();

    /** The link is gone; a second call does nothing. */
    void close();
}
