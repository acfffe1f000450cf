// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Instant;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the next start needs: when the ledger is closed, and on the way when so many entries have come that reading them takes longer than
 * keeping. Never more than is signed. Safe for threads.
 */
final class StartKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(StartKeeper.class);
    /** What is written for each entry counts little beside the entry itself when this part of the log has come since. */
    private static final int PART = 32;

    private final StartCache cache;
    private final Logs logs;
    private final Health health;
    private final TimeSource house;
    private final long least;
    private String shard;
    private Instant read;
    private long kept;

    /**
     * A keeper.
     *
     * @param opened how the start has found the log
     * @param least how many entries have to come before it is kept again
     */
    StartKeeper(StartCache cache, Logs logs, Health health, Opened opened, TimeSource house, long least) {
        this.cache = cache;
        this.logs = logs;
        this.health = health;
        this.house = house;
        this.least = least;
        this.shard = opened.shard();
        this.read = opened.quick().map(QuickStart.Found::read).orElseGet(house::now);
        this.kept = opened.unread();
    }

    /** A checkpoint was published. */
    synchronized void published() {
        OpenLog log = current();
        long size = log.publisher().map(Publisher::size).orElse(0L);
        if (size - kept >= Math.max(least, size / PART)) {
            keep(log, size);
        }
    }

    /** All entries of a log have been read since a moment, and all were good. */
    synchronized void read(OpenLog log, Instant since) {
        if (current() == log) {
            read = since;
        }
    }

    /** The last checkpoint was published. */
    synchronized void ended() {
        OpenLog log = current();
        keep(log, log.publisher().map(Publisher::size).orElse(0L));
    }

    /** The current log. One that has begun since holds only what this process has entered. */
    private OpenLog current() {
        OpenLog log = logs.current();
        if (!log.shard().equals(shard)) {
            shard = log.shard();
            read = house.now();
            kept = 0;
        }
        return log;
    }

    private void keep(OpenLog log, long size) {
        if (size == 0 || !health.isWritable()) {
            return;
        }
        try {
            Publisher publisher = log.publisher().orElseThrow();
            cache.keep(publisher.key(), publisher.origin(), log.state(), size, read);
        } catch (IOException e) {
            LOG.warn("what the next start needs could not be kept, so that one reads more entries: {}", e.getMessage());
        }
        kept = size; // also where it has failed: it is not tried again with each checkpoint
    }
}
