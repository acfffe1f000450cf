// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** X25519 (RFC 7748), HKDF-SHA-256 (RFC 5869) and HMAC-SHA-256, as PROTOCOL.md uses them. */
final class Secrets {

    static final int KEY = 32;
    static final int NONCE = 16;
    static final int TAG = 16;
    private static final String XDH = "X25519";

    private final SecureRandom random;

    Secrets(SecureRandom random) {
        this.random = random;
    }

    byte[] fresh(int bytes) {
        byte[] fresh = new byte[bytes];
        random.nextBytes(fresh);
        return fresh;
    }

    KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(XDH);
            generator.initialize(NamedParameterSpec.X25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no X25519", e);
        }
    }

    /** 32 bytes, little-endian. */
    static byte[] encoded(PublicKey key) {
        byte[] big = ((XECPublicKey) key).getU().toByteArray();
        byte[] little = new byte[KEY];
        for (int i = 0; i < big.length && i < KEY; i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }

    /** The pairing key, from the agreed secret, the code on the label and everything that was said. */
    static byte[] agree(KeyPair own, byte[] theirs, String code, byte[] said) throws GeneralSecurityException {
        byte[] big = new byte[KEY];
        for (int i = 0; i < KEY; i++) {
            big[i] = theirs[KEY - 1 - i];
        }
        big[0] &= 0x7f;
        KeyAgreement agreement = KeyAgreement.getInstance(XDH);
        agreement.init(own.getPrivate());
        agreement.doPhase(
                KeyFactory.getInstance(XDH)
                        .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, big))),
                true);
        byte[] salt = MessageDigest.getInstance("SHA-256").digest(ascii(code));
        byte[] extracted = mac(salt, agreement.generateSecret());
        byte[] info = Arrays.copyOf(said, said.length + 1);
        info[said.length] = 1;
        return mac(extracted, info);
    }

    static byte[] mac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    /** The tag of a text, in hexadecimal digits. */
    static String tag(byte[] key, String text) {
        return HexFormat.of().formatHex(Arrays.copyOf(mac(key, ascii(text)), TAG));
    }

    /** Compared in constant time. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(ascii(one), ascii(other));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
