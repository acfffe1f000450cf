// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.cisterna.storage.Storage;
import org.cisterna.storage.Storage.Mode;
import org.cisterna.storage.StorageFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the current log without reading all of it. The hashes of its entries come from the full hash tiles, their places from
 * {@link StartCache}; what is behind the last full tile of those is read. All of it together has to lead to the root that was signed last,
 * and everything behind that is checked as ever. Where anything does not fit there is no quick start, and nothing is decided about it here:
 * the log is then read whole. What a quick start has not read, {@link Scrub} reads soon after it.
 */
final class QuickStart {
    private static final Logger LOG = LoggerFactory.getLogger(QuickStart.class);

    private final Storage storage;
    private final StartCache cache;
    private final NodeKey key;
    private final Checkpoint signed;
    private final String shard;
    private final Instant now;

    /**
     * What a quick start has found, all of it good.
     *
     * @param check the entries
     * @param scan how the segment ends
     * @param unread how many entries at the beginning were not read; whole tiles
     * @param read when they had been read last
     */
    record Found(RecordCheck check, SegmentScan scan, long unread, Instant read) {}

    /**
     * A quick start.
     *
     * @param signed what was signed last
     */
    QuickStart(Storage storage, StartCache cache, NodeKey key, Checkpoint signed, Instant now) {
        this.storage = storage;
        this.cache = cache;
        this.key = key;
        this.signed = signed;
        this.shard = ShardName.ofOrigin(signed.origin());
        this.now = now;
    }

    /** The log; empty when it has to be read whole, and then the reason is in the platform's own log. */
    Optional<Found> found(long firstSequence) {
        try {
            Found found = from(cache.kept(key, signed, now), firstSequence);
            LOG.info(
                    "of the {} entries of the log {} the first {} are left to the scrub; they lead to what was signed",
                    found.check().state().size(),
                    shard,
                    found.unread());
            return Optional.of(found);
        } catch (StartCache.Unfit e) {
            LOG.info(
                    "all entries of the log {} are read, and what is kept for a start is not used: {}",
                    shard,
                    e.getMessage());
        } catch (IOException e) {
            LOG.warn(
                    "all entries of the log {} are read, for a start without that has failed: {}",
                    shard,
                    e.getMessage());
        }
        return Optional.empty();
    }

    private Found from(StartCache.Kept kept, long firstSequence) throws IOException, StartCache.Unfit {
        Places places = kept.places();
        int size = places.count();
        int inTiles = (size - 1) / Tree.TILE_WIDTH * Tree.TILE_WIDTH;
        LogState state = new LogState(tiles(inTiles), places.first(inTiles));
        String path = Paths.segment(shard);
        RecordCheck check;
        try (StorageFile segment = storage.open(path, Mode.READ)) {
            Optional<byte[]> first = Optional.empty();
            if (inTiles > 0) {
                byte[] record = Segment.read(segment, places.position(0), places.length(0));
                if (!Arrays.equals(new TreeHash().leaf(record), state.leaf(0))) {
                    throw new StartCache.Unfit("the first entry does not belong to the hash tiles");
                }
                first = Optional.of(record);
            }
            check = RecordCheck.behind(key.name(), shard, firstSequence, signed.size(), state, first);
            for (int i = inTiles; i < size; i++) {
                byte[] record = Segment.read(segment, places.position(i), places.length(i));
                check.record(record, 0, new SegmentScan.Place(places.position(i), places.length(i), 0));
            }
        }
        if (check.wrong().isPresent() || !Hashes.digest(state.root(size)).equals(kept.root())) {
            throw new StartCache.Unfit("tiles and entries do not lead to its root");
        }
        SegmentScan scan = SegmentScan.behind(storage, path, places.groupEnd(size - 1), size, signed.size(), check);
        if (!check.proves(scan, Optional.of(signed))) {
            throw new StartCache.Unfit("what is behind its " + size + " entries is not good");
        }
        return new Found(check, scan, inTiles, kept.read());
    }

    /** The hashes of full tiles, as they lie on the disk: good when they lead to the root. */
    private HashTree tiles(int entries) throws IOException, StartCache.Unfit {
        HashTree tree = new HashTree();
        for (int n = 0; n < entries / Tree.TILE_WIDTH; n++) {
            String path = Paths.tile(shard, TilePath.hashes(0, n, Tree.TILE_WIDTH));
            byte[] tile = storage.readAll(path);
            if (tile.length != Tree.TILE_WIDTH * TreeHash.LENGTH) {
                throw new StartCache.Unfit(path + " has " + tile.length + " bytes");
            }
            tree.appendTile(tile);
        }
        return tree;
    }
}
