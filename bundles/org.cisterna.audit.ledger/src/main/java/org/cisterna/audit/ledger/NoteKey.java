// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

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
import java.util.Optional;

/** The public half of a key: Ed25519, for signed notes (C2SP signed-note), with the text {@code name+id+base64}. Safe for threads. */
public final class NoteKey {
    static final byte ED25519 = 1;
    static final int KEY_LENGTH = 32;
    static final int ID_LENGTH = 4;
    static final String DASH = "\u2014 ";
    private static final String X509_START = "302a300506032b6570032100";

    private final String name;
    private final byte[] key;
    private final byte[] id;
    private final PublicKey verifier;

    private NoteKey(String name, byte[] key) {
        this.name = name;
        this.key = key.clone();
        this.id = id(name, key);
        try {
            byte[] encoded = HexFormat.of().parseHex(X509_START + HexFormat.of().formatHex(key));
            this.verifier = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot be used: " + e.getMessage(), e);
        }
    }

    /** The key of 32 public bytes. */
    static NoteKey of(String name, byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a public key has " + KEY_LENGTH + " bytes, not " + key.length);
        }
        return new NoteKey(name, key);
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException in words when it is no such key
     */
    public static NoteKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || parts[0].isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' does not have the form name+id+base64");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + KEY_LENGTH || typed[0] != ED25519) {
            throw new IllegalArgumentException("'" + text + "' is not an Ed25519 key");
        }
        NoteKey result = new NoteKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!result.text().equals(text)) {
            throw new IllegalArgumentException("the id " + parts[1] + " does not belong to name and key");
        }
        return result;
    }

    public String name() {
        return name;
    }

    /** The first four bytes of the hash of name and key, as hexadecimal. */
    String idText() {
        return HexFormat.of().formatHex(id);
    }

    byte[] id() {
        return id.clone();
    }

    public String text() {
        return name + "+" + idText() + "+" + typed(key);
    }

    /** A key, or a seed, behind the byte of its algorithm, in Base64. */
    static String typed(byte[] key) {
        byte[] typed = new byte[key.length + 1];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, key.length);
        return Base64.getEncoder().encodeToString(typed);
    }

    /** The text of a note when this key has signed it; empty otherwise. */
    public Optional<String> opened(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            return Optional.empty();
        }
        String text = note.substring(0, end + 1);
        for (String line : note.substring(end + 2).split("\n", -1)) {
            String start = DASH + name + " ";
            if (line.startsWith(start) && verifies(text, line.substring(start.length()))) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** The note with the signature of this key alone; empty when it has not signed it. */
    Optional<String> alone(String note) {
        return opened(note)
                .map(text -> text + "\n"
                        + note.substring(text.length() + 1)
                                .lines()
                                .filter(line -> line.startsWith(DASH + name + " ")
                                        && verifies(text, line.substring(DASH.length() + name.length() + 1)))
                                .findFirst()
                                .orElseThrow()
                        + "\n");
    }

    /** The checkpoint in a note that this key has signed; empty when it has not, or it is none. */
    Optional<Checkpoint> checkpoint(String note) {
        try {
            return opened(note).map(Checkpoint::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean verifies(String text, String signature) {
        try {
            byte[] named = Base64.getDecoder().decode(signature);
            if (named.length <= ID_LENGTH || !Arrays.equals(id, Arrays.copyOf(named, ID_LENGTH))) {
                return false;
            }
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(verifier);
            check.update(text.getBytes(StandardCharsets.UTF_8));
            return check.verify(Arrays.copyOfRange(named, ID_LENGTH, named.length));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] id(String name, byte[] publicKey) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(name.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            sha256.update(ED25519);
            return Arrays.copyOf(sha256.digest(publicKey), ID_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey that && text().equals(that.text());
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
