// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;

/**
 * The body of the host's entry about a pump's own event log. The events themselves are a file, which the entry names as evidence: a page of them can be
 * larger than a body may be. Every version stays readable; the reader refuses a member it does not know.
 */
public final class EventEntries {

    private EventEntries() {}

    /** In version 1 nothing was said of the pump's clock. */
    static JsonObject withoutClock(JsonObject first) {
        first.onlyNames("from", "lost", "next", "more", "events", "page", "notes");
        return Json.object()
                .put("from", first.number("from"))
                .put("lost", first.number("lost"))
                .put("next", first.number("next"))
                .put("more", first.flag("more"))
                .put("events", first.number("events"))
                .putOptional("page", first.optionalString("page"))
                .put("clock", Json.object().build())
                .put("notes", first.array("notes"))
                .build();
    }

    /**
     * By how much the pump's own clock differed from pump time when it was read last. It says nothing of what was before: a clock that was set between an
     * event and that reading moved no event.
     *
     * @param ahead what the pump's clock showed less pump time; negative where it was behind. It is as exact as the pump shows its clock, less the time the
     *     reading took, as pump time is of when the reading was entered
     * @param at pump time of that reading
     * @param reading number of its entry
     */
    public record ClockDifference(Duration ahead, Instant at, long reading) {

        /** What a reading shows. */
        public static ClockDifference of(PumpStatus.Reading reading) {
            return new ClockDifference(
                    Duration.between(reading.pumpTime(), reading.snapshot().deviceClock()),
                    reading.pumpTime(),
                    reading.entry());
        }

        JsonObject toJson() {
            return Json.object()
                    .put("aheadMs", ahead.toMillis())
                    .put("at", at.toString())
                    .put("reading", reading)
                    .build();
        }

        static ClockDifference fromJson(JsonObject json) {
            json.onlyNames("aheadMs", "at", "reading");
            return new ClockDifference(
                    Duration.ofMillis(json.number("aheadMs")),
                    Timestamp.parse(json.string("at")),
                    json.number("reading"));
        }
    }

    /**
     * A page of a pump's own event log was read.
     *
     * @param from number of the first event that was asked for
     * @param lost how many events from there on the pump had overwritten: the gap before this page
     * @param next where the log is read on
     * @param more whether more was there already
     * @param events how many events are on the page
     * @param clock what is known of the pump's clock, by which the events are dated; empty when it was never read, and in version 1, which did not say
     * @param page the file with the page ({@link EventPage#toJson}, canonical); empty when it could not be kept
     * @param notes in words, what must be known beside it
     */
    public record PageRead(
            long from,
            long lost,
            long next,
            boolean more,
            int events,
            Optional<ClockDifference> clock,
            Optional<Digest> page,
            List<String> notes) {
        /** Type of the entry. */
        public static final String TYPE = "pump.events";
        /** Version of the body. */
        public static final int VERSION = 2;

        /** Copies the list. */
        public PageRead {
            notes = List.copyOf(notes);
        }

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("from", from)
                    .put("lost", lost)
                    .put("next", next)
                    .put("more", more)
                    .put("events", events)
                    .put("clock", clock.map(ClockDifference::toJson).orElseGet(() -> Json.object()
                            .build()))
                    .putOptional("page", page.map(Digest::text))
                    .put("notes", Json.texts(notes))
                    .build();
        }

        /** Reads a body of this version; {@link EntryForms} makes one of an older. */
        public static PageRead fromJson(JsonObject json) {
            json.onlyNames("from", "lost", "next", "more", "events", "clock", "page", "notes");
            JsonObject clock = json.object("clock");
            return new PageRead(
                    json.number("from"),
                    json.number("lost"),
                    json.number("next"),
                    json.flag("more"),
                    Math.toIntExact(json.number("events")),
                    clock.names().isEmpty() ? Optional.empty() : Optional.of(ClockDifference.fromJson(clock)),
                    json.optionalString("page").map(Digest::parse),
                    json.array("notes").strings());
        }
    }
}
