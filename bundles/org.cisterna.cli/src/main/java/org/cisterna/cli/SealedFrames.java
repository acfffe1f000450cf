// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The sealed part of a report: the messages of its stories, readable only with a private key that the vendor holds. X25519 with a key made for
 * this one part, HKDF-SHA-256, AES-256-GCM bound to the result; all of it the JDK's.
 */
final class SealedFrames {

    static final String FILE = "frames.sealed";

    private static final String FORMAT = "cisterna-sealed/1";
    private static final String PUBLIC = "cisterna-seal+";
    private static final String PRIVATE = "PRIVATE+cisterna-seal+";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private SealedFrames() {}

    /** The public key in a file, or of the private key in it; a pair is made when it is not there, with {@code FILE.pub} beside it. */
    static byte[] publicKey(Path file) throws Refused {
        try {
            if (!Files.exists(file)) {
                KeyPair made = KeyPairGenerator.getInstance("X25519").generateKeyPair();
                byte[] secret = ((XECPrivateKey) made.getPrivate()).getScalar().orElseThrow();
                byte[] known = bytes((XECPublicKey) made.getPublic());
                SecretFile.make(
                        file,
                        PRIVATE + base64(secret) + "+" + base64(known),
                        Path.of(file + ".pub"),
                        PUBLIC + base64(known));
            }
            String line = SecretFile.read(file);
            if (line.startsWith(PUBLIC)) {
                return key(line.substring(PUBLIC.length()));
            }
            return pair(file, line)[1];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no X25519; Java 17 and later have it", e);
        } catch (IllegalArgumentException e) {
            throw Refused.usage(file + " holds no key to seal with: " + e.getMessage());
        }
    }

    private static byte[][] pair(Path file, String line) throws Refused {
        // Base64 has a plus of its own, so the two halves are found by their length
        String both = line.startsWith(PRIVATE) ? line.substring(PRIVATE.length()) : "";
        int half = both.length() / 2;
        if (both.isEmpty() || both.charAt(half) != '+') {
            throw Refused.usage(file + " holds no private key of a sealed part");
        }
        return new byte[][] {key(both.substring(0, half)), key(both.substring(half + 1))};
    }

    private static byte[] key(String text) {
        byte[] key = Base64.getDecoder().decode(text);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        return key;
    }

    /** Seals bytes for a key. */
    static JsonObject seal(byte[] open, byte[] to, String result) {
        try {
            KeyPair once = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            byte[] from = bytes((XECPublicKey) once.getPublic());
            byte[] nonce = new byte[NONCE_BYTES];
            new SecureRandom().nextBytes(nonce);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, secret(once.getPrivate(), to, from, to), nonce, result);
            return Json.object()
                    .put("format", FORMAT)
                    .put("result", result)
                    .put("to", base64(to))
                    .put("from", base64(from))
                    .put("nonce", base64(nonce))
                    .put("sealed", base64(cipher.doFinal(open)))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal with X25519 and AES-GCM", e);
        }
    }

    /** Opens what was sealed. */
    static byte[] open(JsonObject sealed, Path keyFile) throws Refused {
        byte[][] pair = pair(keyFile, SecretFile.read(keyFile));
        try {
            if (!sealed.string("format").equals(FORMAT)) {
                throw Refused.usage("its form is " + sealed.string("format") + ", and this version opens " + FORMAT);
            }
            byte[] to = key(sealed.string("to"));
            if (!Arrays.equals(to, pair[1])) {
                throw new Refused(Exit.FINDING, "it is sealed for another key than that in " + keyFile);
            }
            byte[] from = key(sealed.string("from"));
            PrivateKey key = KeyFactory.getInstance("X25519")
                    .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, pair[0]));
            return cipher(
                            Cipher.DECRYPT_MODE,
                            secret(key, from, from, to),
                            Base64.getDecoder().decode(sealed.string("nonce")),
                            sealed.string("result"))
                    .doFinal(Base64.getDecoder().decode(sealed.string("sealed")));
        } catch (GeneralSecurityException e) {
            throw new Refused(Exit.FINDING, "the sealed part was edited, or is not for this key");
        } catch (IllegalArgumentException e) {
            throw Refused.usage("this is no sealed part: " + e.getMessage());
        }
    }

    private static Cipher cipher(int mode, byte[] secret, byte[] nonce, String result) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(result.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** HKDF (RFC 5869) over what the two keys agree on, for one block. */
    private static byte[] secret(PrivateKey mine, byte[] theirs, byte[] from, byte[] to)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(mine);
        agreement.doPhase(known(theirs), true);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[KEY_BYTES], "HmacSHA256"));
        byte[] extracted = mac.doFinal(agreement.generateSecret());
        mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
        mac.update(FORMAT.getBytes(StandardCharsets.UTF_8));
        mac.update(from);
        mac.update(to);
        mac.update((byte) 1);
        return mac.doFinal();
    }

    private static PublicKey known(byte[] little) throws GeneralSecurityException {
        byte[] big = reversed(little);
        // the highest bit of the coordinate has no meaning (RFC 7748, 5)
        big[0] &= 0x7f;
        return KeyFactory.getInstance("X25519")
                .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, big)));
    }

    private static byte[] bytes(XECPublicKey key) {
        byte[] big = key.getU().toByteArray();
        byte[] little = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(big.length, KEY_BYTES); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
