// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A signed note (C2SP signed-note), taken apart and not verified. Immutable.
 *
 * @param text what is signed, with the end of its last line
 * @param lines the signatures, in their order
 */
public record SignedNote(String text, List<Line> lines) {
    /** With what a line of a signature begins. */
    public static final String DASH = "\u2014 ";

    private static final int MOST_LINES = 64;
    private static final int ID_BYTES = 4;

    /** Copies the list. */
    public SignedNote {
        lines = List.copyOf(lines);
    }

    /** One signature, unverified. Immutable. */
    public static final class Line {
        private final String name;
        private final byte[] id;
        private final byte[] signature;

        private Line(String name, byte[] bytes) {
            this.name = name;
            this.id = Arrays.copyOf(bytes, ID_BYTES);
            this.signature = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
        }

        static Line of(String name, byte[] id, byte[] signature) {
            byte[] bytes = Arrays.copyOf(id, ID_BYTES + signature.length);
            System.arraycopy(signature, 0, bytes, ID_BYTES, signature.length);
            return new Line(name, bytes);
        }

        String name() {
            return name;
        }

        byte[] signature() {
            return signature.clone();
        }

        boolean isOf(String keyName, byte[] keyId) {
            return name.equals(keyName) && Arrays.equals(id, keyId);
        }

        /** As it stands in a note, with its end. */
        public String text() {
            byte[] bytes = Arrays.copyOf(id, ID_BYTES + signature.length);
            System.arraycopy(signature, 0, bytes, ID_BYTES, signature.length);
            return DASH + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
        }
    }

    /**
     * Takes a note apart.
     *
     * @throws IllegalArgumentException in words when the bytes are none
     */
    public static SignedNote read(byte[] bytes) {
        return read(decoded(bytes));
    }

    /**
     * Takes a note apart.
     *
     * @throws IllegalArgumentException in words when the text is none
     */
    public static SignedNote read(String note) {
        if (note.chars().anyMatch(each -> each < ' ' && each != '\n')) {
            throw new IllegalArgumentException("it has control characters");
        }
        int end = note.lastIndexOf("\n\n");
        if (end < 1) {
            throw new IllegalArgumentException("it is no signed note: text, an empty line, signatures");
        }
        return new SignedNote(note.substring(0, end + 1), lines(note.substring(end + 2)));
    }

    /**
     * Reads lines of signatures.
     *
     * @throws IllegalArgumentException in words when they are none
     */
    public static List<Line> lines(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 2 || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("it does not end with lines of signatures");
        }
        if (lines.length - 1 > MOST_LINES) {
            throw new IllegalArgumentException("it has more than " + MOST_LINES + " signatures");
        }
        List<Line> found = new ArrayList<>();
        for (String line : List.of(lines).subList(0, lines.length - 1)) {
            String[] parts =
                    line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
            if (parts.length != 2 || !isName(parts[0])) {
                throw new IllegalArgumentException("a signature stands in a line '\u2014 name base64'");
            }
            byte[] bytes = base64(parts[1]);
            if (bytes.length <= ID_BYTES) {
                throw new IllegalArgumentException("a signature is too short");
            }
            found.add(new Line(parts[0], bytes));
        }
        return List.copyOf(found);
    }

    /** Whether a key may have this name. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(each -> each == '+'
                                || each < ' '
                                || each == 0x85
                                || Character.isSpaceChar(each)
                                || Character.isWhitespace(each));
    }

    /** Base64 as it is written and in no other way. */
    static byte[] base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("'" + text + "' is not written as Base64 is");
        }
        return bytes;
    }

    static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
    }
}
