// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;

/** Suite 1: X25519, HKDF-SHA-256, HMAC-SHA-256 cut to 128 bits. Sections 3 and 4 of the protocol page. */
final class Suite {

    static final int NONCE = 16;
    static final int MAC = 16;
    static final int KEY_ID = 8;
    static final int PUBLIC_KEY = 32;
    static final int DIGEST = 32;

    private Suite() {}

    static Bytes pairingInfo(
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

    static Bytes pairingKey(Bytes shared, String pairingCode, Bytes info) {
        Bytes salt = DeviceCrypto.sha256(Bytes.of(pairingCode.getBytes(StandardCharsets.US_ASCII)));
        Bytes extracted = DeviceCrypto.mac(salt, shared);
        return DeviceCrypto.mac(extracted, joined(info, Bytes.of(new byte[] {1})));
    }

    static Bytes hostConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-p2/confirm/host/1", DeviceCrypto.sha256(info), MAC);
    }

    static Bytes deviceConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-p2/confirm/device/1", DeviceCrypto.sha256(info), MAC);
    }

    static Bytes keyId(Bytes key) {
        return labelled(key, "cisterna-p2/key/1", Bytes.NONE, KEY_ID);
    }

    static Bytes context(String serial, Bytes keyId, Bytes session, Bytes hostNonce, Bytes deviceNonce) {
        return DeviceCrypto.sha256(joined(
                label("cisterna-p2/session/1"),
                Bytes.of(new byte[] {Limits.SUITE}),
                serialField(serial),
                keyId,
                session,
                hostNonce,
                deviceNonce));
    }

    static Bytes hostProof(Bytes key, Bytes context) {
        return labelled(key, "cisterna-p2/prove/host/1", context, MAC);
    }

    static Bytes deviceProof(Bytes key, Bytes context) {
        return labelled(key, "cisterna-p2/prove/device/1", context, MAC);
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

    private static Bytes labelled(Bytes key, String label, Bytes data, int length) {
        return cut(DeviceCrypto.mac(key, joined(label(label), data)), length);
    }

    private static Bytes label(String label) {
        return Bytes.of((label + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes serialField(String serial) {
        byte[] text = serial.getBytes(StandardCharsets.US_ASCII);
        return joined(Bytes.of(new byte[] {(byte) text.length}), Bytes.of(text));
    }

    private static Bytes joined(Bytes... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.array());
        }
        return Bytes.of(out.toByteArray());
    }

    private static Bytes cut(Bytes bytes, int length) {
        return Bytes.of(Arrays.copyOf(bytes.array(), length));
    }
}
