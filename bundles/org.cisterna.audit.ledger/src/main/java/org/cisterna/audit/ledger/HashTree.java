// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree of a log (RFC 6962) in memory: the hashes of all leaves, and of each full subtree of 256, of 65,536 and so on, as
 * tiles have them. What lies between is computed when it is asked for. 32 bytes a leaf. Not safe for threads: its owner guards it.
 */
final class HashTree {
    /** Hashes of a full tile. */
    static final int TILE_WIDTH = 256;

    private static final int TILE_HEIGHT = 8;

    private final TreeHash hash = new TreeHash();
    private final List<Level> levels = new ArrayList<>(List.of(new Level()));

    /** All hashes of one tile level, one after the other, in pieces of one tile. */
    private static final class Level {
        private final List<byte[]> tiles = new ArrayList<>();
        private long count;

        void add(byte[] hash) {
            int place = (int) (count % TILE_WIDTH);
            if (place == 0) {
                tiles.add(new byte[TILE_WIDTH * TreeHash.LENGTH]);
            }
            System.arraycopy(hash, 0, tiles.get(tiles.size() - 1), place * TreeHash.LENGTH, TreeHash.LENGTH);
            count++;
        }

        void copy(long from, int n, byte[] to) {
            for (int done = 0; done < n; ) {
                int place = (int) ((from + done) % TILE_WIDTH);
                int piece = Math.min(n - done, TILE_WIDTH - place);
                byte[] tile = tiles.get((int) ((from + done) / TILE_WIDTH));
                System.arraycopy(tile, place * TreeHash.LENGTH, to, done * TreeHash.LENGTH, piece * TreeHash.LENGTH);
                done += piece;
            }
        }
    }

    long size() {
        return levels.get(0).count;
    }

    void append(byte[] leafHash) {
        byte[] next = leafHash;
        for (int l = 0; ; l++) {
            if (l == levels.size()) {
                levels.add(new Level());
            }
            Level level = levels.get(l);
            level.add(next);
            if (level.count % TILE_WIDTH != 0) {
                return;
            }
            next = folded(level.tiles.get(level.tiles.size() - 1).clone(), TILE_WIDTH);
        }
    }

    byte[] leaf(long index) {
        byte[] leaf = new byte[TreeHash.LENGTH];
        levels.get(0).copy(index, 1, leaf);
        return leaf;
    }

    /** How many hashes a tile level holds in a tree of a size. */
    static long count(int level, long size) {
        return level * TILE_HEIGHT >= Long.SIZE - 1 ? 0 : size >> (level * TILE_HEIGHT);
    }

    /** The hashes from {@code tile * 256} on at a tile level, {@code width} of them. */
    byte[] tile(int level, long tile, int width) {
        byte[] bytes = new byte[width * TreeHash.LENGTH];
        levels.get(level).copy(tile * TILE_WIDTH, width, bytes);
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
        levels.get(level).copy(start >> (level * TILE_HEIGHT), width, hashes);
        return folded(hashes, width);
    }

    /** Folds a power of two of hashes into one, in place. */
    private byte[] folded(byte[] hashes, int width) {
        for (int n = width; n > 1; n /= 2) {
            for (int i = 0; i < n / 2; i++) {
                hash.node(hashes, 2 * i * TreeHash.LENGTH, hashes, i * TreeHash.LENGTH);
            }
        }
        return Arrays.copyOf(hashes, TreeHash.LENGTH);
    }
}
