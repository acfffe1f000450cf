// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.storage.Storage;
import org.cisterna.time.TimeSource;

/**
 * How much room the disk has left. Below one bound that is worth a note; below a lower one nothing new is to be sent to a pump, so that the outcomes of what is under
 * way, and the stop, can still be entered. Looked at once a second at most. Safe for threads.
 */
final class Space {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final long MEBIBYTE = 1L << 20;

    private final Storage storage;
    private final TimeSource house;
    private final long low;
    private final long least;
    private Optional<Instant> looked = Optional.empty();
    private Optional<Long> usable = Optional.empty();

    Space(Storage storage, TimeSource house, LedgerOptions options) {
        this.storage = storage;
        this.house = house;
        this.low = options.lowDisk();
        this.least = options.leastDisk();
    }

    private synchronized Optional<Long> usable() {
        Instant now = house.now();
        if (looked.isEmpty() || !now.isBefore(looked.get().plus(FRESH))) {
            looked = Optional.of(now);
            try {
                usable = Optional.of(storage.usableBytes());
            } catch (IOException notTold) {
                usable = Optional.empty(); // a system that does not tell is no reason to stop anything
            }
        }
        return usable;
    }

    /** Whether the disk is full, or will be soon, looked at now: something could not be written. */
    synchronized boolean isShortNow() {
        looked = Optional.empty();
        return reason().isPresent();
    }

    /** Why nothing new is to be begun, in words; empty when there is room. */
    Optional<String> reason() {
        return usable().filter(bytes -> bytes < least)
                .map(bytes -> "The disk is nearly full: " + words(bytes) + " are left, fewer than the " + words(least)
                        + " that are kept for the outcomes of what is under way. Nothing new is sent to a pump, but for stops."
                        + " Make room; no restart is needed.");
    }

    /** That room runs out, in words; empty when there is plenty, and when there is too little, which is a reason. */
    Optional<String> note() {
        return usable().filter(bytes -> bytes >= least && bytes < low)
                .map(bytes -> "The disk has " + words(bytes) + " left, fewer than " + words(low) + ". Make room: below "
                        + words(least) + " nothing new is sent to a pump.");
    }

    private static String words(long bytes) {
        return bytes >= MEBIBYTE ? bytes / MEBIBYTE + " MiB" : bytes + " bytes";
    }
}
