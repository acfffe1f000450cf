// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;

/** Suite 1: X25519, HKDF-SHA-256, HMAC-SHA-256 cut to 128 bits. Sections 3 and 4 of the protocol page. */
final class Suite {

    static final int FROM_HOST = 1;
    static final int FROM_DEVICE = 2;
    static final int NONCE = 16;
    static final int MAC = 16;
    static final int KEY_ID = 8;
    static final int PUBLIC_KEY = 32;
    static final int DIGEST = 32;

    private Suite() {}

    static Bytes pairingInfo(
            int suite, String serial, Bytes platformKey, Bytes deviceKey, Bytes hostNonce, Bytes deviceNonce) {
        return new PayloadWriter()
                .label("cisterna-s2/pairing/1")
                .u8(suite)
                .text(serial)
                .raw(platformKey)
                .raw(deviceKey)
                .raw(hostNonce)
                .raw(deviceNonce)
                .bytes();
    }

    static Bytes pairingKey(Bytes shared, String pairingCode, Bytes info) {
        Bytes salt = DeviceCrypto.sha256(Bytes.of(pairingCode.getBytes(StandardCharsets.US_ASCII)));
        Bytes extracted = DeviceCrypto.mac(salt, shared);
        return DeviceCrypto.mac(extracted, new PayloadWriter().raw(info).u8(1).bytes());
    }

    static Bytes hostConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-s2/pair-host/1", DeviceCrypto.sha256(info), MAC);
    }

    static Bytes deviceConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-s2/pair-device/1", DeviceCrypto.sha256(info), MAC);
    }

    static Bytes keyId(Bytes key) {
        return labelled(key, "cisterna-s2/key-id/1", Bytes.NONE, KEY_ID);
    }

    static Bytes context(int suite, String serial, Bytes keyId, long sessionId, Bytes hostNonce, Bytes deviceNonce) {
        return DeviceCrypto.sha256(new PayloadWriter()
                .label("cisterna-s2/session/1")
                .u8(suite)
                .text(serial)
                .raw(keyId)
                .u32(sessionId)
                .raw(hostNonce)
                .raw(deviceNonce)
                .bytes());
    }

    static Bytes hostProof(Bytes key, Bytes context) {
        return labelled(key, "cisterna-s2/host-proof/1", context, MAC);
    }

    static Bytes deviceProof(Bytes key, Bytes context) {
        return labelled(key, "cisterna-s2/device-proof/1", context, MAC);
    }

    static Bytes tag(Bytes key, int direction, Bytes context, Bytes body) {
        return cut(
                DeviceCrypto.mac(
                        key,
                        new PayloadWriter()
                                .label("cisterna-s2/tag/1")
                                .u8(direction)
                                .raw(context)
                                .raw(body)
                                .bytes()),
                MAC);
    }

    private static Bytes labelled(Bytes key, String label, Bytes data, int length) {
        return cut(
                DeviceCrypto.mac(key, new PayloadWriter().label(label).raw(data).bytes()), length);
    }

    private static Bytes cut(Bytes bytes, int length) {
        return Bytes.of(Arrays.copyOf(bytes.array(), length));
    }
}
