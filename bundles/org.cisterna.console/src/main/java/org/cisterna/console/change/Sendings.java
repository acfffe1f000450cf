// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.cisterna.therapy.DoseChange;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends that are under way. A send takes from seconds to minutes, which is longer than a browser, a proxy or a person waits; so it runs on a thread
 * of its own, and the page that began it looks at it. What comes of it is never kept here: it stands in the ledger, and every page asks {@code
 * Therapy} for it. Kept is only that it runs, and why it was refused when nothing was sent at all. Thread-safe.
 */
final class Sendings {

    private static final Logger LOG = LoggerFactory.getLogger(Sendings.class);
    private static final int MOST = 200;

    /**
     * Why nothing was sent.
     *
     * @param at house time
     * @param why every reason
     */
    record NotBegun(Instant at, List<Violation> why) {
        NotBegun {
            why = List.copyOf(why);
        }
    }

    private final Threads threads;
    private final TimeSource house;
    private final Map<String, Signal> underWay = new LinkedHashMap<>();
    private final Map<String, NotBegun> refused = new LinkedHashMap<>();

    Sendings(Threads threads, TimeSource house) {
        this.threads = threads;
        this.house = house;
    }

    /** Begins, unless this change is being sent already. */
    void begin(String change, Supplier<Answer<DoseChange>> send) {
        Signal ended;
        synchronized (underWay) {
            if (underWay.containsKey(change)) {
                return;
            }
            ended = threads.newSignal();
            underWay.put(change, ended);
            refused.remove(change);
        }
        try {
            threads.start("console send " + change, () -> run(change, ended, send));
        } catch (IllegalStateException stopping) {
            over(change, ended);
            throw stopping;
        }
    }

    private void run(String change, Signal ended, Supplier<Answer<DoseChange>> send) {
        try {
            Answer<DoseChange> answer = send.get();
            if (!answer.isDone()) {
                synchronized (underWay) {
                    if (refused.size() >= MOST) {
                        refused.remove(refused.keySet().iterator().next());
                    }
                    refused.put(change, new NotBegun(house.now(), answer.violations()));
                }
            }
        } catch (RuntimeException bug) {
            LOG.error("sending a change of dose failed; what became of it is in the ledger", bug);
        } finally {
            over(change, ended);
        }
    }

    private void over(String change, Signal ended) {
        synchronized (underWay) {
            underWay.remove(change);
        }
        ended.raise();
    }

    /** Waits for the end of a send, for so long at most. */
    void await(String change, Duration most) {
        Signal ended;
        synchronized (underWay) {
            ended = underWay.get(change);
        }
        if (ended == null) {
            return;
        }
        try {
            house.await(ended, house.now().plus(most));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is being sent by a thread of ours. */
    boolean isUnderWay(String change) {
        synchronized (underWay) {
            return underWay.containsKey(change);
        }
    }

    /** Why the last attempt sent nothing, when it did not even begin. */
    Optional<NotBegun> notBegun(String change) {
        synchronized (underWay) {
            return Optional.ofNullable(refused.get(change));
        }
    }
}
