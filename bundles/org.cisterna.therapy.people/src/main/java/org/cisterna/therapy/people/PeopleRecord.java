// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.therapy.PeopleEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the ledger about people. What cannot be entered now waits, the oldest first, and is tried again at the next occasion; beyond a bound
 * the oldest is given up, with a line in the log. No lock of this bundle is held while the
 * ledger writes.
 */
final class PeopleRecord {

    /** The one who did what nobody did who is recognised. */
    static final Actor PLATFORM = Actor.system("therapy.people");

    private static final Logger LOG = LoggerFactory.getLogger(PeopleRecord.class);
    private static final int ACCOUNTS_PER_ENTRY = 40;
    private static final int MOST_WAITING = 1000;

    private final Supplier<Optional<Ledger>> ledger;
    private final ConcurrentLinkedQueue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private SortedMap<String, PeopleEntry.Account> told = new TreeMap<>();
    private boolean started;

    PeopleRecord(Supplier<Optional<Ledger>> ledger) {
        this.ledger = ledger;
    }

    /** Looks for what differs from what was told last. */
    void accounts(PeopleFolder.Contents contents) {
        SortedMap<String, PeopleEntry.Account> now = new TreeMap<>();
        contents.accounts().forEach((id, account) -> now.put(id, account.entry()));
        contents.problems().keySet().stream()
                .filter(id -> !id.isEmpty())
                .forEach(id ->
                        now.put(id, new PeopleEntry.Account(id, PeopleEntry.State.REFUSED, List.of(), List.of())));
        for (PeopleEntry entry : differences(now)) {
            add(entry);
        }
    }

    private synchronized List<PeopleEntry> differences(SortedMap<String, PeopleEntry.Account> now) {
        List<PeopleEntry.Account> changed = new ArrayList<>();
        now.values().stream()
                .filter(each -> !each.equals(told.get(each.account())))
                .forEach(changed::add);
        told.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id ->
                        changed.add(new PeopleEntry.Account(id, PeopleEntry.State.REMOVED, List.of(), List.of())));
        boolean atStart = !started;
        told = now;
        started = true;
        List<PeopleEntry> entries = new ArrayList<>();
        for (int from = 0; from < changed.size(); from += ACCOUNTS_PER_ENTRY) {
            entries.add(new PeopleEntry.Accounts(
                    atStart, changed.subList(from, Math.min(changed.size(), from + ACCOUNTS_PER_ENTRY))));
        }
        return entries;
    }

    private void add(PeopleEntry entry) {
        add(entry, PLATFORM);
    }

    /** Keeps one fact for the next {@link #flush}. */
    void add(PeopleEntry entry, Actor actor) {
        waiting.add(Entry.of(entry.type(), PeopleEntry.VERSION, actor)
                .body(entry.toJson())
                .build());
        while (waiting.size() > MOST_WAITING && waiting.poll() != null) {
            LOG.error("an entry about people was given up: the ledger has been away for too long");
        }
    }

    /** Enters what waits. */
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        Optional<Ledger> there = ledger.get().filter(each -> each.status().writable());
        if (there.isEmpty()) {
            return;
        }
        for (Entry next = waiting.poll(); next != null; next = waiting.poll()) {
            try {
                there.get().append(next);
            } catch (LedgerUnavailableException unavailable) {
                waiting.add(next);
                LOG.warn("an entry about people waits for the ledger: {}", unavailable.getMessage());
                return;
            }
        }
    }
}
