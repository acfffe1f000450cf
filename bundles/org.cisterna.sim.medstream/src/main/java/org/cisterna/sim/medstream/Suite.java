// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.nio.ByteBuffer;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.firmware.KeySchedule;

/** Suite 1: X25519, HKDF-SHA-256, HMAC-SHA-256 cut to 128 bits. Sections 3, 4 and 6 of the protocol page. */
final class Suite extends KeySchedule {

    static final Suite ONE = new Suite();

    static final int ID = 16;
    static final int TOKEN = 8;
    static final int SESSION = 4;

    private Suite() {
        super(new Labels(
                "cisterna-m3/confirm/host/1",
                "cisterna-m3/confirm/device/1",
                "cisterna-m3/key/1",
                "cisterna-m3/prove/host/1",
                "cisterna-m3/prove/device/1"));
    }

    @Override
    protected Bytes pairingInfo(
            int role, String serial, Bytes hostKey, Bytes deviceKey, Bytes hostNonce, Bytes deviceNonce) {
        return joined(
                label("cisterna-m3/pairing/1"),
                label(Limits.SUITE + "|" + role + "|" + serial),
                hostKey,
                deviceKey,
                hostNonce,
                deviceNonce);
    }

    Bytes context(String serial, Bytes keyId, Bytes session, Bytes hostNonce, Bytes deviceNonce) {
        return DeviceCrypto.sha256(joined(
                label("cisterna-m3/session/1"),
                label(Limits.SUITE + "|" + serial),
                keyId,
                session,
                hostNonce,
                deviceNonce));
    }

    @Override
    protected Bytes context(String serial, Bytes keyId, long session, Bytes hostNonce, Bytes deviceNonce) {
        return context(serial, keyId, session(session), hostNonce, deviceNonce);
    }

    /** The number of a session as it is in messages. */
    static Bytes session(long number) {
        return Bytes.of(ByteBuffer.allocate(Integer.BYTES)
                .putInt(Math.toIntExact(number))
                .array());
    }

    /** What {@link #session(long)} made of it; no session of ours for four other bytes. */
    static long number(Bytes session) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(session.array()).getInt());
    }

    static Bytes hostSeal(Bytes key, Bytes context, Bytes unsealed) {
        return labelled(key, "cisterna-m3/seal/host/1", joined(context, unsealed), MAC);
    }

    static Bytes deviceSeal(Bytes key, Bytes context, Bytes unsealed) {
        return labelled(key, "cisterna-m3/seal/device/1", joined(context, unsealed), MAC);
    }

    static Bytes programmeDigest(String text) {
        return DeviceCrypto.sha256(joined(label("cisterna-m3/programme/1"), Message.ascii(text)));
    }
}
