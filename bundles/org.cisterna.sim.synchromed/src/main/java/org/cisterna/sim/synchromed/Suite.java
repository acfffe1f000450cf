// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Suite 1: X25519, HKDF-SHA-256, HMAC-SHA-256 cut to 128 bits. Sections 3 and 4 of the protocol page. */
final class Suite {

    static final int FROM_HOST = 1;
    static final int FROM_DEVICE = 2;
    static final int NONCE = 16;
    static final int MAC = 16;
    static final int KEY_ID = 8;
    static final int PUBLIC_KEY = 32;
    static final int DIGEST = 32;

    private static final Bytes BASE_POINT = Bytes.fromHex("09" + "00".repeat(31));

    private Suite() {}

    static Bytes publicKey(Bytes privateKey) {
        return agree(privateKey, BASE_POINT)
                .orElseThrow(() -> new IllegalStateException("the base point is not of small order"));
    }

    /** The shared bytes; empty when the other key is a point of small order. */
    static Optional<Bytes> agree(Bytes privateKey, Bytes otherPublicKey) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            PrivateKey own = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey.array()));
            PublicKey other =
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate(otherPublicKey)));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(other, true);
            Bytes shared = Bytes.of(agreement.generateSecret());
            return shared.isZero() ? Optional.empty() : Optional.of(shared);
        } catch (InvalidKeyException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no X25519", e);
        }
    }

    private static BigInteger coordinate(Bytes littleEndian) {
        byte[] bytes = littleEndian.array();
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        turned[0] &= 0x7F;
        return new BigInteger(1, turned);
    }

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
        Bytes salt = sha256(Bytes.of(pairingCode.getBytes(StandardCharsets.US_ASCII)));
        Bytes extracted = mac(salt, shared);
        return mac(extracted, new PayloadWriter().raw(info).u8(1).bytes());
    }

    static Bytes hostConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-s2/pair-host/1", sha256(info), MAC);
    }

    static Bytes deviceConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-s2/pair-device/1", sha256(info), MAC);
    }

    static Bytes keyId(Bytes key) {
        return labelled(key, "cisterna-s2/key-id/1", Bytes.NONE, KEY_ID);
    }

    static Bytes context(int suite, String serial, Bytes keyId, long sessionId, Bytes hostNonce, Bytes deviceNonce) {
        return sha256(new PayloadWriter()
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
                mac(
                        key,
                        new PayloadWriter()
                                .label("cisterna-s2/tag/1")
                                .u8(direction)
                                .raw(context)
                                .raw(body)
                                .bytes()),
                MAC);
    }

    /** Compares in a time that does not depend on where they differ. */
    static boolean same(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.array(), other.array());
    }

    static Bytes sha256(Bytes bytes) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static Bytes labelled(Bytes key, String label, Bytes data, int length) {
        return cut(mac(key, new PayloadWriter().label(label).raw(data).bytes()), length);
    }

    private static Bytes cut(Bytes bytes, int length) {
        return Bytes.of(Arrays.copyOf(bytes.array(), length));
    }

    static Bytes mac(Bytes key, Bytes data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.array(), "HmacSHA256"));
            return Bytes.of(mac.doFinal(data.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }
}
