// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The body of the host's entry about a pump's own event log. The events themselves are a file, which the entry names as evidence: a page of them can be
 * larger than a body may be. Every version stays readable; the reader refuses a member it does not know.
 */
public final class EventEntries {

    private EventEntries() {}

    /**
     * A page of a pump's own event log was read.
     *
     * @param from number of the first event that was asked for
     * @param lost how many events from there on the pump had overwritten: the gap before this page
     * @param next where the log is read on
     * @param more whether more was there already
     * @param events how many events are on the page
     * @param page the file with the page ({@link EventPage#toJson}, canonical); empty when it could not be kept
     * @param notes in words, what must be known beside it
     */
    public record PageRead(
            long from, long lost, long next, boolean more, int events, Optional<Digest> page, List<String> notes) {
        /** Type of the entry. */
        public static final String TYPE = "pump.events";
        /** Version of the body. */
        public static final int VERSION = 1;

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
                    .putOptional("page", page.map(Digest::text))
                    .put("notes", Json.texts(notes))
                    .build();
        }

        /** Reads a body. */
        public static PageRead fromJson(JsonObject json) {
            json.onlyNames("from", "lost", "next", "more", "events", "page", "notes");
            return new PageRead(
                    json.number("from"),
                    json.number("lost"),
                    json.number("next"),
                    json.flag("more"),
                    Math.toIntExact(json.number("events")),
                    json.optionalString("page").map(Digest::parse),
                    json.array("notes").strings());
        }
    }
}
