// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryAnswer.Reason;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.EvidenceUnavailableException;
import org.cisterna.audit.IncidentAnswer;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.IncidentRequest;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.audit.Receipt;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.PumpHost;
import org.cisterna.time.TimeSource;

/** Makes incident files; {@code docs/ledger.md} has their bytes. Safe for threads. */
final class IncidentMaker implements IncidentFiles {

    static final String TYPE = "audit.incident";
    static final String FORMAT = "cisterna-incident/1";
    static final String MANIFEST = "cisterna-incident-manifest/1";
    static final String NOTICE = "Simulated pumps. Not a medical device, not evidence about any patient.";
    private static final int VERSION = 1;
    private static final int MOST_PUMP = 120;

    private final Function<EntryQuery, EntryAnswer> search;
    private final Supplier<Optional<Ledger>> ledger;
    private final Supplier<Optional<EvidenceStore>> evidence;
    private final Supplier<Optional<PumpHost>> host;
    private final TimeSource house;

    /**
     * A maker.
     *
     * @param search finds entries, and enters nothing
     * @param host asks the pump for its own event log
     */
    IncidentMaker(
            Function<EntryQuery, EntryAnswer> search,
            Supplier<Optional<Ledger>> ledger,
            Supplier<Optional<EvidenceStore>> evidence,
            Supplier<Optional<PumpHost>> host,
            TimeSource house) {
        this.search = search;
        this.ledger = ledger;
        this.evidence = evidence;
        this.host = host;
        this.house = house;
    }

    /** What entries name, as far as it is there. */
    private record Files(Map<Digest, byte[]> kept, Map<Digest, String> lost) {}

    @Override
    public IncidentAnswer freeze(IncidentRequest request, Actor who, boolean readsLedger) {
        List<Reason> wrong = check(request);
        Optional<Ledger> entered = ledger.get();
        Optional<EvidenceStore> store = evidence.get();
        if (entered.isEmpty()) {
            wrong.add(missing("The ledger is not there; an incident file is made of it."));
        }
        if (store.isEmpty()) {
            wrong.add(missing(
                    "The store of evidence (audit.evidence) is not there; a file without raw frames would look as if"
                            + " they were lost. Try again when it is."));
        }
        if (!wrong.isEmpty()) {
            return new IncidentAnswer.Refused(wrong);
        }
        try {
            IncidentWindow window = new IncidentWindow(search, request);
            Set<String> drafts = readsLedger ? Set.of() : new TreeSet<>(window.openDrafts(house.now()));
            if (!drafts.isEmpty()) {
                return refused(
                        new Reason(
                                "DRAFT_OPEN",
                                "until",
                                "A change of dose in this time is not released yet (" + String.join(", ", drafts)
                                        + "), and its second person works blind. Wait for that, freeze an earlier time, or ask an auditor."));
            }
            PumpLog log = PumpLog.ask(host.get(), request.pump(), who, entered.orElseThrow(), house.now());
            return file(request, who, window, log, entered.orElseThrow(), store.orElseThrow());
        } catch (IncidentWindow.Refused refused) {
            return new IncidentAnswer.Refused(refused.reasons());
        } catch (EvidenceUnavailableException unavailable) {
            return refused(missing(String.valueOf(unavailable.getMessage())));
        }
    }

    private List<Reason> check(IncidentRequest request) {
        List<Reason> wrong = new ArrayList<>();
        if (request.pump().isBlank()) {
            wrong.add(bad("pump", "Say which pump, as manufacturer/serial."));
        }
        Texts.wrong(request.pump(), MOST_PUMP).ifPresent(why -> wrong.add(bad("pump", "The pump " + why)));
        if (!request.from().isBefore(request.until())) {
            wrong.add(bad(
                    "from",
                    "The time from which on, " + request.from() + ", is not before its end, " + request.until() + "."));
        }
        Instant now = house.now();
        if (request.until().isAfter(now)) {
            wrong.add(bad(
                    "until",
                    "The end, " + request.until() + ", is after now, " + now
                            + "; what is still to come cannot be frozen."));
        }
        int length = request.reason().strip().length();
        if (length < IncidentRequest.LEAST_REASON || length > IncidentRequest.MOST_REASON) {
            wrong.add(bad(
                    "reason",
                    "Give a reason of " + IncidentRequest.LEAST_REASON + " to " + IncidentRequest.MOST_REASON
                            + " characters, not " + length + "; it is entered, so name no patient."));
        }
        Texts.wrong(request.reason(), Integer.MAX_VALUE)
                .ifPresent(why -> wrong.add(bad("reason", "The reason " + why)));
        return wrong;
    }

    private static Reason bad(String field, String words) {
        return new Reason(EntryQuestion.BAD_VALUE, field, words);
    }

    private static Reason missing(String words) {
        return new Reason(EntryQuestion.SERVICE_MISSING, "", words);
    }

    private static IncidentAnswer refused(Reason reason) {
        return new IncidentAnswer.Refused(List.of(reason));
    }

    private static IncidentAnswer file(
            IncidentRequest request,
            Actor who,
            IncidentWindow window,
            PumpLog log,
            Ledger ledger,
            EvidenceStore store) {
        List<Envelope> entries = all(window.entries(), log.entries());
        Files files = files(entries, store);
        long bytes =
                files.kept().values().stream().mapToLong(each -> each.length).sum();
        if (bytes > MOST_BYTES) {
            return refused(bad(
                    "from",
                    "The files that these entries name have " + bytes + " bytes, and a file holds at most " + MOST_BYTES
                            + "; freeze a shorter time, and the rest in another file."));
        }
        JsonObject manifest = manifest(request, window, log, files);
        Digest named = store.put(manifest.canonicalBytes());
        Receipt receipt = ledger.append(Entry.of(TYPE, VERSION, who)
                .body(Json.object()
                        .put("pump", request.pump())
                        .put("from", request.from().toString())
                        .put("until", request.until().toString())
                        .put("reason", request.reason().strip())
                        .put("entries", entries.size())
                        .put("files", files.kept().size())
                        .put("lost", files.lost().size())
                        .build())
                .evidence(named)
                .build());
        List<Long> numbers =
                new ArrayList<>(entries.stream().map(Envelope::sequence).toList());
        numbers.add(receipt.sequence());
        byte[] whole =
                written(ledger, receipt, EntryRange.of(numbers), numbers.size(), manifest.canonicalBytes(), files);
        return new IncidentAnswer.Frozen(
                whole,
                receipt.sequence(),
                numbers.size(),
                files.kept().size(),
                files.lost().entrySet().stream()
                        .map(each -> each.getKey().text() + ": " + each.getValue())
                        .toList());
    }

    private static List<Envelope> all(List<Envelope> inside, List<Envelope> asked) {
        SortedMap<Long, Envelope> all = new TreeMap<>();
        inside.forEach(each -> all.put(each.sequence(), each));
        asked.forEach(each -> all.put(each.sequence(), each));
        return List.copyOf(all.values());
    }

    private static Files files(List<Envelope> entries, EvidenceStore store) {
        Map<Digest, byte[]> kept = new LinkedHashMap<>();
        Map<Digest, String> lost = new LinkedHashMap<>();
        for (Envelope each : entries) {
            for (Digest digest : each.entry().evidence()) {
                if (!kept.containsKey(digest) && !lost.containsKey(digest)) {
                    try {
                        Optional<byte[]> bytes = store.get(digest);
                        bytes.ifPresent(found -> kept.put(digest, found));
                        if (bytes.isEmpty()) {
                            lost.put(digest, "the file is not there");
                        }
                    } catch (EvidenceUnavailableException unavailable) {
                        lost.put(digest, String.valueOf(unavailable.getMessage()));
                    }
                }
            }
        }
        return new Files(kept, lost);
    }

    /** What people want to know first. It stands beside the proof and says nothing that entries and files do not. */
    private static JsonObject manifest(IncidentRequest request, IncidentWindow window, PumpLog log, Files files) {
        return Json.object()
                .put("format", MANIFEST)
                .put("notice", NOTICE)
                .put("pump", request.pump())
                .put("from", request.from().toString())
                .put("until", request.until().toString())
                .put("reason", request.reason().strip())
                .put("eventLog", log.toJson(window.readings(), request.from(), request.until()))
                .put("software", software(window.entries()))
                .put(
                        "files",
                        Json.texts(
                                files.kept().keySet().stream().map(Digest::text).toList()))
                .put(
                        "lost",
                        Json.array(files.lost().entrySet().stream()
                                .map(each -> Json.object()
                                        .put("digest", each.getKey().text())
                                        .put("why", each.getValue())
                                        .build())
                                .toList()))
                .build();
    }

    private static JsonObject software(List<Envelope> entries) {
        List<String> drivers = new ArrayList<>();
        List<String> platform = new ArrayList<>();
        for (Envelope each : entries) {
            Entry entry = each.entry();
            if (entry.type().equals(PumpEntries.DriverChange.TYPE)) {
                drivers.add(each.houseTime() + " " + text(entry, "name") + " " + text(entry, "state"));
            } else if (entry.type().equals("provision.started")) {
                entry.body().optionalArray("bundles").stream()
                        .flatMap(all -> all.strings().stream())
                        .filter(one -> one.startsWith("org.cisterna."))
                        .map(one -> each.houseTime() + " " + one)
                        .forEach(platform::add);
            }
        }
        return Json.object()
                .put("drivers", Json.texts(drivers))
                .put("platform", Json.texts(platform))
                .build();
    }

    private static String text(Entry entry, String name) {
        return entry.body().optionalString(name).orElse("");
    }

    private static byte[] written(
            Ledger ledger, Receipt receipt, List<EntryRange> ranges, long wanted, byte[] manifest, Files files) {
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        try {
            long written = ledger.export(ranges, export);
            if (written < wanted) {
                throw new LedgerUnavailableException("The ledger proves " + written + " of " + wanted
                        + " entries; try again in a moment. That a file was wanted is entered.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        line(
                whole,
                Json.object()
                        .put("entry", receipt.sequence())
                        .put("exportLines", lines(export.toByteArray()))
                        .put("files", files.kept().size() + 1)
                        .put("format", FORMAT)
                        .put("notice", NOTICE)
                        .build());
        whole.writeBytes(export.toByteArray());
        line(whole, file(Digest.of(manifest), manifest));
        files.kept().forEach((digest, bytes) -> line(whole, file(digest, bytes)));
        return whole.toByteArray();
    }

    private static long lines(byte[] text) {
        long lines = 0;
        for (byte each : text) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static JsonObject file(Digest digest, byte[] bytes) {
        return Json.object()
                .put("bytes", Base64.getEncoder().encodeToString(bytes))
                .put("digest", digest.text())
                .build();
    }

    private static void line(ByteArrayOutputStream out, JsonObject json) {
        out.writeBytes(json.canonicalText().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
