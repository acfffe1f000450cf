// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * X25519, SHA-256 and HMAC-SHA-256 over {@link Bytes}, as the chip of any device has them. What is agreed, digested and sealed, and under which
 * label, is each family's own protocol. Pure; any thread.
 */
public final class DeviceCrypto {

    private static final Bytes BASE_POINT = Bytes.fromHex("09" + "00".repeat(31));

    private DeviceCrypto() {}

    /** The public key that belongs to 32 private bytes. */
    public static Bytes publicKey(Bytes privateKey) {
        return agree(privateKey, BASE_POINT)
                .orElseThrow(() -> new IllegalStateException("the base point is not of small order"));
    }

    /** The shared bytes; empty when the other key is a point of small order. */
    public static Optional<Bytes> agree(Bytes privateKey, Bytes otherPublicKey) {
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

    /** SHA-256. */
    public static Bytes sha256(Bytes bytes) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** HMAC-SHA-256, all 32 bytes of it. */
    public static Bytes mac(Bytes key, Bytes data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.array(), "HmacSHA256"));
            return Bytes.of(mac.doFinal(data.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    /** Compares in a time that does not depend on where they differ. */
    public static boolean same(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.array(), other.array());
    }
}
