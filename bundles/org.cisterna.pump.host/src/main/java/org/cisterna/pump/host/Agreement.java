// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

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
import org.cisterna.pump.spi.KeyHandle;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.time.Randomness;
import org.jspecify.annotations.Nullable;

/** One agreement with one device: a fresh X25519 key of the host, and the last key that was derived from it. */
final class Agreement implements PairingKeys {

    private static final String XDH = "XDH";
    private static final int BYTES = 32;
    /** The u-coordinate of the base point (RFC 7748, 4.1): a public key is the private one times this point. */
    private static final BigInteger BASE = BigInteger.valueOf(9);

    private final PrivateKey own;
    private final byte[] ownPublic;
    private final byte[] salt;
    private @Nullable SecretKey agreed;

    /**
     * A fresh key.
     *
     * @param pairingCode as printed on the label, ASCII
     */
    Agreement(Randomness randomness, String pairingCode) {
        this(randomness.secret(BYTES), pairingCode);
    }

    /** With this private key. */
    Agreement(byte[] privateKey, String pairingCode) {
        try {
            own = KeyFactory.getInstance(XDH)
                    .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey));
            ownPublic = shared(publicKey(BASE));
            salt = MessageDigest.getInstance("SHA-256").digest(pairingCode.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no X25519 or no SHA-256; use another one", e);
        }
    }

    @Override
    public byte[] publicKey() {
        return ownPublic.clone();
    }

    @Override
    public synchronized KeyHandle agree(byte[] devicePublicKey, byte[] info) {
        if (devicePublicKey.length != BYTES) {
            throw new IllegalArgumentException(
                    "a public key of X25519 has " + BYTES + " bytes, not " + devicePublicKey.length);
        }
        byte[] secret = new byte[0];
        try {
            secret = shared(publicKey(coordinate(devicePublicKey)));
            SecretKey key = new SecretKey(Hkdf.derive(salt, secret, info.clone(), BYTES));
            agreed = key;
            return key;
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the device's public key is not a usable one", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no X25519; use another one", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The key agreed on last, if any. */
    synchronized Optional<SecretKey> agreed() {
        return Optional.ofNullable(agreed);
    }

    private byte[] shared(PublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(XDH);
        agreement.init(own);
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    private static PublicKey publicKey(BigInteger coordinate) throws GeneralSecurityException {
        return KeyFactory.getInstance(XDH).generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate));
    }

    /** Little-endian; the highest bit does not count (RFC 7748, 5). */
    private static BigInteger coordinate(byte[] littleEndian) {
        byte[] bigEndian = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bigEndian[i] = littleEndian[BYTES - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }
}
