// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.List;
import java.util.OptionalLong;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.firmware.EventMemory;

/** The last events, numbered from 1 without a gap. Section 9 of the protocol page. */
final class EventRing extends EventMemory<EventRing.Event> {

    EventRing() {
        super(Limits.EVENT_RING);
    }

    /** An event; the command is empty when it is about none. */
    record Event(long number, long clock, int code, OptionalLong detail, Bytes command) {

        TlvWriter fields() {
            TlvWriter out = new TlvWriter().uint(1, number).uint(2, clock).uint(3, code);
            detail.ifPresent(value -> out.uint(4, value));
            return command.length() == 0 ? out : out.raw(5, command);
        }
    }

    void add(long clock, int code, OptionalLong detail, Bytes command) {
        add(number -> new Event(number, clock, code, detail, command));
    }

    List<Event> from(long number, long most) {
        return since(number, most).toList();
    }

    @Override
    protected long number(Event event) {
        return event.number();
    }

    @Override
    protected JsonObject json(Event e) {
        JsonObject.Builder json = Json.object()
                .put("clock", e.clock())
                .put("code", e.code())
                .put("command", e.command().hex());
        e.detail().ifPresent(value -> json.put("detail", value));
        return json.build();
    }

    @Override
    protected Event event(long number, JsonObject e) {
        return new Event(
                number,
                e.number("clock"),
                Math.toIntExact(e.number("code")),
                e.get("detail").isPresent() ? OptionalLong.of(e.number("detail")) : OptionalLong.empty(),
                Bytes.fromHex(e.string("command")));
    }

    static EventRing fromJson(JsonObject json) {
        EventRing ring = new EventRing();
        ring.read(json);
        return ring;
    }
}
