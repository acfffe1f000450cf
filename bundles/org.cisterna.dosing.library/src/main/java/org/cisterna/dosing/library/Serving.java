// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.Optional;
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
         * @param withLimits whether as a limiter too
         * @return ends it
         */
        Runnable register(LibraryInForce library, boolean withLimits);
    }

    private record Served(LibraryData data, boolean withLimits, Runnable end) {}

    private final LibraryEditions editions;
    private final Registrar registrar;
    private @Nullable Served served;
    private String lastTrouble = "";

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

    private void serve(LibraryData data, boolean withLimits) {
        Optional<Served> old = Optional.ofNullable(served);
        if (old.filter(each -> each.data().digest().equals(data.digest()) && each.withLimits() == withLimits)
                .isPresent()) {
            return;
        }
        end();
        served = new Served(data, withLimits, registrar.register(new LibraryInForce(data), withLimits));
    }

    /** Nothing is served any more. */
    synchronized void end() {
        Served old = served;
        if (old != null) {
            served = null;
            old.end().run();
        }
    }
}
