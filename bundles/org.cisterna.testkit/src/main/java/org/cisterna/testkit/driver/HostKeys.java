// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit.driver;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;

/** The platform's side of one pairing, with a key pair that is no secret. */
public final class HostKeys implements PairingKeys {

    private static final byte[] PRIVATE = HexFormat.of().parseHex("42".repeat(32));
    private static final byte[] BASE_POINT = HexFormat.of().parseHex("09" + "00".repeat(31));

    private final byte[] privateKey;
    private final String code;
    private Optional<Key> agreed = Optional.empty();

    /** A key that does not hide its bytes. */
    public static final class Key implements KeyHandle {

        private final byte[] bytes;

        /** With these bytes. */
        public Key(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** A copy. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public byte[] mac(byte[] data) {
            return hmac(bytes, data);
        }

        @Override
        public boolean verify(byte[] data, byte[] tag) {
            return tag.length >= 16 && MessageDigest.isEqual(Arrays.copyOf(mac(data), tag.length), tag);
        }
    }

    /** Of somebody who read this code on the device. */
    public HostKeys(String code) {
        this(PRIVATE, code);
    }

    /** Of somebody with this private key of X25519, 32 bytes. */
    public HostKeys(byte[] privateKey, String code) {
        this.privateKey = privateKey.clone();
        this.code = code;
    }

    /** What was agreed; empty as long as nothing was. */
    public Optional<Key> agreed() {
        return agreed;
    }

    @Override
    public byte[] publicKey() {
        return exchanged(BASE_POINT);
    }

    @Override
    public Key agree(byte[] devicePublicKey, byte[] info) {
        byte[] extracted = hmac(sha256(code.getBytes(StandardCharsets.US_ASCII)), exchanged(devicePublicKey));
        byte[] expanded =
                ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array();
        Key key = new Key(hmac(extracted, expanded));
        agreed = Optional.of(key);
        return key;
    }

    private byte[] exchanged(byte[] point) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            byte[] bigEndian = new byte[point.length];
            for (int i = 0; i < point.length; i++) {
                bigEndian[i] = point[point.length - 1 - i];
            }
            bigEndian[0] &= 0x7F;
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey)));
            agreement.doPhase(
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, bigEndian))),
                    true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a usable key", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
