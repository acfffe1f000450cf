// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.SearchEntry;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.time.TimeSource;

/**
 * Enters who searched: an export each time, a search once per reader, query and hour of house time, whichever of its pages came first. Who
 * turns pages or lets a page refresh does not fill the ledger. Forgets with the process, so a search may be entered once more after a start.
 * Thread-safe.
 */
final class SearchRecord {

    /** More are not remembered; then a search is entered once more rather than not at all. */
    static final int MOST_REMEMBERED = 10_000;

    /** What was asked by whom. */
    private record Asked(String reader, String way, String what, JsonObject query) {}

    private final Supplier<Optional<Ledger>> ledger;
    private final TimeSource house;
    private final Set<Asked> asked = new HashSet<>();
    private Instant hour = Instant.MIN;

    SearchRecord(Supplier<Optional<Ledger>> ledger, TimeSource house) {
        this.ledger = ledger;
        this.house = house;
    }

    /** Why it could not be entered, in words; empty when it is in the ledger. */
    String enter(SearchEntry search, Actor reader) {
        Asked key = key(search, reader);
        if (!search.exported() && isKnown(key)) {
            return "";
        }
        String trouble = "it is not there";
        Optional<Ledger> there = ledger.get();
        if (there.isPresent()) {
            try {
                there.get().append(search.by(reader));
                if (!search.exported()) {
                    remember(key);
                }
                return "";
            } catch (LedgerUnavailableException unavailable) {
                trouble = String.valueOf(unavailable.getMessage());
            }
        }
        return "This search was not entered in the ledger: " + trouble;
    }

    /** Pages of one query are the same query. */
    private static Asked key(SearchEntry search, Actor reader) {
        JsonObject.Builder query = Json.object();
        for (String name : search.query().names()) {
            if (!name.equals("before")) {
                query.put(name, search.query().get(name).orElseThrow());
            }
        }
        return new Asked(reader.id(), reader.via(), search.what(), query.build());
    }

    private synchronized boolean isKnown(Asked key) {
        Instant now = house.now().truncatedTo(ChronoUnit.HOURS);
        if (!now.equals(hour) || asked.size() >= MOST_REMEMBERED) {
            hour = now;
            asked.clear();
        }
        return asked.contains(key);
    }

    private synchronized void remember(Asked key) {
        asked.add(key);
    }
}
