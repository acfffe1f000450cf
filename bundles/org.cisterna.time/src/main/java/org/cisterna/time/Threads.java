// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes the only threads of the house, and the signals they wait for. An OSGi service.
 *
 * <p>Whoever starts a worker ends it: raise the signal it waits for or interrupt it, then {@link Worker#join} with a deadline. Workers
 * still alive when the provider stops are interrupted and joined in bounded time; one that does not end is reported by its name.
 */
@ProviderType
public interface Threads {

    /** A new signal, not raised. */
    Signal newSignal();

    /**
     * Starts a thread.
     *
     * @param name what people will read in lists and logs, for example {@code pump-host-1}; not blank. The thread is called
     *     {@code cisterna-} and this name. Need not be unique, but in virtual time the order of names decides who runs first
     * @param body what it does. An {@link InterruptedException} that leaves it after an interrupt is a normal end; anything else that it
     *     throws is reported with the name, and the thread ends
     * @return the worker, already started
     * @throws IllegalStateException when the provider has stopped
     */
    Worker start(String name, Body body);

    /** The workers alive now, in the order in which they were started. */
    List<Worker> workers();

    /** What a worker does. */
    @ConsumerType
    @FunctionalInterface
    interface Body {

        /** Does the work, on the worker's own thread; returns when it is done. */
        void run() throws Exception;
    }
}
