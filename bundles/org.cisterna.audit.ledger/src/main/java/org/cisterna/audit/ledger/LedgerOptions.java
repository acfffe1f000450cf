// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * How a ledger is run.
 *
 * @param node the name of the node: lower case letters, digits, dots and hyphens, at most 63
 * @param publishEvery the least time between two checkpoints; zero: each append publishes one before it returns, without a thread
 * @param room bytes of a segment that are made beforehand at a time; as many are the reserve for a full disk
 * @param lowDisk bytes of free disk below which the status has a note
 * @param leastDisk bytes of free disk below which nothing new is to be begun
 * @param replaceKey the id of the node's key when that is to be replaced at the start, 8 hexadecimal digits; else empty
 * @param keepEvery the least number of entries after which what a start needs is kept again
 * @param restored log and size of the newest checkpoint of a restored data folder, {@code 2026-1@303}; else empty
 */
public record LedgerOptions(
        String node,
        Duration publishEvery,
        int room,
        long lowDisk,
        long leastDisk,
        String replaceKey,
        long keepEvery,
        String restored) {
    /** A tenth of a second is long enough for many appends and short enough for a reader. */
    private static final Duration PUBLISH_EVERY = Duration.ofMillis(100);

    private static final int ROOM = 512 * 1024;

    /** They are read in a tenth of a second. */
    private static final long KEEP_EVERY = 16_384;

    private static final long MEBIBYTE = 1L << 20;

    /** Checks the name. */
    public LedgerOptions {
        if (!NodeKey.isName(node)) {
            throw new IllegalArgumentException(
                    "'" + node + "' cannot be the name of a node: lower case letters, digits,"
                            + " dots and hyphens, at most 63, for example cisterna or ward-3.hospital.example");
        }
        if (!replaceKey.matches("|[0-9a-f]{8}")) {
            throw new IllegalArgumentException("replaceKey is '" + replaceKey
                    + "'; give the id of the key to be replaced, the 8 digits between the"
                    + " two + in DIR/ledger.vkey");
        }
        Restored.Said.of(restored);
        if (publishEvery.isNegative() || room < 1024) {
            throw new IllegalArgumentException("checkpoints every " + publishEvery + " and " + room
                    + " bytes of room: neither can be less than 0 and 1024");
        }
        if (leastDisk < 0 || lowDisk < leastDisk) {
            throw new IllegalArgumentException("lowDiskMebibytes is " + lowDisk / MEBIBYTE + " and leastDiskMebibytes "
                    + leastDisk / MEBIBYTE + ": neither can be negative, and the first not less than the second");
        }
    }

    /** One whose key stays, and that does not ask how full the disk is. */
    public LedgerOptions(String node, Duration publishEvery, int room) {
        this(node, publishEvery, room, 0, 0, "", KEEP_EVERY, "");
    }

    /** The usual ones for a node. */
    public static LedgerOptions of(String node) {
        return new LedgerOptions(node, PUBLISH_EVERY, ROOM);
    }

    /** The same with a key to be replaced. */
    public LedgerOptions replacing(String key) {
        return new LedgerOptions(node, publishEvery, room, lowDisk, leastDisk, key, keepEvery, restored);
    }

    /** The same on a restored folder. */
    public LedgerOptions restoredAt(String place) {
        return new LedgerOptions(node, publishEvery, room, lowDisk, leastDisk, replaceKey, keepEvery, place);
    }

    /** The same with bounds for free disk, in MiB. */
    public LedgerOptions keeping(long lowMebibytes, long leastMebibytes) {
        return new LedgerOptions(
                node,
                publishEvery,
                room,
                lowMebibytes * MEBIBYTE,
                leastMebibytes * MEBIBYTE,
                replaceKey,
                keepEvery,
                restored);
    }

    /** The same that keeps what a start needs so often. */
    public LedgerOptions keptEvery(long entries) {
        return new LedgerOptions(node, publishEvery, room, lowDisk, leastDisk, replaceKey, entries, restored);
    }

    Optional<Restored.Said> said() {
        return Restored.Said.of(restored);
    }
}
