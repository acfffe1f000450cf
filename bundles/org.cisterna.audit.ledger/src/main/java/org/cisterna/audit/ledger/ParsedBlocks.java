// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.List;
import org.cisterna.audit.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Some blocks of entries that were read, compared with their hashes and parsed a moment ago. At a start several folds read the log from its beginning side by side: who is
 * first at a block parses it, who comes meanwhile waits for that, and who comes next finds it. So the first pays for both and the second comes up to it: they stay side by
 * side. Nothing is held that the memory is needed for. Safe for threads.
 */
final class ParsedBlocks {

    /** Entries in a block. */
    static final int WIDTH = 256;

    private static final int SLOTS = 8;

    private final Slot[] slots = new Slot[SLOTS];

    /** Reads entries from an index on. */
    @FunctionalInterface
    interface Reading {
        List<Envelope> read(long from, int max) throws IOException;
    }

    /** One block at a time; guarded by itself. */
    private static final class Slot {
        private long number = -1;
        private @Nullable SoftReference<List<Envelope>> entries;

        synchronized List<Envelope> block(long wanted, Reading reading) throws IOException {
            List<Envelope> known = number == wanted && entries != null ? entries.get() : null;
            if (known == null) {
                known = reading.read(wanted * WIDTH, WIDTH);
                number = wanted;
                entries = new SoftReference<>(known);
            }
            return known;
        }
    }

    ParsedBlocks() {
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    /**
     * A block.
     *
     * @param number of the block, all of whose entries are there
     * @param reading reads it from the disk
     * @return its entries, fewer than {@link #WIDTH} when they are very large
     * @throws IOException as the reading throws; then nothing is held
     */
    List<Envelope> block(long number, Reading reading) throws IOException {
        return slots[(int) (number % SLOTS)].block(number, reading);
    }
}
