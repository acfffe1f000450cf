// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.ByteArrayOutputStream;
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
        Bytes salt = sha256(Bytes.of(pairingCode.getBytes(StandardCharsets.US_ASCII)));
        Bytes extracted = mac(salt, shared);
        return mac(extracted, joined(info, Bytes.of(new byte[] {1})));
    }

    static Bytes hostConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-p2/confirm/host/1", sha256(info), MAC);
    }

    static Bytes deviceConfirmation(Bytes key, Bytes info) {
        return labelled(key, "cisterna-p2/confirm/device/1", sha256(info), MAC);
    }

    static Bytes keyId(Bytes key) {
        return labelled(key, "cisterna-p2/key/1", Bytes.NONE, KEY_ID);
    }

    static Bytes context(String serial, Bytes keyId, Bytes session, Bytes hostNonce, Bytes deviceNonce) {
        return sha256(joined(
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
        return sha256(joined(label("cisterna-p2/programme/1"), programme));
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
        return cut(mac(key, joined(label(label), data)), length);
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
