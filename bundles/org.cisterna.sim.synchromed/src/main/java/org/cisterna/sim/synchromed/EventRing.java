// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/** The last events, numbered from 1 without a gap. */
final class EventRing {

    private final Deque<Event> events = new ArrayDeque<>();
    private long next = 1;

    record Event(long number, long clock, int code, Bytes detail) {}

    void add(long clock, int code, Bytes detail) {
        events.addLast(new Event(next++, clock, code, detail));
        if (events.size() > Limits.EVENT_RING) {
            events.removeFirst();
        }
    }

    void add(long clock, int code, long first, long second) {
        add(clock, code, new PayloadWriter().u64(first).u64(second).bytes());
    }

    long oldest() {
        return next - events.size();
    }

    long next() {
        return next;
    }

    List<Event> from(long number, int most) {
        return events.stream().filter(e -> e.number() >= number).limit(most).toList();
    }

    JsonObject json() {
        return Json.object()
                .put("next", next)
                .put(
                        "events",
                        Json.array(events.stream()
                                .map(e -> Json.object()
                                        .put("clock", e.clock())
                                        .put("code", e.code())
                                        .put("detail", e.detail().hex())
                                        .build())
                                .toList()))
                .build();
    }

    static EventRing fromJson(JsonObject json) {
        EventRing ring = new EventRing();
        List<JsonObject> events = json.array("events").objects();
        ring.next = json.number("next") - events.size();
        for (JsonObject e : events) {
            ring.add(e.number("clock"), Math.toIntExact(e.number("code")), Bytes.fromHex(e.string("detail")));
        }
        return ring;
    }
}
