// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.medstream.Code.Event;

/** The last events, numbered from 1 without a gap. Section 11.7 of the protocol page. */
final class EventRing {

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long next = 1;

    /** An event; the detail is in its form, and the command is empty when it is about none. */
    record Entry(long number, long clock, Event code, String detail, Bytes command) {

        private String form() {
            return Fields.group(number, clock, code, detail, command);
        }
    }

    void add(long clock, Event code, String detail, Bytes command) {
        entries.addLast(new Entry(next++, clock, code, detail, command));
        if (entries.size() > Limits.EVENT_RING) {
            entries.removeFirst();
        }
    }

    long oldest() {
        return next - entries.size();
    }

    long next() {
        return next;
    }

    /** Those from a number on, as an answer tells them. */
    Fields from(long number, long most) {
        Fields out = new Fields().number("oldest", oldest()).number("next", next);
        entries.stream().filter(e -> e.number() >= number).limit(most).forEach(e -> out.put("event", e.form()));
        return out;
    }

    JsonObject json() {
        return Json.object()
                .put("next", next)
                .put(
                        "events",
                        Json.array(entries.stream()
                                .map(e -> Json.object()
                                        .put("clock", e.clock())
                                        .put("code", e.code().name())
                                        .put("detail", e.detail())
                                        .put("command", e.command().hex())
                                        .build())
                                .toList()))
                .build();
    }

    static EventRing fromJson(JsonObject json) {
        EventRing ring = new EventRing();
        List<JsonObject> events = json.array("events").objects();
        ring.next = json.number("next") - events.size();
        for (JsonObject e : events) {
            ring.add(
                    e.number("clock"),
                    Event.valueOf(e.string("code")),
                    e.string("detail"),
                    Bytes.fromHex(e.string("command")));
        }
        return ring;
    }
}
