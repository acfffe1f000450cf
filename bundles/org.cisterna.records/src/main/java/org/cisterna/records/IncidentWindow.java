// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryAnswer.Reason;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.IncidentRequest;
import org.cisterna.pump.ManualEntries;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Release;
import org.cisterna.therapy.ChangeEntry;
import org.cisterna.therapy.VisitEntry;

/**
 * The entries that belong to a pump and a time: all about the pump in that time, what the platform itself entered then, and of the time before what
 * says who the pump is, how it was last read, and which software ran. For one thread.
 */
final class IncidentWindow {

    private static final List<String> PLATFORM = List.of("ledger", "provision", PumpEntries.DriverChange.TYPE);
    private static final List<String> WHO =
            List.of(PumpEntries.Paired.TYPE, ManualEntries.Registered.TYPE, VisitEntry.Enrolled.TYPE);
    private static final Set<String> ENDS_A_DRAFT = Set.of(Release.ENTRY_TYPE, ChangeEntry.Voided.TYPE);
    /** No draft lives as long; one that ran out leaves no entry. */
    private static final Duration LONGEST_DRAFT = Duration.ofDays(1);

    private final Function<EntryQuery, EntryAnswer> search;
    private final IncidentRequest request;
    private final SortedMap<Long, Envelope> entries = new TreeMap<>();

    /** Cannot be answered. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<Reason> reasons;

        Refused(List<Reason> reasons) {
            super(reasons.get(0).message());
            this.reasons = reasons;
        }

        List<Reason> reasons() {
            return reasons;
        }
    }

    IncidentWindow(Function<EntryQuery, EntryAnswer> search, IncidentRequest request) throws Refused {
        this.search = search;
        this.request = request;
        EntryQuery inside =
                EntryQuery.newest(EntryQuery.MAX_SIZE).from(request.from()).until(request.until());
        EntryQuery before = EntryQuery.newest(EntryQuery.MAX_SIZE).until(request.from());
        all(inside.about(request.pump()));
        if (entries.isEmpty() && newest(before.about(request.pump()), 1).isEmpty()) {
            throw new Refused(List.of(new Reason(
                    EntryQuestion.BAD_VALUE,
                    "pump",
                    "The ledger holds nothing about the pump " + Texts.shown(request.pump(), 120)
                            + " up to that time; a pump is manufacturer/serial, as Acme/S-0042.")));
        }
        for (String type : PLATFORM) {
            all(inside.ofType(type));
        }
        for (String type : WHO) {
            all(before.about(request.pump()).ofType(type));
        }
        keep(newest(before.about(request.pump()).ofType(PumpEntries.Reading.TYPE), 1));
        lastStart(before.ofType(PumpEntries.DriverChange.TYPE));
        lastStart(before.ofType("provision.started"));
    }

    /** All that the newest start among them has entered: each start enters all drivers and bundles anew. */
    private void lastStart(EntryQuery query) throws Refused {
        Optional<String> boot = newest(query, 1).stream().findFirst().map(Envelope::boot);
        if (boot.isPresent()) {
            allUntil(query, each -> !each.boot().equals(boot.get()));
        }
    }

    private void keep(List<Envelope> found) throws Refused {
        found.forEach(each -> entries.put(each.sequence(), each));
        if (entries.size() > IncidentFiles.MOST_ENTRIES) {
            throw new Refused(List.of(new Reason(
                    EntryQuestion.BAD_VALUE,
                    "from",
                    "This time holds more than " + IncidentFiles.MOST_ENTRIES
                            + " entries; freeze a shorter one, and the rest in another file.")));
        }
    }

    private void all(EntryQuery query) throws Refused {
        allUntil(query, each -> false);
    }

    /** From the newest one back, up to the first that does not belong to them any more. */
    private void allUntil(EntryQuery query, Predicate<Envelope> over) throws Refused {
        EntryQuery rest = query;
        while (true) {
            EntryPage page = page(rest);
            List<Envelope> found =
                    page.entries().stream().takeWhile(each -> !over.test(each)).toList();
            keep(found);
            if (page.next().isEmpty() || found.size() < page.entries().size()) {
                return;
            }
            rest = rest.before(page.next().getAsLong());
        }
    }

    private List<Envelope> newest(EntryQuery query, int most) throws Refused {
        List<Envelope> found = new ArrayList<>();
        EntryQuery rest = query;
        while (found.size() < most) {
            EntryPage page = page(rest);
            found.addAll(page.entries().subList(0, Math.min(page.entries().size(), most - found.size())));
            if (page.next().isEmpty()) {
                break;
            }
            rest = rest.before(page.next().getAsLong());
        }
        return found;
    }

    private EntryPage page(EntryQuery query) throws Refused {
        EntryAnswer answer = search.apply(query);
        if (answer instanceof EntryAnswer.Refused refused) {
            throw new Refused(refused.reasons());
        }
        EntryPage page = (EntryPage) answer;
        if (page.state().isBehind()) {
            throw new Refused(List.of(new Reason(
                    EntryQuestion.SERVICE_MISSING,
                    "",
                    "The index of the ledger lacks " + page.state().behind()
                            + " entries yet, so a file could miss some; try again in a moment.")));
        }
        return page;
    }

    /** What was found, the oldest first. */
    List<Envelope> entries() {
        return List.copyOf(entries.values());
    }

    /** Changes whose numbers only their author may see yet. */
    Set<String> openDrafts(Instant now) {
        Set<String> open = new HashSet<>();
        for (Envelope each : entries.values()) {
            Entry entry = each.entry();
            Optional<String> change = entry.correlation();
            boolean lives = each.houseTime().isAfter(now.minus(LONGEST_DRAFT));
            if (lives && change.isPresent() && entry.type().equals(ChangeEntry.Drafted.TYPE)) {
                open.add(change.get());
            }
        }
        open.removeIf(this::isOver);
        return open;
    }

    /** Whether it was released or given up, inside the window or after it. What cannot be answered leaves it open. */
    private boolean isOver(String change) {
        EntryQuery rest = EntryQuery.newest(EntryQuery.MAX_SIZE).correlated(change);
        while (search.apply(rest) instanceof EntryPage page) {
            if (page.entries().stream()
                    .anyMatch(each -> ENDS_A_DRAFT.contains(each.entry().type()))) {
                return true;
            }
            if (page.next().isEmpty()) {
                break;
            }
            rest = rest.before(page.next().getAsLong());
        }
        return false;
    }

    /** When the pump was read in that time, the earliest first. */
    List<Instant> readings() {
        return entries.values().stream()
                .filter(each -> each.entry().type().equals(PumpEntries.Reading.TYPE))
                .map(Envelope::houseTime)
                .filter(each -> !each.isBefore(request.from()))
                .toList();
    }
}
