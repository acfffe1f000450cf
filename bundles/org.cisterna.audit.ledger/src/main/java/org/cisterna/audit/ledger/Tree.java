// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree of a log (RFC 6962), computed from the hashes that tiles have: those of all leaves, and of each full subtree of 256, of
 * 65,536 and so on. What lies between is computed when it is asked for. Not safe for threads: its owner guards it.
 */
abstract class Tree {
    /** Hashes of a full tile. */
    static final int TILE_WIDTH = 256;

    private static final int TILE_HEIGHT = 8;

    final TreeHash hash = new TreeHash();

    abstract long size();

    /** Copies hashes of a tile level, from one on, that are side by side. */
    abstract void copy(int level, long from, int n, byte[] to);

    byte[] leaf(long index) {
        byte[] leaf = new byte[TreeHash.LENGTH];
        copy(0, index, 1, leaf);
        return leaf;
    }

    /** How many hashes a tile level holds in a tree of a size. */
    static long count(int level, long size) {
        return level * TILE_HEIGHT >= Long.SIZE - 1 ? 0 : size >> (level * TILE_HEIGHT);
    }

    /** The hashes from {@code tile * 256} on at a tile level, {@code width} of them. */
    byte[] tile(int level, long tile, int width) {
        byte[] bytes = new byte[width * TreeHash.LENGTH];
        copy(level, tile * TILE_WIDTH, width, bytes);
        return bytes;
    }

    /** The root of the tree of the first {@code size} leaves. */
    byte[] root(long size) {
        return size == 0 ? hash.empty() : range(0, size);
    }

    /** The path of RFC 6962, section 2.1.1, from the leaf upwards. */
    List<byte[]> inclusion(long index, long size) {
        List<byte[]> path = new ArrayList<>();
        inclusion(index, 0, size, path);
        return path;
    }

    private void inclusion(long index, long start, long end, List<byte[]> path) {
        if (end - start == 1) {
            return;
        }
        long middle = start + split(end - start);
        if (index < middle) {
            inclusion(index, start, middle, path);
            path.add(range(middle, end));
        } else {
            inclusion(index, middle, end, path);
            path.add(range(start, middle));
        }
    }

    /** The path of RFC 6962, section 2.1.2. */
    List<byte[]> consistency(long oldSize, long newSize) {
        List<byte[]> path = new ArrayList<>();
        if (oldSize < newSize) {
            consistency(oldSize, 0, newSize, true, path);
        }
        return path;
    }

    private void consistency(long oldEnd, long start, long end, boolean known, List<byte[]> path) {
        if (oldEnd == end) {
            if (!known) {
                path.add(range(start, end));
            }
            return;
        }
        long middle = start + split(end - start);
        if (oldEnd <= middle) {
            consistency(oldEnd, start, middle, known, path);
            path.add(range(middle, end));
        } else {
            consistency(oldEnd, middle, end, false, path);
            path.add(range(start, middle));
        }
    }

    /** The largest power of two smaller than {@code n}, for {@code n} of at least 2. */
    static long split(long n) {
        return Long.highestOneBit(n - 1);
    }

    /** The hash over the leaves from one to before another; the range is one that the tree of some size has as a subtree. */
    byte[] range(long start, long end) {
        long n = end - start;
        if (Long.bitCount(n) == 1 && start % n == 0) {
            return subtree(start, Long.numberOfTrailingZeros(n));
        }
        long middle = start + split(n);
        return hash.node(range(start, middle), range(middle, end));
    }

    /** The hash of a full subtree of 2^height leaves. */
    private byte[] subtree(long start, int height) {
        int level = height / TILE_HEIGHT;
        int width = 1 << (height % TILE_HEIGHT);
        byte[] hashes = new byte[width * TreeHash.LENGTH];
        copy(level, start >> (level * TILE_HEIGHT), width, hashes);
        return folded(hashes, width);
    }

    /** Folds a power of two of hashes into one, in place. */
    final byte[] folded(byte[] hashes, int width) {
        for (int n = width; n > 1; n /= 2) {
            for (int i = 0; i < n / 2; i++) {
                hash.node(hashes, 2 * i * TreeHash.LENGTH, hashes, i * TreeHash.LENGTH);
            }
        }
        return Arrays.copyOf(hashes, TreeHash.LENGTH);
    }
}
