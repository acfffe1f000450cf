// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.cisterna.storage.Storage;

/** Finds the first entry that was changed after it was signed. */
final class FirstChange {

    private FirstChange() {}

    /**
     * Where the entries differ from the hash tiles on the disk, provided that those are what was signed.
     *
     * @param found what the entries are
     */
    static OptionalLong of(Storage storage, String shard, Checkpoint signed, LogState found) throws IOException {
        HashTree tiles = new HashTree();
        for (TilePath tile : StaticFiles.tiles(0, signed.size())) {
            if (tile.level() == 0 && storage.exists(Paths.tile(shard, tile))) {
                byte[] bytes = storage.readAll(Paths.tile(shard, tile));
                for (int i = 0;
                        i + TreeHash.LENGTH <= bytes.length && tiles.size() < signed.size();
                        i += TreeHash.LENGTH) {
                    tiles.append(Arrays.copyOfRange(bytes, i, i + TreeHash.LENGTH));
                }
            }
        }
        if (tiles.size() == signed.size()
                && Hashes.digest(tiles.root(signed.size())).equals(signed.root())) {
            for (long i = 0; i < signed.size(); i++) {
                if (!Arrays.equals(tiles.leaf(i), found.leaf(i))) {
                    return OptionalLong.of(i);
                }
            }
        }
        return OptionalLong.empty();
    }
}
