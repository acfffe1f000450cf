// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import java.util.Arrays;

/**
 * What a checkpoint says (C2SP tlog-checkpoint), lines of extensions left out. Immutable.
 */
final class Head {
    private final String origin;
    private final long size;
    private final byte[] root;

    private Head(String origin, long size, byte[] root) {
        this.origin = origin;
        this.size = size;
        this.root = root;
    }

    /**
     * Reads the text of a checkpoint.
     *
     * @throws IllegalArgumentException in words when it is none
     */
    static Head read(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("a checkpoint has the lines origin, size and root");
        }
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].isEmpty()) {
                throw new IllegalArgumentException("a checkpoint has no empty line");
            }
        }
        byte[] root = SignedNote.base64(lines[2]);
        if (root.length != Consistency.HASH_BYTES) {
            throw new IllegalArgumentException("'" + lines[2] + "' is no hash of " + Consistency.HASH_BYTES + " bytes");
        }
        return new Head(lines[0], size(lines[1]), root);
    }

    /**
     * Reads the size of a tree.
     *
     * @throws IllegalArgumentException when it is none
     */
    static long size(String text) {
        if (!text.matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("'" + text + "' is no size of a tree");
        }
        return Long.parseLong(text);
    }

    String origin() {
        return origin;
    }

    long size() {
        return size;
    }

    byte[] root() {
        return root.clone();
    }

    boolean hasRoot(byte[] other) {
        return Arrays.equals(root, other);
    }
}
