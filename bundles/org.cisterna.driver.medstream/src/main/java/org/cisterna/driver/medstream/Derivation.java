// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.dialogue.Bytes;

/** What the protocol page derives from keys and nonces, sections 3, 4 and 6. The key itself stays behind its handle. */
final class Derivation {

    static final int SUITE = 1;
    static final int PROGRAMMER = 1;
    static final int NONCE = 16;
    static final int PROOF = 16;
    static final int KEY_ID = 8;
    static final int PUBLIC_KEY = 32;
    static final int DIGEST = 32;

    private Derivation() {}

    /** What the agreed key of a programmer's pairing is bound to. */
    static Bytes pairingInfo(String serial, Bytes hostKey, Bytes deviceKey, Bytes hostNonce, Bytes deviceNonce) {
        return Bytes.joined(
                label("cisterna-m3/pairing/1"),
                label(SUITE + "|" + PROGRAMMER + "|" + serial),
                hostKey,
                deviceKey,
                hostNonce,
                deviceNonce);
    }

    static Bytes hostConfirmation(KeyHandle key, Bytes info) {
        return cut(key, "cisterna-m3/confirm/host/1", sha256(info), PROOF);
    }

    static boolean isDeviceConfirmation(KeyHandle key, Bytes info, Bytes confirmation) {
        return key.verify(data("cisterna-m3/confirm/device/1", sha256(info)), confirmation.toArray());
    }

    static Bytes keyId(KeyHandle key) {
        return cut(key, "cisterna-m3/key/1", Bytes.EMPTY, KEY_ID);
    }

    /** What proofs and seals of a session are bound to. */
    static Bytes sessionContext(String serial, Bytes keyId, Bytes session, Bytes hostNonce, Bytes deviceNonce) {
        return sha256(Bytes.joined(
                label("cisterna-m3/session/1"), label(SUITE + "|" + serial), keyId, session, hostNonce, deviceNonce));
    }

    static Bytes hostProof(KeyHandle key, Bytes context) {
        return cut(key, "cisterna-m3/prove/host/1", context, PROOF);
    }

    static boolean isDeviceProof(KeyHandle key, Bytes context, Bytes proof) {
        return key.verify(data("cisterna-m3/prove/device/1", context), proof.toArray());
    }

    static Bytes hostSeal(KeyHandle key, Bytes context, Bytes covered) {
        return cut(key, "cisterna-m3/seal/host/1", Bytes.joined(context, covered), Message.SEAL);
    }

    static boolean isDeviceSeal(KeyHandle key, Bytes context, Message.Sealing sealing) {
        return key.verify(
                data("cisterna-m3/seal/device/1", Bytes.joined(context, sealing.covered())),
                sealing.seal().toArray());
    }

    static Bytes programmeDigest(String text) {
        return sha256(
                Bytes.joined(label("cisterna-m3/programme/1"), Bytes.of(text.getBytes(StandardCharsets.US_ASCII))));
    }

    private static Bytes cut(KeyHandle key, String label, Bytes data, int length) {
        return Bytes.of(key.mac(data(label, data))).part(0, length);
    }

    private static byte[] data(String label, Bytes data) {
        return Bytes.joined(label(label), data).toArray();
    }

    private static Bytes label(String label) {
        return Bytes.of((label + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes sha256(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256; this one has not", e);
        }
    }
}
