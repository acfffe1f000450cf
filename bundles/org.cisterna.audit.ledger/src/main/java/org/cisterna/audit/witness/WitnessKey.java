// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import org.cisterna.audit.witness.PublicNoteKey.Kind;

/** The key with which this node cosigns. It signs nothing else: the key of its own log is another one. Immutable. */
final class WitnessKey {
    static final int SEED_BYTES = 32;
    private static final String PRIVATE = "PRIVATE+KEY+";

    private final byte[] seed;
    private final KeyPair pair;
    private final PublicNoteKey verifier;

    private WitnessKey(String name, byte[] seed) {
        this.seed = seed.clone();
        pair = pair(seed);
        // the X.509 form of an Ed25519 key ends with the key itself
        byte[] encoded = pair.getPublic().getEncoded();
        verifier = PublicNoteKey.of(
                Kind.WITNESS,
                name,
                Arrays.copyOfRange(encoded, encoded.length - PublicNoteKey.KEY_BYTES, encoded.length));
    }

    /** The key that belongs to 32 secret bytes. */
    static WitnessKey of(String name, byte[] seed) {
        return new WitnessKey(name, seed);
    }

    /**
     * Reads the private text.
     *
     * @throws IllegalArgumentException in words, without the secret, when it is none
     */
    static WitnessKey parse(String text) {
        String[] parts =
                text.startsWith(PRIVATE) ? text.substring(PRIVATE.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new IllegalArgumentException("it does not have the form PRIVATE+KEY+name+id+base64");
        }
        byte[] typed;
        try {
            typed = SignedNote.base64(parts[2]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its last part is not Base64"); // the cause would tell the secret
        }
        if (typed.length != 1 + SEED_BYTES) {
            throw new IllegalArgumentException("its last part is not that of an Ed25519 key");
        }
        WitnessKey read = new WitnessKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!read.privateText().equals(text)) {
            throw new IllegalArgumentException("its id " + parts[1] + " does not belong to name and key of a witness");
        }
        return read;
    }

    PublicNoteKey verifier() {
        return verifier;
    }

    String privateText() {
        String id = verifier.text().split("\\+", 3)[1];
        return PRIVATE + verifier.name() + "+" + id + "+" + PublicNoteKey.typed(Kind.WITNESS, seed);
    }

    /** The cosignature of a checkpoint. */
    SignedNote.Line cosign(String text, Instant now) {
        long time = now.getEpochSecond();
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(PublicNoteKey.message(text, time).getBytes(StandardCharsets.UTF_8));
            byte[] signed = signature.sign();
            return SignedNote.Line.of(
                    verifier.name(),
                    verifier.id(),
                    ByteBuffer.allocate(Long.BYTES + signed.length)
                            .putLong(time)
                            .put(signed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", e);
        }
    }

    /** Java derives a public key only where it makes a pair, from the randomness it is given. */
    private static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new Given(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519; Java 17 and later have it", e);
        }
    }

    /** Yields the bytes it was given, once. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] to) {
            if (to.length != bytes.length) {
                throw new IllegalStateException("asked for " + to.length + " bytes, have " + bytes.length);
            }
            System.arraycopy(bytes, 0, to, 0, to.length);
        }
    }
}
