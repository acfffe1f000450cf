// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.EntryForms;
import org.cisterna.pump.EventEntries.PageRead;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.FlutteringAlarm;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;

/**
 * A pump's own event log, as far as the pump gives it when an incident is frozen. The host enters each page that it reads, with the page and its raw frames
 * as evidence; what stands here says the same in one place, and in words what is missing.
 *
 * @param entries the entries that the host made of it, the oldest first
 * @param events what the pump gave, the oldest first; their times are of its own clock
 * @param overwritten how many events the pump had overwritten before the first that it gave
 * @param words what came of it
 */
record PumpLog(List<Envelope> entries, List<PumpEvent> events, long overwritten, String words) {

    /** No pump of ours keeps as much; one that says so for ever is not believed. */
    static final int MOST_PAGES = 50;

    private static final int PAGE = 64;

    PumpLog {
        entries = List.copyOf(entries);
        events = List.copyOf(events);
    }

    /** Asks the pump, if it can be asked; takes as long as its link takes. */
    static PumpLog ask(Optional<PumpHost> host, String pump, Actor who, Ledger ledger, Instant now) {
        if (host.isEmpty()) {
            return none("the pump host is not there");
        }
        PumpId id;
        try {
            id = PumpId.of(pump);
        } catch (IllegalArgumentException e) {
            return none("it has no name of manufacturer and serial");
        }
        long before = ledger.size();
        String correlation = "incident-" + before;
        Caller caller = new Caller(who.id(), who.printedName(), who.role(), who.via(), correlation);
        List<PumpEvent> events = new ArrayList<>();
        long overwritten = 0;
        long from = 0;
        Optional<String> trouble = Optional.empty();
        boolean more = true;
        for (int page = 0; more && trouble.isEmpty(); page++) {
            Answer<EventPage> answer = host.get().events(id, from, caller);
            if (answer instanceof Answer.Done<EventPage> done) {
                EventPage read = done.value();
                events.addAll(read.events());
                overwritten += read.lost();
                more = read.more();
                boolean goesOn = read.next() > from && page + 1 < MOST_PAGES;
                trouble = more && !goesOn
                        ? Optional.of("it says after " + (page + 1) + " pages that there is more")
                        : Optional.empty();
                from = read.next();
            } else {
                trouble = Optional.of(answer.violations().get(0).message());
            }
        }
        List<Envelope> entries = entered(ledger, before, pump, correlation);
        if (events.isEmpty() && trouble.isPresent()) {
            return new PumpLog(entries, events, overwritten, none(trouble.get()).words());
        }
        return new PumpLog(entries, events, overwritten, words(events, overwritten, clock(entries), trouble, now));
    }

    private static PumpLog none(String why) {
        return new PumpLog(
                List.of(),
                List.of(),
                0,
                "The pump could not be asked for its event log: " + why
                        + ". What is known of it are its readings; between two of them nobody looked, and these times are the gaps.");
    }

    /** What the host knew of the pump's clock, in words. */
    private static String clock(List<Envelope> entries) {
        return entries.stream()
                .map(Envelope::entry)
                .map(each -> EntryForms.newest(each.type(), each.version(), each.body())
                        .map(PageRead::fromJson)
                        .flatMap(PageRead::clock))
                .flatMap(Optional::stream)
                .findFirst()
                .map(each -> {
                    long ms = each.ahead().toMillis();
                    return "By the reading of entry " + each.reading() + ", at pump time " + each.at() + ", that clock "
                            + (ms == 0
                                    ? "agreed with pump time"
                                    : "was "
                                            + BigDecimal.valueOf(Math.abs(ms), 3)
                                                    .stripTrailingZeros()
                                                    .toPlainString() + " s " + (ms > 0 ? "ahead of" : "behind")
                                            + " pump time")
                            + "; what it showed before, and whether it was set since, it does not say.";
                })
                .orElse("Nobody had read that clock, so how far it is from pump time is not known.");
    }

    private static String words(
            List<PumpEvent> events, long overwritten, String clock, Optional<String> trouble, Instant now) {
        return "The pump was asked for its event log at " + now + " (house time) and gave " + events.size()
                + " events. Their times are of its own clock, as it gave them. " + clock
                + (overwritten == 0
                        ? ""
                        : " " + overwritten
                                + " older ones it had overwritten before anybody asked: they are gone, and that is a gap.")
                + FlutteringAlarm.in(events).stream()
                        .map(each -> " Note: " + each.text() + ".")
                        .collect(Collectors.joining())
                + trouble.map(each -> " What came after them is missing: " + each + ".")
                        .orElse("");
    }

    private static List<Envelope> entered(Ledger ledger, long from, String pump, String correlation) {
        List<Envelope> found = new ArrayList<>();
        long at = from;
        while (at < ledger.size()) {
            List<Envelope> page = ledger.read(at, PAGE);
            if (page.isEmpty()) {
                break; // damaged; the export says so
            }
            page.stream()
                    .filter(each -> each.entry().type().equals(PageRead.TYPE)
                            && each.entry().pump().equals(Optional.of(pump))
                            && each.entry().correlation().equals(Optional.of(correlation)))
                    .forEach(found::add);
            at += page.size();
        }
        return found;
    }

    /**
     * As it stands in the list of an incident file.
     *
     * @param readings when the pump was read in that time, house time
     * @param from the beginning of that time
     * @param until its end
     */
    JsonObject toJson(List<Instant> readings, Instant from, Instant until) {
        List<JsonObject> gaps = new ArrayList<>();
        Instant last = from;
        for (Instant each : readings) {
            gaps.add(gap(last, each));
            last = each;
        }
        gaps.add(gap(last, until));
        return Json.object()
                .put("words", words)
                .put(
                        "entries",
                        Json.array(entries.stream()
                                .map(each -> Json.number(each.sequence()))
                                .toList()))
                .put("events", Json.array(events.stream().map(PumpEvent::toJson).toList()))
                .put("overwritten", overwritten)
                .put(
                        "readings",
                        Json.texts(readings.stream().map(Instant::toString).toList()))
                .put("gaps", Json.array(gaps))
                .build();
    }

    private static JsonObject gap(Instant from, Instant until) {
        return Json.object()
                .put("from", from.toString())
                .put("until", until.toString())
                .build();
    }
}
