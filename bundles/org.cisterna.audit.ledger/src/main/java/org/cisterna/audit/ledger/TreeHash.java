// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of RFC 6962, section 2.1. One instance serves one thread at a time and is kept: to look up the algorithm for each record
 * costs a third of the time.
 */
final class TreeHash {
    /** Bytes of a hash. */
    static final int LENGTH = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256;

    TreeHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    byte[] leaf(byte[] record) {
        return leaf(record, 0, record.length);
    }

    byte[] leaf(byte[] bytes, int offset, int length) {
        sha256.update(LEAF);
        sha256.update(bytes, offset, length);
        return sha256.digest();
    }

    byte[] node(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        sha256.update(right);
        return sha256.digest();
    }

    /** Replaces two hashes that stand side by side by the hash of their parent. */
    void node(byte[] pair, int offset, byte[] to, int toOffset) {
        sha256.update(NODE);
        sha256.update(pair, offset, 2 * LENGTH);
        try {
            sha256.digest(to, toOffset, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 digest has " + LENGTH + " bytes", e);
        }
    }

    /** The root of a tree without leaves. */
    byte[] empty() {
        return sha256.digest();
    }
}
