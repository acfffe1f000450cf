// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.firmware.EventMemory;
import org.cisterna.sim.medstream.Code.Event;

/** The last events, numbered from 1 without a gap. Section 11.7 of the protocol page. */
final class EventRing extends EventMemory<EventRing.Entry> {

    EventRing() {
        super(Limits.EVENT_RING);
    }

    /** An event; the detail is in its form, and the command is empty when it is about none. */
    record Entry(long number, long clock, Event code, String detail, Bytes command) {

        private String form() {
            return Fields.group(number, clock, code, detail, command);
        }
    }

    void add(long clock, Event code, String detail, Bytes command) {
        add(number -> new Entry(number, clock, code, detail, command));
    }

    /** Those from a number on, as an answer tells them. */
    Fields from(long number, long most) {
        Fields out = new Fields().number("oldest", oldest()).number("next", next());
        since(number, most).forEach(e -> out.put("event", e.form()));
        return out;
    }

    @Override
    protected long number(Entry event) {
        return event.number();
    }

    @Override
    protected JsonObject json(Entry e) {
        return Json.object()
                .put("clock", e.clock())
                .put("code", e.code().name())
                .put("detail", e.detail())
                .put("command", e.command().hex())
                .build();
    }

    @Override
    protected Entry event(long number, JsonObject e) {
        return new Entry(
                number,
                e.number("clock"),
                Event.valueOf(e.string("code")),
                e.string("detail"),
                Bytes.fromHex(e.string("command")));
    }

    static EventRing fromJson(JsonObject json) {
        EventRing ring = new EventRing();
        ring.read(json);
        return ring;
    }
}
