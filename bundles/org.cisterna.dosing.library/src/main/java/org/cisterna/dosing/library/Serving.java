// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import org.cisterna.pump.Answer;
import org.cisterna.pump.Violation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what is in force, and serves no limits while that is not known or nothing is: a required limiter that is missing blocks. Drugs are
 * served all the time, those of the data that was good last: a stop names what it does even then.
 */
final class Serving {

    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    /** Makes a library a service. */
    interface Registrar {

        /**
         * Makes it a service.
         *
         * @param library what is served
         * @param limits whether as the limiter; else as the drugs
         * @return ends it
         */
        Runnable register(LibraryInForce library, boolean limits);
    }

    private record Served(LibraryInForce library, Runnable end) {}

    private final LibraryEditions editions;
    private final Registrar registrar;
    private @Nullable Served served;
    private @Nullable Runnable limits;
    private String lastTrouble = "";
    private boolean ended;

    Serving(LibraryEditions editions, Registrar registrar) {
        this.editions = editions;
        this.registrar = registrar;
    }

    /** Before any ledger was read: drugs alone. */
    synchronized void begin() {
        serve(editions.lastGood(), false);
    }

    /** With what the ledger says now. The old service ends before the new one begins, so that never two of them speak. */
    synchronized void update() {
        if (ended) {
            // who reads the ledger may come late: served now it would never end, and two would speak after the next
            // start
            return;
        }
        Answer<LibraryData> now = editions.inForce();
        if (now.isDone()) {
            lastTrouble = "";
            serve(now.orElseThrow(), true);
            return;
        }
        String trouble =
                now.violations().stream().map(Violation::message).findFirst().orElse("");
        if (!trouble.equals(lastTrouble)) {
            LOG.error("the drug library serves no limits, so every draft is blocked: {}", trouble);
            lastTrouble = trouble;
        }
        serve(editions.lastGood(), false);
    }

    /** The drugs stay as they are when only limits come or go: whoever is just taking them would be left without. */
    private void serve(LibraryData data, boolean withLimits) {
        Served now = served;
        if (now == null || !now.library().digest().equals(data.digest())) {
            endServed();
            LibraryInForce library = new LibraryInForce(data);
            now = new Served(library, registrar.register(library, false));
            served = now;
        }
        if (!withLimits) {
            endLimits();
        } else if (limits == null) {
            limits = registrar.register(now.library(), true);
        }
    }

    private void endLimits() {
        Runnable old = limits;
        if (old != null) {
            limits = null;
            old.run();
        }
    }

    /** Nothing is served any more, whatever is read from now on. */
    synchronized void end() {
        ended = true;
        endServed();
    }

    private void endServed() {
        endLimits();
        Served old = served;
        if (old != null) {
            served = null;
            old.end().run();
        }
    }
}
