// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;
import org.cisterna.sim.firmware.KeySchedule;

/** Suite 1: X25519, HKDF-SHA-256, HMAC-SHA-256 cut to 128 bits. Sections 3 and 4 of the protocol page. */
final class Suite extends KeySchedule {

    static final Suite ONE = new Suite();

    static final int FROM_HOST = 1;
    static final int FROM_DEVICE = 2;

    private Suite() {
        super(new Labels(
                "cisterna-s2/pair-host/1",
                "cisterna-s2/pair-device/1",
                "cisterna-s2/key-id/1",
                "cisterna-s2/host-proof/1",
                "cisterna-s2/device-proof/1"));
    }

    @Override
    protected Bytes pairingInfo(
            int role, String serial, Bytes platformKey, Bytes deviceKey, Bytes hostNonce, Bytes deviceNonce) {
        return new PayloadWriter()
                .label("cisterna-s2/pairing/1")
                .u8(Limits.SUITE)
                .text(serial)
                .raw(platformKey)
                .raw(deviceKey)
                .raw(hostNonce)
                .raw(deviceNonce)
                .bytes();
    }

    @Override
    protected Bytes context(String serial, Bytes keyId, long session, Bytes hostNonce, Bytes deviceNonce) {
        return DeviceCrypto.sha256(new PayloadWriter()
                .label("cisterna-s2/session/1")
                .u8(Limits.SUITE)
                .text(serial)
                .raw(keyId)
                .u32(session)
                .raw(hostNonce)
                .raw(deviceNonce)
                .bytes());
    }

    static Bytes tag(Bytes key, int direction, Bytes context, Bytes body) {
        return labelled(key, "cisterna-s2/tag/1", joined(Bytes.of(new byte[] {(byte) direction}), context, body), MAC);
    }
}
