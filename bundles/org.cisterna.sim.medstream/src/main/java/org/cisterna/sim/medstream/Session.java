// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.medstream.Message.Sealing;
import org.jspecify.annotations.Nullable;

/** The one open session; section 4 of the protocol page. Lives in volatile memory. */
final class Session {

    private final Bytes id;
    private final Pairings.Pairing pairing;
    private final Bytes context;
    private long lastCounter;
    private long lastAccepted;
    private Bytes lastSeal = Bytes.NONE;
    private String lastAnswer = "";
    private @Nullable Staged staged;

    /** A programme that was checked and waits for its commit. The expiry is pump time. */
    record Staged(Bytes command, Bytes token, Programme programme, long revision, long until) {}

    Session(Bytes id, Pairings.Pairing pairing, Bytes context, long now) {
        this.id = id;
        this.pairing = pairing;
        this.context = context;
        this.lastAccepted = now;
    }

    Bytes id() {
        return id;
    }

    int role() {
        return pairing.role();
    }

    Bytes keyId() {
        return pairing.keyId();
    }

    boolean isIdle(long now) {
        return now - lastAccepted >= Limits.IDLE_MILLIS;
    }

    /** Whether a message was made by the other holder of the key, for this session and this direction. */
    boolean fits(Sealing sealing) {
        return sealing.session().equals(id)
                && DeviceCrypto.same(sealing.seal(), Suite.hostSeal(pairing.key(), context, sealing.before()));
    }

    boolean repeatsLast(Sealing sealing) {
        return sealing.counter() == lastCounter && sealing.seal().equals(lastSeal);
    }

    String lastAnswer() {
        return lastAnswer;
    }

    long expectedCounter() {
        return lastCounter + 1;
    }

    void accept(Sealing sealing, long now) {
        lastCounter = sealing.counter();
        lastSeal = sealing.seal();
        lastAccepted = now;
    }

    String seal(Answer answer) {
        String unsealed = Message.unsealed(answer.mark(), answer.kind(), id, lastCounter, answer.fields());
        lastAnswer = Message.sealed(unsealed, Suite.deviceSeal(pairing.key(), context, Message.ascii(unsealed)));
        return lastAnswer;
    }

    void stage(Staged programme) {
        staged = programme;
    }

    void unstage() {
        staged = null;
    }

    Optional<Staged> staged(long now, long revision) {
        if (staged != null && (now >= staged.until() || staged.revision() != revision)) {
            staged = null;
        }
        return Optional.ofNullable(staged);
    }
}
