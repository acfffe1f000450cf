// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.cisterna.audit.Entry;
import org.cisterna.audit.SearchEntry;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.console.server.ConsoleServlet;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Proposal;
import org.cisterna.pump.EntryForms;
import org.cisterna.pump.EventEntries;
import org.cisterna.pump.ManualEntries;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Release;
import org.cisterna.therapy.PeopleEntry;
import org.cisterna.therapy.Signature;
import org.cisterna.therapy.TherapyEntry;
import org.junit.jupiter.api.Test;

/**
 * What a ledger holds stays readable for ever. {@code docs/golden-entries.jsonl} has entries of every type and version as they were written once, and is only
 * added to: who changes the form of a body raises its version, leaves the old lines, adds new ones, and reads both.
 */
class GoldenEntriesTest {

    private static final Path GOLDEN = Path.of("../../docs/golden-entries.jsonl");

    /** Reads a body and writes it again. */
    private static final Map<String, UnaryOperator<JsonObject>> READERS = Map.ofEntries(
            Map.entry(PumpEntries.Paired.TYPE, body -> PumpEntries.Paired.fromJson(body)
                    .toJson()),
            Map.entry(PumpEntries.Reading.TYPE, body -> PumpEntries.Reading.fromJson(body)
                    .toJson()),
            Map.entry(PumpEntries.Intent.TYPE, body -> PumpEntries.Intent.fromJson(body)
                    .toJson()),
            Map.entry(PumpEntries.Ended.TYPE, body -> PumpEntries.Ended.fromJson(body)
                    .toJson()),
            Map.entry(PumpEntries.DriverChange.TYPE, body -> PumpEntries.DriverChange.fromJson(body)
                    .toJson()),
            Map.entry(PumpEntries.Late.TYPE, body -> PumpEntries.Late.fromJson(body)
                    .toJson()),
            Map.entry(EventEntries.PageRead.TYPE, body -> EventEntries.PageRead.fromJson(body)
                    .toJson()),
            Map.entry(ManualEntries.Registered.TYPE, body -> ManualEntries.Registered.fromJson(body)
                    .toJson()),
            Map.entry(ManualEntries.StepDone.TYPE, body -> ManualEntries.StepDone.fromJson(body)
                    .toJson()),
            Map.entry(Release.ENTRY_TYPE, body -> Release.fromJson(body).toJson()),
            Map.entry("dosing.proposal", body -> Json.object()
                    .put("proposal", Proposal.fromJson(body.object("proposal")).toJson())
                    .put(
                            "request",
                            DosingRequest.fromJson(body.object("request")).toJson())
                    .build()),
            Map.entry(Signature.ENTRY_TYPE, body -> Signature.fromJson(body).toJson()),
            Map.entry(SearchEntry.TYPE, body -> SearchEntry.fromJson(body).toJson()));

    /** Types whose bodies have no reader of their own here, with what holds them. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "audit.incident", "is shown as it is; org.cisterna.chain.IncidentFileTest",
            "conformance", "org.cisterna.conformance.runs.GoldenRunsTest",
            "dosing.edition", "org.cisterna.dosing.library.GoldenEditionsTest",
            "ledger", "docs/ledger.md has whole logs of them, to the byte; org.cisterna.audit.ledger.LedgerPageTest",
            "provision", "are shown as they are, and nothing is made of them; org.cisterna.provision.DriverFolderTest");

    @Test
    void everyEntryIsStillRead() throws IOException {
        for (Entry golden : golden()) {
            String type = golden.type();
            Optional<JsonObject> newest = EntryForms.newest(type, golden.version(), golden.body());
            assertThat(newest.isPresent() || golden.version() == 1)
                    .as("%s version %s, which is read here", type, golden.version())
                    .isTrue();
            JsonObject body = newest.orElse(golden.body());
            Optional<JsonObject> again = readAgain(golden, body);
            if (again.isEmpty()) {
                assertThat(ELSEWHERE.keySet())
                        .as("who reads %s?", type)
                        .containsAnyOf(type, type.substring(0, type.indexOf('.')));
            } else {
                assertThat(text(again.get())).as(type).isEqualTo(text(body));
            }
        }
    }

    @Test
    void everyTypeHasAnEntry() throws IOException {
        Set<String> here = golden().stream().map(Entry::type).collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(READERS.keySet());
        known.addAll(spoken());
        assertThat(here).containsAll(known);
    }

    @Test
    void noVersionIsLeftOut() throws IOException {
        Map<String, Set<Integer>> versions = new TreeMap<>();
        golden().forEach(each ->
                versions.computeIfAbsent(each.type(), type -> new TreeSet<>()).add(each.version()));
        versions.forEach((type, has) -> {
            int newest = has.stream().max(Integer::compare).orElseThrow();
            assertThat(has).as("versions of %s", type).hasSize(newest);
        });
    }

    private static Optional<JsonObject> readAgain(Entry entry, JsonObject body) {
        UnaryOperator<JsonObject> reader = READERS.get(entry.type());
        if (reader != null) {
            return Optional.of(reader.apply(body));
        }
        return TherapyEntry.read(entry.type(), entry.version(), entry.body())
                .map(TherapyEntry::toJson)
                .or(() -> PeopleEntry.read(entry.type(), entry.version(), entry.body())
                        .map(PeopleEntry::toJson));
    }

    /** Every type that the console has a word for. */
    private static Set<String> spoken() throws IOException {
        Properties texts = new Properties();
        try (var in = ConsoleServlet.class.getResourceAsStream("/org/cisterna/console/frame/texts.properties")) {
            texts.load(in);
        }
        return texts.stringPropertyNames().stream()
                .filter(each -> each.startsWith("entry.") && !each.equals("entry.withheld"))
                .map(each -> each.substring("entry.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Entry> golden() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(GOLDEN, StandardCharsets.UTF_8)) {
            JsonObject json = (JsonObject) Json.parse(line.getBytes(StandardCharsets.UTF_8));
            Entry entry = Entry.from(json);
            assertThat(text(entry.json())).isEqualTo(line);
            entries.add(entry);
        }
        return entries;
    }

    private static String text(JsonObject json) {
        return new String(json.canonicalBytes(), StandardCharsets.UTF_8);
    }
}
