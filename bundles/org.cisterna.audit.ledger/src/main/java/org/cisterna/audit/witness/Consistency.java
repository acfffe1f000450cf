// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Looks whether a proof shows that a tree is the beginning of a larger one (RFC 6962, section 2.1.2). Used once. */
final class Consistency {
    static final int HASH_BYTES = 32;

    private final long oldSize;
    private final byte[] oldRoot;
    private final Iterator<byte[]> proof;
    private final MessageDigest sha256 = PublicNoteKey.sha256();
    private boolean tooShort;

    private Consistency(long oldSize, byte[] oldRoot, List<byte[]> proof) {
        this.oldSize = oldSize;
        this.oldRoot = oldRoot;
        this.proof = proof.iterator();
    }

    /** The root of a tree without leaves. */
    static byte[] empty() {
        return PublicNoteKey.sha256().digest();
    }

    /**
     * Whether it does.
     *
     * @param oldSize at most the size of the other; every tree extends the empty one
     */
    static boolean holds(long oldSize, byte[] oldRoot, long size, byte[] root, List<byte[]> proof) {
        if (oldSize == 0) {
            return proof.isEmpty();
        }
        if (oldSize == size) {
            return proof.isEmpty() && Arrays.equals(oldRoot, root);
        }
        Consistency check = new Consistency(oldSize, oldRoot, proof);
        byte[][] both = check.part(0, size, true);
        return !check.tooShort
                && !check.proof.hasNext()
                && Arrays.equals(both[0], oldRoot)
                && Arrays.equals(both[1], root);
    }

    /**
     * The hash that a part of the larger tree had when the tree was smaller, and the one that it has.
     *
     * @param whole whether the smaller tree, as far as it reaches into this part, is all of the smaller tree
     */
    private byte[][] part(long start, long end, boolean whole) {
        if (oldSize == end) {
            byte[] same = whole ? oldRoot : next();
            return new byte[][] {same, same};
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        if (oldSize <= middle) {
            byte[][] left = part(start, middle, whole);
            return new byte[][] {left[0], node(left[1], next())};
        }
        byte[][] right = part(middle, end, false);
        byte[] left = next();
        return new byte[][] {node(left, right[0]), node(left, right[1])};
    }

    private byte[] next() {
        if (proof.hasNext()) {
            return proof.next();
        }
        tooShort = true;
        return new byte[HASH_BYTES];
    }

    private byte[] node(byte[] left, byte[] right) {
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }
}
