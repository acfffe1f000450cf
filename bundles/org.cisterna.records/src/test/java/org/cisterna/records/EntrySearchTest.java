// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.SearchEntry;
import org.cisterna.canonical.Json;
import org.cisterna.pump.PumpEntries.DriverChange;
import org.cisterna.pump.PumpId;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.Act;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in the ledger is what a look at every entry finds, page by page. */
class EntrySearchTest {

    @TempDir
    private Path folder;

    private final VirtualTime time = VirtualTime.create(Seeds.seed("EntrySearchTest"));
    private final Clinic clinic = new Clinic(time);
    private final RandomGenerator random = time.randomness().stream("questions");

    private interface Told {
        void tell(Shelf shelf) throws Exception;
    }

    private void told(Told story) throws Exception {
        time.run(() -> {
            try (Shelf shelf = Shelf.in(folder, clinic)) {
                story.tell(shelf);
            }
        });
    }

    @Test
    void everyQueryFindsWhatALookAtEveryEntryFinds() throws Exception {
        told(shelf -> {
            new GeneratedFleet(clinic, time.randomness().stream("fleet")).enter(150, 2_000);
            shelf.whole();
            for (int i = 0; i < 60; i++) {
                EntryQuery query = query(clinic.ledger.all());
                List<Long> right = look(query); // the search itself is entered after it
                assertThat(allPages(shelf, query)).as("%s", query).isEqualTo(right);
            }
        });
    }

    @Test
    void whoSearchedAndExportedIsEnteredAndAnExportHasEverything() throws Exception {
        told(shelf -> {
            new GeneratedFleet(clinic, time.randomness().stream("fleet")).enter(20, 450);
            shelf.whole();
            EntryQuery query = EntryQuery.newest(7).ofType("pump");
            List<Long> right = look(query);
            assertThat(right).hasSizeGreaterThan(EntryQuery.MAX_SIZE);
            EntryPage page = page(shelf, query);
            assertThat(lastSearch())
                    .isEqualTo(SearchEntry.of(query, page.entries().size(), false));

            EntryPage whole = (EntryPage) shelf.records.export(query, Clinic.AUDREY, EntrySearch.MOST_EXPORTED);
            assertThat(whole.entries()).extracting(Envelope::sequence).isEqualTo(right);
            assertThat(whole.next()).isEmpty();
            assertThat(whole.exact()).isTrue();
            assertThat(lastSearch()).isEqualTo(SearchEntry.of(query, right.size(), true));
            assertThat(SearchEntry.fromJson(lastSearch().toJson())).isEqualTo(lastSearch());

            EntryPage cut = (EntryPage) shelf.records.export(query, Clinic.AUDREY, 205);
            assertThat(cut.entries()).extracting(Envelope::sequence).isEqualTo(right.subList(0, 205));
            assertThat(cut.next()).isPresent();
            assertThat(cut.exact()).isFalse();

            clinic.ledger.readOnly("entry 7 was changed");
            long size = clinic.ledger.size();
            assertThat(page(shelf, query.ofType("therapy")).state().words())
                    .contains("This search was not entered in the ledger", "entry 7 was changed");
            assertThat(clinic.ledger.size()).isEqualTo(size);
        });
    }

    @Test
    void aSearchIsEnteredOncePerReaderQueryAndHourAndEachExport() throws Exception {
        told(shelf -> {
            new GeneratedFleet(clinic, time.randomness().stream("fleet")).enter(20, 450);
            shelf.whole();
            EntryQuery query = EntryQuery.newest(7).ofType("pump");
            EntryPage first = page(shelf, query);
            long size = clinic.ledger.size();
            page(shelf, query);
            page(shelf, query.before(first.next().orElseThrow()));
            assertThat(clinic.ledger.size()).as("the same query, its next page").isEqualTo(size);
            page(shelf, EntryQuery.newest(7).ofType("therapy"));
            assertThat(clinic.ledger.size()).as("another query").isEqualTo(size + 1);
            Actor other = new Actor("ada", "Ada Auditor", "auditor", "token t-9");
            shelf.records.search(query, other);
            assertThat(clinic.ledger.size()).as("another reader").isEqualTo(size + 2);
            shelf.records.export(query, Clinic.AUDREY, 10);
            shelf.records.export(query, Clinic.AUDREY, 10);
            assertThat(clinic.ledger.size()).as("each export").isEqualTo(size + 4);
            assertThat(shelf.records.looked(SearchEntry.ofEntry(5), Clinic.AUDREY))
                    .isEmpty();
            assertThat(shelf.records.looked(SearchEntry.ofEntry(5), Clinic.AUDREY))
                    .isEmpty();
            assertThat(clinic.ledger.size()).as("one entry looked at").isEqualTo(size + 5);
            time.advance(Duration.ofHours(1));
            page(shelf, query);
            assertThat(clinic.ledger.size()).as("the next hour").isEqualTo(size + 6);
            clinic.ledger.readOnly("entry 7 was changed");
            page(shelf, query);
            assertThat(shelf.records.looked(SearchEntry.ofEntry(6), Clinic.AUDREY))
                    .contains("not entered", "entry 7 was changed");
        });
    }

    @Test
    void aDriverThatIsNotUsedIsFoundAmongTheRefusals() throws Exception {
        told(shelf -> {
            clinic.driver("valve", "first 1.0.0");
            long refused =
                    clinic.driver("valve", "second 1.0.0", DriverChange.State.REFUSED, "there is another driver");
            clinic.driver("valve", "first 1.0.0", DriverChange.State.GONE, "");
            shelf.whole();
            assertThat(allPages(shelf, EntryQuery.newest(7).endedAs("REFUSED"))).containsExactly(refused);
        });
    }

    @Test
    void aWordThatIsNoOutcomeIsRefused() throws Exception {
        told(shelf -> assertThat(shelf.records.search(EntryQuery.newest(7).endedAs("fine"), Clinic.AUDREY))
                .isInstanceOfSatisfying(
                        EntryAnswer.Refused.class,
                        refused -> assertThat(refused.reasons()).singleElement().satisfies(reason -> {
                            assertThat(reason.field()).isEqualTo("outcome");
                            assertThat(reason.message()).contains("'fine'", "NOT_APPLIED");
                        })));
    }

    /** How an entry ended, told apart from the search: by words of its body. */
    private static String outcome(Entry entry) {
        if (List.of(
                        "people.access-refused",
                        "people.session-refused",
                        "people.sign-refused",
                        "therapy.mismatch",
                        "therapy.retype-differed",
                        "therapy.not-sent",
                        "provision.refused")
                .contains(entry.type())) {
            return "REFUSED";
        }
        String body = entry.body().toString();
        if (entry.type().equals("pump.driver") && body.contains("\"state\":\"REFUSED\"")) {
            return "REFUSED";
        }
        boolean ends = entry.type().equals("pump.outcome")
                || (entry.type().equals("pump.late") && body.contains("\"type\":\"pump.outcome\""));
        return EntryQuery.OUTCOMES.stream()
                .filter(each -> ends && body.contains("\"outcome\":\"" + each + "\""))
                .findFirst()
                .orElse("");
    }

    private SearchEntry lastSearch() {
        Entry last = clinic.ledger.read(clinic.ledger.size() - 1, 1).get(0).entry();
        assertThat(last.type()).isEqualTo(SearchEntry.TYPE);
        assertThat(last.actor()).isEqualTo(Clinic.AUDREY);
        assertThat(last.pump()).isEmpty();
        return SearchEntry.fromJson(last.body());
    }

    private EntryQuery query(List<Envelope> all) {
        Envelope some = all.get(random.nextInt(all.size()));
        EntryQuery query = EntryQuery.newest(random.nextInt(1, EntryQuery.MAX_SIZE + 1));
        if (random.nextInt(3) == 0) {
            query = query.by(some.entry().actor().id());
        }
        if (random.nextInt(3) == 0) {
            query = query.about(some.entry().pump().orElse("Acme/nobody"));
        }
        if (random.nextInt(3) == 0) {
            String type = some.entry().type();
            query = query.ofType(random.nextBoolean() ? type : type.substring(0, type.indexOf('.')));
        }
        if (random.nextInt(6) == 0) {
            query = query.correlated(some.entry().correlation().orElse("nothing"));
        }
        if (random.nextInt(4) == 0) {
            query = query.from(some.houseTime());
        }
        if (random.nextInt(4) == 0) {
            query = query.until(some.houseTime().plus(Duration.ofMinutes(random.nextInt(3_000))));
        }
        if (random.nextInt(4) == 0) {
            String body = some.entry().body().toString();
            int from = random.nextInt(body.length() - 1);
            query = query.containing(body.substring(from, Math.min(body.length(), from + random.nextInt(1, 9)))
                    .toUpperCase(Locale.ROOT));
        }
        if (random.nextInt(4) == 0) {
            query = query.endedAs(EntryQuery.OUTCOMES.get(random.nextInt(EntryQuery.OUTCOMES.size())));
        }
        return query.from().isPresent()
                        && query.until().isPresent()
                        && query.from().get().isAfter(query.until().get())
                ? EntryQuery.newest(7)
                : query;
    }

    private List<Long> look(EntryQuery query) {
        List<Long> found = new ArrayList<>();
        for (Envelope each : clinic.ledger.all()) {
            Entry entry = each.entry();
            String all = String.join(
                    "\n", // which nobody asks for: what is found stands in one of them
                    entry.body().toString(),
                    entry.actor().id(),
                    entry.actor().printedName(),
                    entry.type(),
                    entry.pump().orElse(""));
            boolean fits = query.from()
                            .filter(from -> each.houseTime().isBefore(from))
                            .isEmpty()
                    && query.until()
                            .filter(until -> !each.houseTime().isBefore(until))
                            .isEmpty()
                    && (query.actor().isEmpty()
                            || query.actor().equals(entry.actor().id()))
                    && (query.pump().isEmpty()
                            || query.pump().equals(entry.pump().orElse("")))
                    && (query.type().isEmpty()
                            || entry.type().equals(query.type())
                            || entry.type().startsWith(query.type() + "."))
                    && (query.correlation().isEmpty()
                            || query.correlation().equals(entry.correlation().orElse("")))
                    && (query.outcome().isEmpty() || query.outcome().equals(outcome(entry)))
                    && all.toLowerCase(Locale.ROOT).contains(query.text().toLowerCase(Locale.ROOT));
            if (fits) {
                found.add(each.sequence());
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** Page after page, until there is none; counts and ends are judged on the way. */
    private List<Long> allPages(Shelf shelf, EntryQuery first) {
        List<Long> right = look(first);
        List<Long> found = new ArrayList<>();
        EntryQuery query = first;
        while (true) {
            EntryPage page = page(shelf, query);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(first.size());
            assertThat(page.matches()).isLessThanOrEqualTo(right.size() - found.size());
            if (page.exact()) {
                assertThat(page.matches())
                        .as(
                                "%s of %s, found %s",
                                query,
                                right,
                                page.entries().stream().map(Envelope::sequence).toList())
                        .isEqualTo(right.size() - found.size());
            }
            page.entries().forEach(each -> {
                assertThat(each)
                        .isEqualTo(clinic.ledger.read(each.sequence(), 1).get(0));
                found.add(each.sequence());
            });
            if (page.next().isEmpty()) {
                return found;
            }
            query = query.before(page.next().getAsLong());
        }
    }

    private static EntryPage page(Shelf shelf, EntryQuery query) {
        EntryAnswer answer = shelf.records.search(query, Clinic.AUDREY);
        assertThat(answer).isInstanceOf(EntryPage.class);
        return (EntryPage) answer;
    }

    @Test
    void aLongSearchSaysHowFarItCameAndGoesOn() throws Exception {
        told(shelf -> {
            PumpId pump = new PumpId("Acme", "S-1");
            clinic.pair(pump);
            for (int i = 0; i < EntryFinder.MOST_ROWS + 500; i++) {
                clinic.enter(
                        "platform.noise",
                        1,
                        Actor.system("test"),
                        Optional.empty(),
                        Optional.empty(),
                        Json.object().put("number", i).build());
            }
            shelf.whole();
            long size = clinic.ledger.size();
            EntryPage first = page(shelf, EntryQuery.newest(10).containing("tcp:1"));
            assertThat(first.entries()).isEmpty();
            assertThat(first.exact()).isFalse();
            assertThat(first.next()).hasValue(size - EntryFinder.MOST_ROWS);
            assertThat(first.searchedDownTo()).isEqualTo(size - EntryFinder.MOST_ROWS);

            EntryPage second = page(shelf, first.query().before(first.next().getAsLong()));
            assertThat(second.entries()).extracting(Envelope::sequence).containsExactly(0L);
            assertThat(second.next()).isEmpty();
            assertThat(second.searchedDownTo()).isZero();

            EntryPage counted = page(shelf, EntryQuery.newest(10));
            assertThat(counted.entries()).hasSize(10);
            assertThat(counted.matches()).isEqualTo(EntryFinder.MOST_ROWS);
            assertThat(counted.exact()).isFalse();
        });
    }

    @Test
    void whatIsOutOfBoundsIsRefusedWithEveryReason() throws Exception {
        told(shelf -> {
            Instant now = clinic.house();
            EntryAnswer answer = shelf.records.search(
                    EntryQuery.newest(0)
                            .before(-1)
                            .from(now)
                            .until(now.minusSeconds(1))
                            .by("x".repeat(121))
                            .about("a\u0000b")
                            .ofType("\ud800")
                            .containing("y".repeat(201)),
                    Clinic.AUDREY);
            assertThat(((EntryAnswer.Refused) answer).reasons())
                    .extracting(EntryAnswer.Reason::field)
                    .containsExactly("size", "before", "from", "actor", "pump", "type", "text");
            EntryAnswer large = shelf.records.search(EntryQuery.newest(201), Clinic.AUDREY);
            assertThat(((EntryAnswer.Refused) large).reasons().get(0).message()).contains("1 to 200", "201");
        });
    }

    @Test
    void anActorWhoReadsTheLedgerIsMadeOfNobodyElse() {
        assertThat(Clinic.auditor().actor(Act.READ_LEDGER).role()).isEqualTo("auditor");
        assertThatThrownBy(() -> Clinic.viewer().actor(Act.READ_LEDGER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("may not read the ledger");
    }

    @Test
    void hostileTextFindsOnlyItself() throws Exception {
        told(shelf -> {
            PumpId pump = new PumpId("Acme", "S-1");
            clinic.pair(pump);
            for (String hostile : FleetHostileTextTest.HOSTILE) {
                for (EntryQuery query : List.of(
                        EntryQuery.newest(10).by(hostile),
                        EntryQuery.newest(10).about(hostile),
                        EntryQuery.newest(10).ofType(hostile),
                        EntryQuery.newest(10).correlated(hostile))) {
                    assertThat(page(shelf, query).entries()).as("%s", query).isEmpty();
                }
                EntryQuery text = EntryQuery.newest(10).containing(hostile);
                List<Long> right = look(text);
                assertThat(allPages(shelf, text)).as("%s", text).isEqualTo(right);
            }
            assertThat(page(shelf, EntryQuery.newest(10).ofType("pump")).entries())
                    .hasSize(1);
        });
    }
}
