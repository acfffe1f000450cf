// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.firmware.EventMemory;

/** The last events, numbered from 1 without a gap. */
final class EventRing extends EventMemory<EventRing.Event> {

    EventRing() {
        super(Limits.EVENT_RING);
    }

    record Event(long number, long clock, int code, Bytes detail) {}

    void add(long clock, int code, Bytes detail) {
        add(number -> new Event(number, clock, code, detail));
    }

    void add(long clock, int code, long first, long second) {
        add(clock, code, new PayloadWriter().u64(first).u64(second).bytes());
    }

    List<Event> from(long number, int most) {
        return since(number, most).toList();
    }

    @Override
    protected long number(Event event) {
        return event.number();
    }

    @Override
    protected JsonObject json(Event e) {
        return Json.object()
                .put("clock", e.clock())
                .put("code", e.code())
                .put("detail", e.detail().hex())
                .build();
    }

    @Override
    protected Event event(long number, JsonObject e) {
        return new Event(
                number, e.number("clock"), Math.toIntExact(e.number("code")), Bytes.fromHex(e.string("detail")));
    }

    static EventRing fromJson(JsonObject json) {
        EventRing ring = new EventRing();
        ring.read(json);
        return ring;
    }
}
