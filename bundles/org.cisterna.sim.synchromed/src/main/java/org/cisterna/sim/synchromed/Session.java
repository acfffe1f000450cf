// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.firmware.Pairing;
import org.cisterna.sim.firmware.SealedSession;

/** The one open session; section 4 of the protocol page. */
final class Session extends SealedSession<Bytes, Session.Staged> {

    /** A plan that was checked and waits for its commit. The expiry is pump time. */
    record Staged(Bytes commandId, Bytes token, Bytes block, long until) {}

    Session(long id, Pairing pairing, Bytes context, long now) {
        super(id, pairing, context, Limits.IDLE_MILLIS, Bytes.NONE, now);
    }

    /** Whether a frame was made by the other holder of the key, for this session. */
    boolean fits(Frame frame) {
        return frame.sessionId() == number()
                && DeviceCrypto.same(frame.tag(), Suite.tag(key(), Suite.FROM_HOST, context(), frame.tagged()));
    }

    Bytes seal(Answer answer) {
        Bytes body = Frame.body(answer.type(), number(), lastCounter(), answer.payload());
        return answered(Bytes.of(Frame.whole(body, Suite.tag(key(), Suite.FROM_DEVICE, context(), body))));
    }

    Optional<Staged> staged(long now) {
        return staged(waiting -> now < waiting.until());
    }
}
