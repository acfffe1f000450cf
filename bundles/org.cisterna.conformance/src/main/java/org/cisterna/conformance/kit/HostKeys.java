// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;

/** The host's side of a pairing, as {@link PairingKeys} describes it. */
final class HostKeys implements PairingKeys {

    private final Bytes own;
    private final String code;
    private Optional<Key> agreed = Optional.empty();

    HostKeys(byte[] privateKey, String code) {
        this.own = Bytes.of(privateKey);
        this.code = code;
    }

    @Override
    public byte[] publicKey() {
        return DeviceCrypto.publicKey(own).array();
    }

    @Override
    public KeyHandle agree(byte[] devicePublicKey, byte[] info) {
        Bytes shared = DeviceCrypto.agree(own, Bytes.of(devicePublicKey))
                .orElseThrow(() -> new IllegalArgumentException("the device's public key is not a usable one"));
        Bytes salt = DeviceCrypto.sha256(Bytes.of(code.getBytes(StandardCharsets.US_ASCII)));
        Bytes extracted = DeviceCrypto.mac(salt, shared);
        byte[] last = Arrays.copyOf(info, info.length + 1);
        last[info.length] = 1;
        Key key = new Key(DeviceCrypto.mac(extracted, Bytes.of(last)));
        agreed = Optional.of(key);
        return key;
    }

    /** What was agreed on last. */
    Optional<Key> agreed() {
        return agreed;
    }

    /** A key that signs and checks. */
    static final class Key implements KeyHandle {

        private final Bytes bytes;

        Key(Bytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] mac(byte[] data) {
            return DeviceCrypto.mac(bytes, Bytes.of(data)).array();
        }

        @Override
        public boolean verify(byte[] data, byte[] tag) {
            return tag.length >= 16
                    && tag.length <= 32
                    && DeviceCrypto.same(Bytes.of(Arrays.copyOf(mac(data), tag.length)), Bytes.of(tag));
        }

        /** For looking whether it stands anywhere; a driver never sees it. */
        byte[] reveal() {
            return bytes.array();
        }
    }
}
