// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The tree of RFC 6962, section 2.1, computed from its leaves in one pass: the hashes of full subtrees wait on a stack. */
final class Merkle {
    static final int HASH_BYTES = 32;

    private final MessageDigest sha256 = sha256();
    private final Deque<Subtree> stack = new ArrayDeque<>();

    /** The hash of a full subtree, and of how many leaves. */
    private static final class Subtree {
        private final byte[] hash;
        private final long leaves;

        Subtree(byte[] hash, long leaves) {
            this.hash = hash;
            this.leaves = leaves;
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    byte[] leaf(byte[] record) {
        sha256.update((byte) 0);
        return sha256.digest(record);
    }

    byte[] node(byte[] left, byte[] right) {
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }

    /** Adds the next leaf, or the next full subtree; all that are added must be of sizes that fit together. */
    void add(byte[] hash, long leaves) {
        Subtree next = new Subtree(hash, leaves);
        while (!stack.isEmpty() && stack.peek().leaves == next.leaves) {
            next = new Subtree(node(stack.pop().hash, next.hash), 2 * next.leaves);
        }
        stack.push(next);
    }

    /** The root over everything added; the tree is left empty. */
    byte[] root() {
        if (stack.isEmpty()) {
            return sha256.digest();
        }
        byte[] root = stack.pop().hash;
        while (!stack.isEmpty()) {
            root = node(stack.pop().hash, root);
        }
        return root;
    }

    /** The root of the tree over some leaves. */
    byte[] root(List<byte[]> leaves) {
        stack.clear();
        leaves.forEach(leaf -> add(leaf, 1));
        return root();
    }

    /** One hash out of the bytes of a tile. */
    static byte[] hash(byte[] tile, int place) {
        return Arrays.copyOfRange(tile, place * HASH_BYTES, (place + 1) * HASH_BYTES);
    }
}
