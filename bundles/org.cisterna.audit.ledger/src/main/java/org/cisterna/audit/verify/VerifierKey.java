// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A public key in the form of C2SP signed-note: {@code name+id+base64}, Ed25519. */
final class VerifierKey {
    private static final byte ED25519 = 1;
    private static final int ID_BYTES = 4;
    private static final int KEY_BYTES = 32;
    private static final String X509_START = "302a300506032b6570032100";

    private final String text;
    private final String name;
    private final byte[] id;
    private final PublicKey key;

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException in words when the text is none
     */
    VerifierKey(String text) {
        this.text = text;
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[1].matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("a verifier key has the form name+id+base64");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + KEY_BYTES || typed[0] != ED25519) {
            throw new IllegalArgumentException("the key is not an Ed25519 key");
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
        String[] parts = line.split(" ", -1);
        if (parts.length != 2 || !parts[0].equals(name)) {
            return false;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(parts[1]);
            if (bytes.length < ID_BYTES || !Arrays.equals(id, Arrays.copyOf(bytes, ID_BYTES))) {
                return false;
            }
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(noteText.getBytes(StandardCharsets.UTF_8));
            return check.verify(Arrays.copyOfRange(bytes, ID_BYTES, bytes.length));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }
}
