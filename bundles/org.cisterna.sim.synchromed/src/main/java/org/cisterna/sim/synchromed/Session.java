// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.jspecify.annotations.Nullable;

/** The one open session; section 4 of the protocol page. Lives in volatile memory. */
final class Session {

    private final long id;
    private final Pairings.Pairing pairing;
    private final Bytes context;
    private long lastSequence;
    private long lastAccepted;
    private Bytes lastTag = Bytes.NONE;
    private byte[] lastAnswer = new byte[0];
    private @Nullable Staged staged;

    /** A plan that was checked and waits for its commit. The expiry is pump time. */
    record Staged(Bytes commandId, Bytes token, Bytes block, long until) {}

    Session(long id, Pairings.Pairing pairing, Bytes context, long now) {
        this.id = id;
        this.pairing = pairing;
        this.context = context;
        this.lastAccepted = now;
    }

    long id() {
        return id;
    }

    boolean isIdle(long now) {
        return now - lastAccepted >= Limits.IDLE_MILLIS;
    }

    Bytes keyId() {
        return pairing.keyId();
    }

    /** Whether a frame was made by the other holder of the key, for this session. */
    boolean fits(Frame frame) {
        return frame.sessionId() == id
                && DeviceCrypto.same(frame.tag(), Suite.tag(pairing.key(), Suite.FROM_HOST, context, frame.tagged()));
    }

    boolean repeatsLast(Frame frame) {
        return frame.sequence() == lastSequence && frame.tag().equals(lastTag);
    }

    byte[] lastAnswer() {
        return lastAnswer.clone();
    }

    long expectedSequence() {
        return lastSequence + 1;
    }

    void accept(Frame frame, long now) {
        lastSequence = frame.sequence();
        lastTag = frame.tag();
        lastAccepted = now;
    }

    byte[] seal(Answer answer) {
        Bytes body = Frame.body(answer.type(), id, lastSequence, answer.payload());
        lastAnswer = Frame.whole(body, Suite.tag(pairing.key(), Suite.FROM_DEVICE, context, body));
        return lastAnswer.clone();
    }

    void stage(Staged plan) {
        staged = plan;
    }

    void unstage() {
        staged = null;
    }

    Optional<Staged> staged(long now) {
        if (staged != null && now >= staged.until()) {
            staged = null;
        }
        return Optional.ofNullable(staged);
    }
}
