// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A flag that workers can wait for. Raised, it stays raised until it is reset, and lets every waiting worker through. Made by
 * {@link Threads#newSignal()}, waited for with {@link TimeSource#await}.
 *
 * <p>What a thread did before it raised a signal is visible to a thread that saw the signal raised.
 *
 * <p>A worker that serves a queue resets first, then empties the queue, then waits. In this order nothing put between is missed:
 * <pre>{@code
 * while (!closed) {
 *     work.reset();
 *     for (var next = queue.poll(); next != null; next = queue.poll()) {
 *         next.run();
 *     }
 *     house.await(work, TimeSource.FOREVER);
 * }
 * }</pre>
 * Whoever adds to the queue raises after adding, whoever closes raises after setting {@code closed}.
 */
@ProviderType
public interface Signal {

    /** Raises the flag and wakes all who wait for it. Does nothing when it is raised already. Does not block. */
    void raise();

    /** Lowers the flag. Who has been woken stays woken, and has been told true. */
    void reset();

    /** Whether the flag is raised now. */
    boolean isRaised();
}
