// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.cisterna.storage.StoragePath;

/**
 * The files of a log that follow from its entries: hash tiles and entry bundles as C2SP tlog-tiles has them. They are written behind the
 * truth and made again when a crash has eaten them. One thread at a time writes.
 */
final class StaticFiles {
    private final Storage storage;
    private final String shard;
    private final LogState state;
    private final LogReader reader;

    StaticFiles(Storage storage, String shard, LogState state, LogReader reader) {
        this.storage = storage;
        this.shard = shard;
        this.state = state;
        this.reader = reader;
    }

    /** All tiles of a tree of a size that a tree of an older size has not, full ones and the partial ones at its right edge. */
    static List<TilePath> tiles(long oldSize, long size) {
        List<TilePath> tiles = new ArrayList<>();
        for (int level = 0; Tree.count(level, size) > 0; level++) {
            long oldCount = Tree.count(level, oldSize);
            long count = Tree.count(level, size);
            for (long n = oldCount / Tree.TILE_WIDTH; n * Tree.TILE_WIDTH < count; n++) {
                int width = (int) Math.min(Tree.TILE_WIDTH, count - n * Tree.TILE_WIDTH);
                if (oldCount < n * Tree.TILE_WIDTH + width) {
                    tiles.add(TilePath.hashes(level, n, width));
                    if (level == 0) {
                        tiles.add(TilePath.entries(n, width));
                    }
                }
            }
        }
        return tiles;
    }

    /** The bytes of a tile; empty when a tree of that size has no such tile. */
    Optional<byte[]> bytes(TilePath path, long size) throws IOException {
        long count = Tree.count(Math.max(path.level(), 0), size);
        if (path.number() * Tree.TILE_WIDTH + path.width() > count) {
            return Optional.empty();
        }
        return Optional.of(
                path.isEntries() ? reader.bundle(path.number() * Tree.TILE_WIDTH, path.width()) : state.tile(path));
    }

    /** Writes the tiles that a checkpoint of this size needs and the one before had not. */
    void write(long oldSize, long size) throws IOException {
        for (TilePath tile : tiles(oldSize, size)) {
            write(tile, bytes(tile, size).orElseThrow());
        }
    }

    /** Writes one. */
    void write(TilePath tile, byte[] bytes) throws IOException {
        String path = Paths.tile(shard, tile);
        storage.createDirectories(StoragePath.parent(path));
        try (StorageFile file = storage.open(path, Mode.CREATE)) {
            file.write(0, ByteBuffer.wrap(bytes));
            file.truncate(bytes.length);
        }
    }

    /** The tiles at the right edge of a tree of a size that are not full. */
    private static List<TilePath> partials(long size) {
        List<TilePath> partials = new ArrayList<>();
        for (int level = 0; Tree.count(level, size) > 0; level++) {
            long count = Tree.count(level, size);
            int width = (int) (count % Tree.TILE_WIDTH);
            if (width > 0) {
                partials.add(TilePath.hashes(level, count / Tree.TILE_WIDTH, width));
                if (level == 0) {
                    partials.add(TilePath.entries(count / Tree.TILE_WIDTH, width));
                }
            }
        }
        return partials;
    }

    /** Removes the partial tiles of an older checkpoint that a newer one does not need. */
    void sweep(long oldSize, long size) throws IOException {
        List<TilePath> needed = partials(size);
        for (TilePath old : partials(oldSize)) {
            if (!needed.contains(old)) {
                storage.delete(Paths.tile(shard, old));
                if ((old.number() + 1) * Tree.TILE_WIDTH <= Tree.count(Math.max(old.level(), 0), size)) {
                    storage.delete(Paths.log(shard) + "/" + old.partialFolder());
                }
            }
        }
    }

    /**
     * What {@link #restore} found.
     *
     * @param missing files that were not there
     * @param different files with other bytes than they should have, by name
     */
    record Restored(int missing, List<String> different) {}

    /**
     * Makes tiles of a checkpoint of this size right again; only at the start, when the entries were just hashed.
     *
     * @param unread how many at the beginning were not, whole tiles: their hashes come from the tiles, their bundles are left as they are
     */
    Restored restore(long size, long unread) throws IOException {
        int missing = 0;
        List<String> different = new ArrayList<>();
        for (TilePath tile : tiles(0, size)) {
            if (tile.level() <= 0 && (tile.number() + 1) * Tree.TILE_WIDTH <= unread) {
                continue;
            }
            String path = Paths.tile(shard, tile);
            try {
                if (Arrays.equals(storage.readAll(path), atStart(tile))) {
                    continue;
                }
                different.add(tile.text());
            } catch (FileNotFoundException e) {
                missing++;
            }
            write(tile, bytes(tile, size).orElseThrow());
        }
        return new Restored(missing, different);
    }

    /** As it should be; the entries have been read and hashed just before, in this very start. */
    private byte[] atStart(TilePath tile) throws IOException {
        return tile.isEntries()
                ? reader.bundleJustChecked(tile.number() * Tree.TILE_WIDTH, tile.width())
                : state.tile(tile);
    }

    /** Removes partial tiles that crashes have left and a checkpoint of this size does not need. */
    void removeStrays(long size) throws IOException {
        removeStrayPartials("tile", partials(size));
    }

    private void removeStrayPartials(String folder, List<TilePath> needed) throws IOException {
        for (String name : storage.list(Paths.log(shard) + "/" + folder)) {
            String path = folder + "/" + name;
            if (name.endsWith(".p")) {
                for (String width : storage.list(Paths.log(shard) + "/" + path)) {
                    Optional<TilePath> tile = TilePath.parse(path + "/" + width);
                    if (tile.isEmpty() || !needed.contains(tile.get())) {
                        storage.delete(Paths.log(shard) + "/" + path + "/" + width);
                    }
                }
            } else if (!name.matches("[0-9]{3}")) {
                removeStrayPartials(path, needed);
            }
        }
    }
}
