// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A public key in the form of C2SP signed-note: {@code name+id+base64}, Ed25519; of a log, or of a witness (C2SP tlog-cosignature, version 1). */
final class VerifierKey {
    private static final byte ED25519 = 1;
    private static final byte COSIGNATURE = 4;
    private static final int TIME_BYTES = 8;
    private static final int ID_BYTES = 4;
    private static final int KEY_BYTES = 32;
    private static final String X509_START = "302a300506032b6570032100";

    private final String text;
    private final String name;
    private final byte[] id;
    private final PublicKey key;

    /**
     * Reads the key of a log.
     *
     * @throws IllegalArgumentException in words when the text is none
     */
    VerifierKey(String text) {
        this(text, ED25519);
    }

    /**
     * Reads the key of a witness.
     *
     * @throws IllegalArgumentException in words when the text is none
     */
    static VerifierKey ofWitness(String text) {
        return new VerifierKey(text, COSIGNATURE);
    }

    private VerifierKey(String text, byte algorithm) {
        this.text = text;
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[1].matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("a verifier key has the form name+id+base64");
        }
        byte[] typed;
        try {
            typed = Base64.getDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its last part is not Base64", e);
        }
        if (typed.length != 1 + KEY_BYTES || typed[0] != algorithm) {
            throw new IllegalArgumentException(
                    algorithm == ED25519
                            ? "the key is not an Ed25519 key of a log"
                            : "the key is not an Ed25519 key of a witness, as DIR/witness.vkey is");
        }
        name = parts[0];
        id = HexFormat.of().parseHex(parts[1]);
        MessageDigest sha256 = Merkle.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        if (!Arrays.equals(id, Arrays.copyOf(sha256.digest(typed), ID_BYTES))) {
            throw new IllegalArgumentException("the id " + parts[1] + " does not belong to the name and the key");
        }
        try {
            byte[] encoded = HexFormat.of().parseHex(X509_START + HexFormat.of().formatHex(typed, 1, typed.length));
            key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot be used: " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** Whether a signature line of a note, without its dash, is this key's, and good for the text. */
    boolean signed(String noteText, String line) {
        return signature(line).filter(bytes -> isGood(noteText, bytes)).isPresent();
    }

    /** When this witness has cosigned a text, as a signature line of the note says; empty when the line is not good. */
    Optional<Instant> cosigned(String noteText, String line) {
        Optional<byte[]> stamped = signature(line).filter(bytes -> bytes.length > TIME_BYTES);
        if (stamped.isEmpty()) {
            return Optional.empty();
        }
        long time = ByteBuffer.wrap(stamped.get()).getLong();
        byte[] signature = Arrays.copyOfRange(stamped.get(), TIME_BYTES, stamped.get().length);
        return time > 0
                        && time <= Instant.MAX.getEpochSecond()
                        && isGood("cosignature/v1\ntime " + time + "\n" + noteText, signature)
                ? Optional.of(Instant.ofEpochSecond(time))
                : Optional.empty();
    }

    /** What stands behind the id in a signature line; empty when it is not this key's. */
    Optional<byte[]> signature(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 2 || !parts[0].equals(name)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(parts[1]);
            return bytes.length >= ID_BYTES && Arrays.equals(id, Arrays.copyOf(bytes, ID_BYTES))
                    ? Optional.of(Arrays.copyOfRange(bytes, ID_BYTES, bytes.length))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isGood(String signedText, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(signedText.getBytes(StandardCharsets.UTF_8));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
