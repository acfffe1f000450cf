// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a node: Ed25519, used for signed notes (C2SP signed-note). Its private text is {@code PRIVATE+KEY+name+id+base64}, its public
 * text, which verifiers take, {@code name+id+base64}. Safe for threads.
 */
public final class NodeKey {
    private static final int SEED_LENGTH = 32;
    private static final String PRIVATE = "PRIVATE+KEY+";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

    private final byte[] seed;
    private final KeyPair pair;
    private final NoteKey verifier;

    private NodeKey(String name, byte[] seed) {
        this.seed = seed.clone();
        this.pair = pair(seed);
        // the X.509 form of an Ed25519 key ends with the key itself
        byte[] encoded = pair.getPublic().getEncoded();
        this.verifier =
                NoteKey.of(name, Arrays.copyOfRange(encoded, encoded.length - NoteKey.KEY_LENGTH, encoded.length));
    }

    /** Whether a node may have this name: it stands in origins, file names and keys. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The key that belongs to 32 secret bytes. */
    public static NodeKey of(String name, byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("the seed of a key has " + SEED_LENGTH + " bytes, not " + seed.length);
        }
        return new NodeKey(name, seed);
    }

    /**
     * Reads the private text.
     *
     * @throws IllegalArgumentException in words, without the secret, when it is not one
     */
    public static NodeKey parse(String privateText) {
        String[] parts = privateText.startsWith(PRIVATE)
                ? privateText.substring(PRIVATE.length()).split("\\+", 3)
                : new String[0];
        if (parts.length != 3) {
            throw new IllegalArgumentException("it does not have the form PRIVATE+KEY+name+id+base64");
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its last part is not base64", e);
        }
        if (key.length != 1 + SEED_LENGTH || key[0] != NoteKey.ED25519) {
            throw new IllegalArgumentException("it is not an Ed25519 key");
        }
        NodeKey result = new NodeKey(parts[0], Arrays.copyOfRange(key, 1, key.length));
        if (!result.verifier.idText().equals(parts[1])) {
            throw new IllegalArgumentException("its id " + parts[1] + " does not belong to name and key");
        }
        return result;
    }

    String name() {
        return verifier.name();
    }

    /** The public half. */
    public NoteKey verifier() {
        return verifier;
    }

    public String privateText() {
        return PRIVATE + name() + "+" + verifier.idText() + "+" + NoteKey.typed(seed);
    }

    /** The verifier key. */
    public String publicText() {
        return verifier.text();
    }

    /** A secret for one purpose, which tells nothing about this key: HMAC-SHA-256 of the purpose under the seed. */
    byte[] secretFor(String purpose) {
        return hmac(seed, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256. */
    static byte[] hmac(byte[] secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256, which every Java must have", e);
        }
    }

    /** A note: the text, which ends a line, an empty line, and the signature. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] signed = signature.sign();
            byte[] named = Arrays.copyOf(verifier.id(), NoteKey.ID_LENGTH + signed.length);
            System.arraycopy(signed, 0, named, NoteKey.ID_LENGTH, signed.length);
            return text + "\n" + NoteKey.DASH + name() + " "
                    + Base64.getEncoder().encodeToString(named) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", e);
        }
    }

    /** The text of a note when this key has signed it; empty otherwise. */
    Optional<String> opened(String note) {
        return verifier.opened(note);
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
