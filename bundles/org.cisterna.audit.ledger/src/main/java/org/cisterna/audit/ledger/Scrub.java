// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole log again in the background, slowly: each record against its hash, and as an envelope that belongs where it stands. A start
 * has compared the hashes of what was signed and read only what came behind; this reads the rest, and finds what a disk changes while the
 * platform runs. What is bad makes the ledger read-only and is named.
 */
final class Scrub {
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
    /** Long enough that a start is not slowed down by it. */
    static final Duration FIRST = Duration.ofMinutes(1);

    static final Duration AGAIN = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final int PAGE = 256;

    private final LogState state;
    private final LogReader reader;
    private final Health health;
    private final String node;
    private final String shard;

    Scrub(LogState state, LogReader reader, Health health, String node, String shard) {
        this.state = state;
        this.reader = reader;
        this.health = health;
        this.node = node;
        this.shard = shard;
    }

    /** Serves until it is stopped or has found something. */
    void serve(TimeSource house, Signal stop) throws InterruptedException {
        Instant next = house.now().plus(FIRST);
        while (!house.await(stop, next) && pass(house, stop)) {
            next = house.now().plus(AGAIN);
        }
    }

    /**
     * Reads all that is there now.
     *
     * @return whether all was good; also when it was stopped before its end
     */
    boolean pass(TimeSource house, Signal stop) throws InterruptedException {
        EnvelopeRules rules = new EnvelopeRules(node, shard);
        long size = state.size();
        for (long next = 0; next < size && !stop.isRaised(); ) {
            Optional<Long> read = page(next, (int) Math.min(PAGE, size - next), rules);
            if (read.isEmpty()) {
                return false;
            }
            next += read.get();
            house.await(stop, house.now().plus(PAUSE));
        }
        LOG.debug("the log {} was read again up to entry {}: all good", shard, size);
        return true;
    }

    /** Reads some; says how many, or nothing when one is bad. */
    private Optional<Long> page(long from, int max, EnvelopeRules rules) {
        try {
            List<Envelope> page = reader.stored(from, max);
            for (Envelope each : page) {
                Optional<String> fault = rules.fault(each, each.index());
                if (fault.isPresent()) {
                    throw new LogReader.BadEntryException(
                            each.index(), "was signed and does not belong there: " + fault.get());
                }
            }
            return Optional.of((long) page.size());
        } catch (LogReader.BadEntryException e) {
            health.bad(e.index(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            health.bad(from, "The log cannot be read any more at entry " + from + ": " + e.getMessage());
        }
        return Optional.empty();
    }
}
