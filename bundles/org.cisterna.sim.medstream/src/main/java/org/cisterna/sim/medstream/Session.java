// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.Optional;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.firmware.Pairing;
import org.cisterna.sim.firmware.SealedSession;
import org.cisterna.sim.medstream.Message.Sealing;

/** The one open session; section 4 of the protocol page. */
final class Session extends SealedSession<String, Session.Staged> {

    private final Bytes id;

    /** A programme that was checked and waits for its commit. The expiry is pump time. */
    record Staged(Bytes command, Bytes token, Programme programme, long revision, long until) {}

    Session(long number, Pairing pairing, Bytes context, long now) {
        super(number, pairing, context, Limits.IDLE_MILLIS, "", now);
        this.id = Suite.session(number);
    }

    /** Whether a message was made by the other holder of the key, for this session and this direction. */
    boolean fits(Sealing sealing) {
        return sealing.session().equals(id)
                && DeviceCrypto.same(sealing.seal(), Suite.hostSeal(key(), context(), sealing.before()));
    }

    String seal(Answer answer) {
        String unsealed = Message.unsealed(answer.mark(), answer.kind(), id, lastCounter(), answer.fields());
        return answered(Message.sealed(unsealed, Suite.deviceSeal(key(), context(), Message.ascii(unsealed))));
    }

    Optional<Staged> staged(long now, long revision) {
        return staged(waiting -> now < waiting.until() && waiting.revision() == revision);
    }
}
