// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;

/** Suite 1: X25519, HKDF-SHA-256, HMAC-SHA-256 cut to 128 bits. Sections 3, 4 and 6 of the protocol page. */
final class Suite {

    static final int NONCE = 16;
    static final int MAC = 16;
    static final int ID = 16;
    static final int KEY_ID = 8;
    static final int TOKEN = 8;
    static final int SESSION = 4;
    static final int PUBLIC_KEY = 32;
    static final int DIGEST = 32;

    private Suite() {}

    static Bytes pairingInfo(
            int role, String serial, Bytes hostKey, Bytes deviceKey, Bytes hostNonce, Bytes deviceNonce) {
        return joined(
                label("cisterna-m3/pairing/1"),
                label(Limits.SUITE + "|" + role + "|" + serial),
                hostKey,
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
        return labelled(key, "cisterna-m3/confirm/host/1", DeviceCrypto.sha256(info), MAC);
    }

    static Bytes deviceConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-m3/confirm/device/1", DeviceCrypto.sha256(info), MAC);
    }

    static Bytes keyId(Bytes key) {
        return labelled(key, "cisterna-m3/key/1", Bytes.NONE, KEY_ID);
    }

    static Bytes context(String serial, Bytes keyId, Bytes session, Bytes hostNonce, Bytes deviceNonce) {
        return DeviceCrypto.sha256(joined(
                label("cisterna-m3/session/1"),
                label(Limits.SUITE + "|" + serial),
                keyId,
                session,
                hostNonce,
                deviceNonce));
    }

    static Bytes hostProof(Bytes key, Bytes context) {
        return labelled(key, "cisterna-m3/prove/host/1", context, MAC);
    }

    static Bytes deviceProof(Bytes key, Bytes context) {
        return labelled(key, "cisterna-m3/prove/device/1", context, MAC);
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

    private static Bytes labelled(Bytes key, String label, Bytes data, int length) {
        return Bytes.of(
                Arrays.copyOf(DeviceCrypto.mac(key, joined(label(label), data)).array(), length));
    }

    private static Bytes label(String label) {
        return Bytes.of((label + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes joined(Bytes... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.array());
        }
        return Bytes.of(out.toByteArray());
    }
}
