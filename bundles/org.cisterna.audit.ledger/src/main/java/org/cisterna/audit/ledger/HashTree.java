// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.util.ArrayList;
import java.util.List;

/** The tree of a log that grows, in memory: 32 bytes a leaf. Not safe for threads: its owner guards it. */
final class HashTree extends Tree {
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

    @Override
    long size() {
        return levels.get(0).count;
    }

    void append(byte[] leafHash) {
        append(0, leafHash);
    }

    /** Appends the hashes of a full tile of leaves; possible only where one ends. The bytes are the tree's from then on. */
    void appendTile(byte[] hashes) {
        Level leaves = levels.get(0);
        leaves.tiles.add(hashes);
        leaves.count += TILE_WIDTH;
        append(1, folded(hashes.clone(), TILE_WIDTH));
    }

    private void append(int from, byte[] first) {
        byte[] next = first;
        for (int l = from; ; l++) {
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

    @Override
    void copy(int level, long from, int n, byte[] to) {
        levels.get(level).copy(from, n, to);
    }
}
