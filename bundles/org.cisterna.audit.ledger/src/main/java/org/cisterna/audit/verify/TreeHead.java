// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A checkpoint: what a log says of itself at one size, and whether a key has signed that. */
final class TreeHead {
    private static final String DASH = "\u2014 ";
    private static final int MOST_SIGNATURES = 64;

    private final String origin;
    private final long size;
    private final byte[] root;
    private final boolean signed;
    private final String note;

    private TreeHead(String note, String origin, long size, byte[] root, boolean signed) {
        this.note = note;
        this.origin = origin;
        this.size = size;
        this.root = root;
        this.signed = signed;
    }

    /**
     * Reads a checkpoint.
     *
     * @throws IllegalArgumentException in words when the bytes are none
     */
    static TreeHead read(byte[] bytes, VerifierKey key) {
        String note;
        try {
            note = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("it is not a signed note: text, an empty line, signatures");
        }
        String text = note.substring(0, end + 1);
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("it does not have the lines origin, size and root");
        }
        byte[] root;
        try {
            root = Base64.getDecoder().decode(lines[2]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its root is not Base64", e);
        }
        if (root.length != Merkle.HASH_BYTES) {
            throw new IllegalArgumentException("its root is not a hash");
        }
        return new TreeHead(
                note, lines[0], Long.parseLong(lines[1]), root, isSigned(text, note.substring(end + 2), key));
    }

    private static boolean isSigned(String text, String signatures, VerifierKey key) {
        String[] lines = signatures.split("\n", -1);
        boolean good = false;
        for (int i = 0; i < lines.length - 1; i++) {
            if (!lines[i].startsWith(DASH) || i >= MOST_SIGNATURES) {
                return false;
            }
            good |= key.signed(text, lines[i].substring(DASH.length()));
        }
        return good;
    }

    String origin() {
        return origin;
    }

    /** The log's part of the origin, behind the last slash. */
    String shard() {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }

    long size() {
        return size;
    }

    byte[] root() {
        return root;
    }

    String rootText() {
        return Base64.getEncoder().encodeToString(root);
    }

    /** All of it, as it was read. */
    String note() {
        return note;
    }

    /** What is signed. */
    String text() {
        return note.substring(0, note.lastIndexOf("\n\n") + 1);
    }

    /** The lines of signatures, without their dashes; those of witnesses among them. */
    List<String> signatures() {
        return note.substring(note.lastIndexOf("\n\n") + 2)
                .lines()
                .filter(line -> line.startsWith(DASH))
                .map(line -> line.substring(DASH.length()))
                .toList();
    }

    boolean isSigned() {
        return signed;
    }
}
