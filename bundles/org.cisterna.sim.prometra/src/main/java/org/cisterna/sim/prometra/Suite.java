// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.firmware.KeySchedule;

/** Suite 1: X25519, HKDF-SHA-256, HMAC-SHA-256 cut to 128 bits. Sections 3 and 4 of the protocol page. */
final class Suite extends KeySchedule {

    static final Suite ONE = new Suite();

    private Suite() {
        super(new Labels(
                "cisterna-p2/confirm/host/1",
                "cisterna-p2/confirm/device/1",
                "cisterna-p2/key/1",
                "cisterna-p2/prove/host/1",
                "cisterna-p2/prove/device/1"));
    }

    @Override
    protected Bytes pairingInfo(
            int role, String serial, Bytes platformKey, Bytes deviceKey, Bytes hostNonce, Bytes deviceNonce) {
        return joined(
                label("cisterna-p2/pairing/1"),
                Bytes.of(new byte[] {Limits.SUITE, (byte) role}),
                serialField(serial),
                platformKey,
                deviceKey,
                hostNonce,
                deviceNonce);
    }

    Bytes context(String serial, Bytes keyId, Bytes session, Bytes hostNonce, Bytes deviceNonce) {
        return DeviceCrypto.sha256(joined(
                label("cisterna-p2/session/1"),
                Bytes.of(new byte[] {Limits.SUITE}),
                serialField(serial),
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
        return labelled(key, "cisterna-p2/seal/host/1", joined(context, unsealed), MAC);
    }

    static Bytes deviceSeal(Bytes key, Bytes context, Bytes unsealed) {
        return labelled(key, "cisterna-p2/seal/device/1", joined(context, unsealed), MAC);
    }

    static Bytes programmeDigest(Bytes programme) {
        return DeviceCrypto.sha256(joined(label("cisterna-p2/programme/1"), programme));
    }

    private static Bytes serialField(String serial) {
        byte[] text = serial.getBytes(StandardCharsets.US_ASCII);
        return joined(Bytes.of(new byte[] {(byte) text.length}), Bytes.of(text));
    }
}
