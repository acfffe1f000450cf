// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.wire;

import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open, bidirectional stream of bytes to one pump. Used by one thread at a time, except {@link #close()}, which any thread may call and
 * which makes a running call end with a {@link LinkException}.
 */
@ConsumerType
public interface Link extends AutoCloseable {

    /**
     * Hands all bytes to the carrier. That they were handed over does not say that they arrived.
     *
     * @param bytes what to send; not kept
     * @param deadline house time at which the attempt ends
     * @throws LinkException when the link is cut or the deadline passed; any prefix of the bytes may have arrived
     */
    void write(byte[] bytes, Instant deadline) throws LinkException;

    /**
     * Waits for bytes, at the longest until the given house time.
     *
     * @param max the most bytes wanted, at least 1
     * @param until house time at which the wait ends without an error
     * @return 1 to max bytes, or none when nothing came in time
     * @throws LinkException when the link is cut
     * @throws InterruptedException when the waiting thread is interrupted
     */
    byte[] read(int max, Instant until) throws LinkException, InterruptedException;

    /** Whether neither side has closed the link, as far as this side knows. */
    boolean isOpen();

    /** Closes the link; a second call does nothing. */
    @Override
    void close();
}
