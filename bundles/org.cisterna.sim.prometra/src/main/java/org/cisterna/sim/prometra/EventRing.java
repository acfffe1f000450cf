// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/** The last events, numbered from 1 without a gap. Section 9 of the protocol page. */
final class EventRing {

    private final Deque<Event> events = new ArrayDeque<>();
    private long next = 1;

    /** An event; the command is empty when it is about none. */
    record Event(long number, long clock, int code, OptionalLong detail, Bytes command) {

        TlvWriter fields() {
            TlvWriter out = new TlvWriter().uint(1, number).uint(2, clock).uint(3, code);
            detail.ifPresent(value -> out.uint(4, value));
            return command.length() == 0 ? out : out.raw(5, command);
        }
    }

    void add(long clock, int code, OptionalLong detail, Bytes command) {
        events.addLast(new Event(next++, clock, code, detail, command));
        if (events.size() > Limits.EVENT_RING) {
            events.removeFirst();
        }
    }

    long oldest() {
        return next - events.size();
    }

    long next() {
        return next;
    }

    List<Event> from(long number, long most) {
        return events.stream().filter(e -> e.number() >= number).limit(most).toList();
    }

    JsonObject json() {
        return Json.object()
                .put("next", next)
                .put("events", Json.array(events.stream().map(EventRing::json).toList()))
                .build();
    }

    private static JsonObject json(Event e) {
        JsonObject.Builder json = Json.object()
                .put("clock", e.clock())
                .put("code", e.code())
                .put("command", e.command().hex());
        e.detail().ifPresent(value -> json.put("detail", value));
        return json.build();
    }

    static EventRing fromJson(JsonObject json) {
        EventRing ring = new EventRing();
        List<JsonObject> events = json.array("events").objects();
        ring.next = json.number("next") - events.size();
        for (JsonObject e : events) {
            ring.add(
                    e.number("clock"),
                    Math.toIntExact(e.number("code")),
                    e.get("detail").isPresent() ? OptionalLong.of(e.number("detail")) : OptionalLong.empty(),
                    Bytes.fromHex(e.string("command")));
        }
        return ring;
    }
}
