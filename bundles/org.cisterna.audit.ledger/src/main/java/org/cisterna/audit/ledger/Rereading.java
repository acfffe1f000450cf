// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.cisterna.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the segment of the current log once more, as a start does that reads all of it: every group, every checksum, every record against its
 * hash. Entry bundles that are not what follows from that are made again. For one thread, once.
 */
final class Rereading implements SegmentScan.Visitor {
    private static final Logger LOG = LoggerFactory.getLogger(Rereading.class);
    private static final int NAMED = 5;

    private final Storage storage;
    private final OpenLog log;
    private final Runnable each;
    private final TreeHash hash = new TreeHash();
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    private final List<String> made = new ArrayList<>();
    private final long size;
    private final long published;
    private long read;
    private OptionalLong changed = OptionalLong.empty();

    /**
     * A reading of what is there now.
     *
     * @param each called after each entry
     */
    Rereading(Storage storage, OpenLog log, Runnable each) {
        this.storage = storage;
        this.log = log;
        this.each = each;
        this.size = log.size();
        this.published = log.publisher().map(Publisher::size).orElse(0L);
    }

    /**
     * Reads.
     *
     * @param noted is told which files were made again
     * @throws LogReader.BadEntryException for the first bad entry
     */
    void run(Consumer<String> noted) throws IOException {
        if (size == 0) {
            return;
        }
        SegmentScan scan = SegmentScan.until(
                storage, Paths.segment(log.shard()), log.state().groupEnd(size), size, this);
        if (!made.isEmpty()) {
            noted.accept("Files of the log " + log.shard() + " that follow from its entries were missing or not as they"
                    + " should be, and were made again: "
                    + String.join(", ", made.subList(0, Math.min(NAMED, made.size())))
                    + (made.size() > NAMED ? " and " + (made.size() - NAMED) + " others" : "") + ".");
        }
        if (changed.isPresent()) {
            throw bad(changed.getAsLong(), "was changed after it was entered");
        }
        if (read < size || scan.state() != SegmentScan.State.CLEAN) {
            throw bad(
                    read, "is damaged on the disk; the entries before it are good, those from it on cannot be trusted");
        }
    }

    private LogReader.BadEntryException bad(long index, String words) {
        return new LogReader.BadEntryException(log.firstSequence() + index, "of the log " + log.shard() + " " + words);
    }

    @Override
    public void record(byte[] bytes, int offset, SegmentScan.Place place) {
        if (changed.isPresent() || read == size) {
            return;
        }
        if (!Arrays.equals(hash.leaf(bytes, offset, place.length()), log.state().leaf(read))) {
            changed = OptionalLong.of(read);
            return;
        }
        bundle.write(place.length() >>> 8);
        bundle.write(place.length());
        bundle.write(bytes, offset, place.length());
        read++;
        if (read % Tree.TILE_WIDTH == 0) {
            if (read <= published) {
                compare(TilePath.entries(read / Tree.TILE_WIDTH - 1, Tree.TILE_WIDTH));
            }
            bundle.reset();
        }
        each.run();
    }

    private void compare(TilePath tile) {
        try {
            if (!isRight(tile)) {
                log.publisher().orElseThrow().restore(tile, bundle.toByteArray());
                made.add(tile.text());
            }
        } catch (IOException e) {
            LOG.warn("{} of the log {} could not be made again: {}", tile.text(), log.shard(), e.getMessage());
        }
    }

    private boolean isRight(TilePath tile) throws IOException {
        try {
            return Arrays.equals(storage.readAll(Paths.tile(log.shard(), tile)), bundle.toByteArray());
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
