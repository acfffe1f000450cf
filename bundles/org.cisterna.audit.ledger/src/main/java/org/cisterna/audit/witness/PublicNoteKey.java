// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key that signs notes: Ed25519, of a log or of a witness, with the text {@code name+id+base64}. The signature of a log covers the note's text, that
 * of a witness a time, too. Immutable.
 */
public final class PublicNoteKey {
    /** Bytes of an Ed25519 key. */
    static final int KEY_BYTES = 32;

    private static final int ID_BYTES = 4;
    private static final int SIGNATURE_BYTES = 64;
    private static final String X509_START = "302a300506032b6570032100";

    /** What a key signs. */
    public enum Kind {
        /** The text of a note. */
        LOG(1),
        /** A checkpoint, and when it was looked at. */
        WITNESS(4);

        private final byte algorithm;

        Kind(int algorithm) {
            this.algorithm = (byte) algorithm;
        }
    }

    private final Kind kind;
    private final String name;
    private final byte[] key;
    private final byte[] id;
    private final PublicKey verifier;

    private PublicNoteKey(Kind kind, String name, byte[] key) {
        this.kind = kind;
        this.name = name;
        this.key = key.clone();
        this.id = id(kind, name, key);
        try {
            byte[] encoded = HexFormat.of().parseHex(X509_START + HexFormat.of().formatHex(key));
            verifier = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot be used: " + e.getMessage(), e);
        }
    }

    static PublicNoteKey of(Kind kind, String name, byte[] key) {
        return new PublicNoteKey(kind, name, key);
    }

    /**
     * Reads the text of a key.
     *
     * @throws IllegalArgumentException in words when it is none of that kind
     */
    public static PublicNoteKey parse(Kind kind, String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !SignedNote.isName(parts[0])) {
            throw new IllegalArgumentException("'" + text + "' does not have the form name+id+base64");
        }
        byte[] typed = SignedNote.base64(parts[2]);
        if (typed.length != 1 + KEY_BYTES || typed[0] != kind.algorithm) {
            throw new IllegalArgumentException("'" + text + "' is not the Ed25519 key of a "
                    + (kind == Kind.LOG
                            ? "log (its algorithm is not 1)"
                            : "witness (its algorithm is not 4); the key of a log is another one"));
        }
        PublicNoteKey read = new PublicNoteKey(kind, parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!read.text().equals(text)) {
            throw new IllegalArgumentException(
                    "the id " + parts[1] + " in '" + text + "' does not belong to name and key");
        }
        return read;
    }

    /** Whose it is. */
    public String name() {
        return name;
    }

    byte[] id() {
        return id.clone();
    }

    /** The key as text. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(id) + "+" + typed(kind, key);
    }

    static String typed(Kind kind, byte[] key) {
        byte[] typed = new byte[key.length + 1];
        typed[0] = kind.algorithm;
        System.arraycopy(key, 0, typed, 1, key.length);
        return Base64.getEncoder().encodeToString(typed);
    }

    boolean isOf(SignedNote.Line line) {
        return line.isOf(name, id);
    }

    /** Whether a line is this key's, of a log, and good for the text. */
    boolean signed(String text, SignedNote.Line line) {
        return kind == Kind.LOG && isOf(line) && verifies(text, line.signature());
    }

    /** When this witness has cosigned a text, as a line says; empty when it is not this key's or is not good. */
    public Optional<Instant> cosigned(String text, SignedNote.Line line) {
        byte[] stamped = line.signature();
        if (kind != Kind.WITNESS || !isOf(line) || stamped.length != Long.BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        long time = ByteBuffer.wrap(stamped).getLong();
        if (time <= 0 || time > Instant.MAX.getEpochSecond()) {
            return Optional.empty();
        }
        return verifies(message(text, time), Arrays.copyOfRange(stamped, Long.BYTES, stamped.length))
                ? Optional.of(Instant.ofEpochSecond(time))
                : Optional.empty();
    }

    /** What a witness signs. */
    static String message(String text, long time) {
        return "cosignature/v1\ntime " + time + "\n" + text;
    }

    private boolean verifies(String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(verifier);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] id(Kind kind, String name, byte[] key) {
        MessageDigest sha256 = sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(kind.algorithm);
        return Arrays.copyOf(sha256.digest(key), ID_BYTES);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicNoteKey that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
