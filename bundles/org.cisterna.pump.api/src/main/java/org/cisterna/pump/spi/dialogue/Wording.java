// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi.dialogue;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a message of one protocol is. Stateless; any thread.
 *
 * @param <Q> a request that has no message yet; its text names it to people, as {@code STAGE}
 * @param <R> a refusal
 * @param <M> a message
 */
@ConsumerType
public interface Wording<Q, R extends Refusal, M> {

    /** The message of a request that is sent before there is a session. */
    M open(Q request);

    /** Whether a message came without a seal and outside of a session, so that it proves nothing. */
    boolean isOpen(M message);

    /** Whether a message says that it answers such a request. */
    boolean answers(M message, Q request);

    /** Whether a message says that it refuses; a protocol whose refusals name their request within may leave that to {@link #refusal}. */
    boolean refuses(M message, Q request);

    /**
     * Why it refuses.
     *
     * @throws MalformedException when it cannot be read, or refuses another request
     */
    R refusal(M message, Q request) throws MalformedException;
}
