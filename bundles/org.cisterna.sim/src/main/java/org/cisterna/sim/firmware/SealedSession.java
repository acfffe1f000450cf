// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.util.Optional;
import java.util.function.Predicate;
import org.cisterna.sim.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The one open session. Lives in volatile memory. A family seals and opens its messages; what is the same is who speaks, the count of messages, the
 * answer that is given again to a message that comes again, and what waits for its commit.
 *
 * @param <A> a whole answer, as it went out
 * @param <P> a programme that was checked and waits
 */
public abstract class SealedSession<A, P> {

    private final long number;
    private final Pairing pairing;
    private final Bytes context;
    private final long idleMillis;
    private long lastCounter;
    private long lastAccepted;
    private Bytes lastSeal = Bytes.NONE;
    private A lastAnswer;
    private @Nullable P staged;

    /**
     * A session that begins.
     *
     * @param number one that this device never had before
     * @param context what both sides agreed about it
     * @param idleMillis after how long without a message it is over
     * @param nothing the answer before the first
     * @param now when it begins
     */
    protected SealedSession(long number, Pairing pairing, Bytes context, long idleMillis, A nothing, long now) {
        this.number = number;
        this.pairing = pairing;
        this.context = context;
        this.idleMillis = idleMillis;
        this.lastAnswer = nothing;
        this.lastAccepted = now;
    }

    /** Its number. */
    public final long number() {
        return number;
    }

    /** What who opened it may do. */
    public final int role() {
        return pairing.role();
    }

    /** By which key it was opened. */
    public final Bytes keyId() {
        return pairing.keyId();
    }

    /** The key. */
    protected final Bytes key() {
        return pairing.key();
    }

    /** What both sides agreed about it. */
    protected final Bytes context() {
        return context;
    }

    /** Whether it is over, for want of messages. */
    public final boolean isIdle(long now) {
        return now - lastAccepted >= idleMillis;
    }

    /** Whether a message is the last one once more. */
    public final boolean repeatsLast(long counter, Bytes seal) {
        return counter == lastCounter && seal.equals(lastSeal);
    }

    /** The counter that the next message has to have. */
    public final long expectedCounter() {
        return lastCounter + 1;
    }

    /** The counter of the last message that was accepted; its answer bears the same. */
    protected final long lastCounter() {
        return lastCounter;
    }

    /** A message that fits, and is the next one. */
    public final void accept(long counter, Bytes seal, long now) {
        lastCounter = counter;
        lastSeal = seal;
        lastAccepted = now;
    }

    /** What the last message was answered. */
    public final A lastAnswer() {
        return lastAnswer;
    }

    /** Keeps what the last message is answered. */
    protected final A answered(A answer) {
        lastAnswer = answer;
        return answer;
    }

    /** Keeps what was checked, in the place of what waited before. */
    public final void stage(P checked) {
        staged = checked;
    }

    /** Nothing waits any more. */
    public final void unstage() {
        staged = null;
    }

    /** What waits; what does not stand any more is forgotten. */
    protected final Optional<P> staged(Predicate<P> stands) {
        if (staged != null && !stands.test(staged)) {
            staged = null;
        }
        return Optional.ofNullable(staged);
    }
}
