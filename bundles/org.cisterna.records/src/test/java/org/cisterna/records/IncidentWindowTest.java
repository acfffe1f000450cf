// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.IncidentRequest;
import org.cisterna.audit.ViewState;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Release;
import org.cisterna.therapy.ChangeEntry;
import org.junit.jupiter.api.Test;

/** Which entries of the time before a window belong to it, over a search that answers in pages of seven. */
class IncidentWindowTest {

    private static final Instant FROM = Instant.parse("2026-11-23T08:00:00Z");
    private static final String PUMP = "Acme/S-0042";
    private static final int PAGE = 7;

    private final List<Envelope> ledger = new ArrayList<>();

    @Test
    void everyDriverAndEveryPartOfTheLastStartIsThere() throws Exception {
        enter(PumpEntries.DriverChange.TYPE, "boot-1", 3);
        enter("provision.started", "boot-1", 2);
        int drivers = enter(PumpEntries.DriverChange.TYPE, "boot-2", 23);
        int parts = enter("provision.started", "boot-2", 12);
        entry(PumpEntries.Reading.TYPE, "boot-2", Optional.of(PUMP));
        IncidentWindow window = new IncidentWindow(
                this::search, new IncidentRequest(PUMP, FROM, FROM.plusSeconds(3600), "drowsy after the visit"));
        assertThat(window.entries())
                .extracting(Envelope::sequence)
                .containsExactlyElementsOf(ledger.subList(drivers, parts + 12 + 1).stream()
                        .map(Envelope::sequence)
                        .toList());
    }

    @Test
    void aDraftIsOverHoweverMuchFollowedItsRelease() throws Exception {
        entry(PumpEntries.Reading.TYPE, "boot-1", Optional.of(PUMP));
        IncidentRequest request = new IncidentRequest(PUMP, FROM.minusSeconds(7200), FROM, "drowsy after the visit");
        draft("released");
        draft("open");
        correlated(Release.ENTRY_TYPE, "released");
        for (int i = 0; i < 2 * PAGE; i++) {
            correlated("pump.outcome", "released");
            correlated("therapy.compared", "open");
        }
        assertThat(new IncidentWindow(this::search, request).openDrafts(FROM)).containsExactly("open");
    }

    private void draft(String change) {
        correlated(ChangeEntry.Drafted.TYPE, change);
    }

    private void correlated(String type, String change) {
        enter(Entry.of(type, 1, Actor.system("test")).correlation(change).pump(PUMP), "boot-1");
    }

    /** Where the first of them stands. */
    private int enter(String type, String boot, int count) {
        int first = ledger.size();
        for (int i = 0; i < count; i++) {
            entry(type, boot, Optional.empty());
        }
        return first;
    }

    private void entry(String type, String boot, Optional<String> pump) {
        Entry.Builder entry = Entry.of(type, 1, Actor.system("test"));
        pump.ifPresent(entry::pump);
        enter(entry, boot);
    }

    private void enter(Entry.Builder entry, String boot) {
        Instant at = FROM.minusSeconds(3600).plusSeconds(ledger.size());
        ledger.add(new Envelope(
                ledger.size(),
                "node",
                "2026-1",
                ledger.size(),
                at,
                at,
                boot,
                "n",
                entry.body(Json.object().put("number", ledger.size()).build()).build(),
                Digest.of(new byte[0])));
    }

    private EntryPage search(EntryQuery query) {
        List<Envelope> found = new ArrayList<>();
        boolean more = false;
        for (int i = ledger.size() - 1; i >= 0; i--) {
            Envelope each = ledger.get(i);
            if (fits(each, query)) {
                if (found.size() == PAGE) {
                    more = true;
                    break;
                }
                found.add(each);
            }
        }
        long last = found.isEmpty() ? 0 : found.get(found.size() - 1).sequence();
        return new EntryPage(
                query,
                found,
                more ? OptionalLong.of(last) : OptionalLong.empty(),
                last,
                found.size(),
                !more,
                new ViewState(ledger.size(), 0, ""));
    }

    private static boolean fits(Envelope each, EntryQuery query) {
        String type = each.entry().type();
        return query.from().filter(each.houseTime()::isBefore).isEmpty()
                && query.until().filter(end -> !each.houseTime().isBefore(end)).isEmpty()
                && (query.before().isEmpty() || each.sequence() < query.before().getAsLong())
                && (query.pump().isEmpty()
                        || query.pump().equals(each.entry().pump().orElse("")))
                && (query.correlation().isEmpty()
                        || query.correlation().equals(each.entry().correlation().orElse("")))
                && (query.type().isEmpty() || type.equals(query.type()) || type.startsWith(query.type() + "."));
    }
}
