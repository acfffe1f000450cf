// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.cisterna.audit.Envelope;
import org.cisterna.storage.Storage;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all logs again in the background, slowly: each record against its hash, and as an envelope that belongs where it stands; first of all the
 * segment of the current log with all that is in it. A start has looked at what was signed as little as it could; this reads the rest, and finds
 * what a disk changes while the platform runs. What is bad makes the ledger read-only and is named.
 */
final class Scrub {
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
    /** Long enough that a start is not slowed down by it. */
    static final Duration FIRST = Duration.ofMinutes(1);

    /** After a start that has not read all of the current log. */
    static final Duration SOON = Duration.ofSeconds(10);

    static final Duration AGAIN = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final int PAGE = 256;

    private final Storage storage;
    private final Logs logs;
    private final Health health;
    private final String node;
    private final BiConsumer<OpenLog, Instant> allRead;

    /** It is to end before it has come to its end. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A scrub.
     *
     * @param allRead is told that all of a log has been read since a moment and was good
     */
    Scrub(Storage storage, Logs logs, Health health, String node, BiConsumer<OpenLog, Instant> allRead) {
        this.storage = storage;
        this.logs = logs;
        this.health = health;
        this.node = node;
        this.allRead = allRead;
    }

    /**
     * Serves until it is stopped or has found something.
     *
     * @param first how long it waits before it begins
     */
    void serve(TimeSource house, Signal stop, Duration first) throws InterruptedException {
        Instant next = house.now().plus(first);
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
        Chain chain = logs.now();
        Instant began = house.now();
        if (!current(chain.current(), house, stop)) {
            return false;
        }
        if (!stop.isRaised()) {
            allRead.accept(chain.current(), began);
        }
        EnvelopeRules rules = new EnvelopeRules(node, "", 0);
        for (Log log : chain.logs()) {
            rules = rules.following(log);
            if (!entries(log, rules, house, stop) || !segment(log, house, stop)) {
                return false;
            }
        }
        LOG.debug("the logs were read again up to entry {}: all good", chain.size());
        return true;
    }

    private boolean entries(Log log, EnvelopeRules rules, TimeSource house, Signal stop) throws InterruptedException {
        long size = log.size();
        for (long next = 0; next < size && !stop.isRaised(); ) {
            Optional<Long> read = page(log, next, (int) Math.min(PAGE, size - next), rules);
            if (read.isEmpty()) {
                return false;
            }
            next += read.get();
            house.await(stop, house.now().plus(PAUSE));
        }
        return true;
    }

    /** Reads some; says how many, or nothing when one is bad. */
    private Optional<Long> page(Log log, long from, int max, EnvelopeRules rules) {
        try {
            List<Envelope> page = log.stored(from, max);
            for (Envelope each : page) {
                Optional<String> fault = rules.fault(each, each.index());
                if (fault.isPresent()) {
                    throw new LogReader.BadEntryException(
                            log.firstSequence() + each.index(), "was signed and does not belong there: " + fault.get());
                }
                if (log instanceof ClosedLog closed) {
                    closed.checkLeaf(each);
                }
            }
            return Optional.of((long) page.size());
        } catch (LogReader.BadEntryException e) {
            health.bad(e.sequence(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            long place = log.firstSequence() + from;
            health.bad(place, "The log cannot be read any more at entry " + place + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean current(OpenLog log, TimeSource house, Signal stop) {
        return segment(log, () -> new Rereading(storage, log, new Pace(house, stop)).run(health::note));
    }

    /** The entries of a log that has ended come from its bundles; its segment is looked at by itself. */
    private boolean segment(Log log, TimeSource house, Signal stop) {
        return !(log instanceof ClosedLog closed)
                || stop.isRaised()
                || segment(log, () -> closed.checkSegment(new Pace(house, stop)));
    }

    /** Reads a segment. */
    @FunctionalInterface
    private interface Reading {
        void run() throws IOException;
    }

    private boolean segment(Log log, Reading reading) {
        try {
            reading.run();
        } catch (Stopped e) {
            LOG.debug("the scrub of {} was stopped", log.shard());
        } catch (LogReader.BadEntryException e) {
            health.bad(e.sequence(), String.valueOf(e.getMessage()));
            return false;
        } catch (IOException e) {
            health.bad(
                    log.firstSequence(),
                    "The segment of the log " + log.shard() + " cannot be read any more: " + e.getMessage());
            return false;
        }
        return true;
    }

    /** Waits a little after each page. */
    private static final class Pace implements Runnable {
        private final TimeSource house;
        private final Signal stop;
        private int entries;

        Pace(TimeSource house, Signal stop) {
            this.house = house;
            this.stop = stop;
        }

        @Override
        public void run() {
            if (++entries % PAGE != 0) {
                return;
            }
            try {
                if (house.await(stop, house.now().plus(PAUSE))) {
                    throw new Stopped();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped();
            }
        }
    }
}
