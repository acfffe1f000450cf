// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.dialogue.Bytes;

/** What the protocol page derives from keys and nonces, sections 3, 4 and 6. The key itself stays behind its handle. */
final class Derivation {

    static final int SUITE = 1;
    static final int NONCE = 16;
    static final int KEY_ID = 8;
    static final int FROM_HOST = 1;
    static final int FROM_DEVICE = 2;

    private static final int MAC16 = 16;

    private Derivation() {}

    /** What the agreed key of a pairing is bound to. */
    static Bytes pairingInfo(String serial, Bytes platformKey, Bytes deviceKey, Bytes hostNonce, Bytes deviceNonce) {
        return new FieldWriter()
                .label("cisterna-s2/pairing/1")
                .u8(SUITE)
                .text(serial)
                .bytes(platformKey)
                .bytes(deviceKey)
                .bytes(hostNonce)
                .bytes(deviceNonce)
                .done();
    }

    static Bytes hostConfirmation(KeyHandle key, Bytes info) {
        return mac16(key, labelled("cisterna-s2/pair-host/1", sha256(info)));
    }

    static boolean isDeviceConfirmation(KeyHandle key, Bytes info, Bytes confirmation) {
        return key.verify(labelled("cisterna-s2/pair-device/1", sha256(info)).toArray(), confirmation.toArray());
    }

    static Bytes keyId(KeyHandle key) {
        return Bytes.of(key.mac(
                        new FieldWriter().label("cisterna-s2/key-id/1").done().toArray()))
                .part(0, KEY_ID);
    }

    /** What proofs and tags of a session are bound to. */
    static Bytes sessionContext(String serial, Bytes keyId, long sessionId, Bytes hostNonce, Bytes deviceNonce) {
        return sha256(new FieldWriter()
                .label("cisterna-s2/session/1")
                .u8(SUITE)
                .text(serial)
                .bytes(keyId)
                .u32(sessionId)
                .bytes(hostNonce)
                .bytes(deviceNonce)
                .done());
    }

    static Bytes hostProof(KeyHandle key, Bytes context) {
        return mac16(key, labelled("cisterna-s2/host-proof/1", context));
    }

    static boolean isDeviceProof(KeyHandle key, Bytes context, Bytes proof) {
        return key.verify(labelled("cisterna-s2/device-proof/1", context).toArray(), proof.toArray());
    }

    /**
     * The tag of a frame that the host sends.
     *
     * @param tagged header and payload
     */
    static Bytes hostTag(KeyHandle key, Bytes context, Bytes tagged) {
        return mac16(key, tagData(FROM_HOST, context, tagged));
    }

    /** Whether a frame carries the tag of the device. */
    static boolean isDeviceTag(KeyHandle key, Bytes context, Frame frame) {
        return key.verify(
                tagData(FROM_DEVICE, context, frame.tagged()).toArray(),
                frame.tag().toArray());
    }

    static Bytes planDigest(Bytes block) {
        return sha256(labelled("cisterna-s2/plan/1", block));
    }

    private static Bytes tagData(int direction, Bytes context, Bytes tagged) {
        return new FieldWriter()
                .label("cisterna-s2/tag/1")
                .u8(direction)
                .bytes(context)
                .bytes(tagged)
                .done();
    }

    private static Bytes labelled(String label, Bytes data) {
        return new FieldWriter().label(label).bytes(data).done();
    }

    private static Bytes mac16(KeyHandle key, Bytes data) {
        return Bytes.of(key.mac(data.toArray())).part(0, MAC16);
    }

    private static Bytes sha256(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256; this one has not", e);
        }
    }
}
