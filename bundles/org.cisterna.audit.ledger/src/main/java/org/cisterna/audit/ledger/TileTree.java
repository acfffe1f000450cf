// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.cisterna.storage.Storage;

/**
 * The tree of a log that has ended, out of its tiles on the disk: nothing of it is kept in memory but the tile read last. What it says is as
 * good as those files; whoever asks compares what it leads to with the root that was signed. Not safe for threads: its owner guards it.
 */
final class TileTree extends Tree {
    private final Storage storage;
    private final String shard;
    private final long size;
    private String name = "";
    private byte[] tile = new byte[0];

    TileTree(Storage storage, String shard, long size) {
        this.storage = storage;
        this.shard = shard;
        this.size = size;
    }

    @Override
    long size() {
        return size;
    }

    /**
     * Copies hashes.
     *
     * @throws UncheckedIOException when a tile is missing or has another length
     */
    @Override
    void copy(int level, long from, int n, byte[] to) {
        for (int done = 0; done < n; ) {
            long number = (from + done) / TILE_WIDTH;
            int place = (int) ((from + done) % TILE_WIDTH);
            int piece = Math.min(n - done, TILE_WIDTH - place);
            byte[] bytes = tile(level, number);
            if ((place + piece) * TreeHash.LENGTH > bytes.length) {
                throw new UncheckedIOException(new IOException("the tree of the log " + shard + " has no such part"));
            }
            System.arraycopy(bytes, place * TreeHash.LENGTH, to, done * TreeHash.LENGTH, piece * TreeHash.LENGTH);
            done += piece;
        }
    }

    private byte[] tile(int level, long number) {
        int width = (int) Math.min(TILE_WIDTH, count(level, size) - number * TILE_WIDTH);
        if (width < 1) {
            throw new UncheckedIOException(new IOException("the tree of the log " + shard + " has no such tile"));
        }
        String path = Paths.tile(shard, TilePath.hashes(level, number, width));
        if (!path.equals(name)) {
            try {
                byte[] bytes = storage.readAll(path);
                if (bytes.length != width * TreeHash.LENGTH) {
                    throw new IOException(path + " has " + bytes.length + " bytes");
                }
                tile = bytes;
                name = path;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tile;
    }
}
