// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.dialogue.Bytes;

/** X25519 and HKDF for tests, for both sides. */
final class TestPairing implements PairingKeys {

    private final Bytes privateKey;
    private final Bytes publicKey;
    private final Bytes salt;

    TestPairing(Bytes privateKey, Bytes publicKey, String code) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        try {
            this.salt = Bytes.of(MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] publicKey() {
        return publicKey.toArray();
    }

    @Override
    public TestKey agree(byte[] other, byte[] info) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(
                    keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey.toArray())));
            agreement.doPhase(publicKey(keys, other), true);
            Bytes pseudoRandom = Bytes.of(new TestKey(salt).mac(agreement.generateSecret()));
            return new TestKey(Bytes.of(new TestKey(pseudoRandom)
                    .mac(new FieldWriter().bytes(Bytes.of(info)).u8(1).done().toArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a usable key", e);
        }
    }

    private static PublicKey publicKey(KeyFactory keys, byte[] littleEndian) throws GeneralSecurityException {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        return keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, bigEndian)));
    }
}
