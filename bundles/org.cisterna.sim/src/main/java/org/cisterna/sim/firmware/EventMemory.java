// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The last events, numbered from 1 without a gap: a ring.
 *
 * @param <E> an event, with its number
 */
public abstract class EventMemory<E> {

    private final int most;
    private final Deque<E> events = new ArrayDeque<>();
    private long next = 1;

    /** With room for so many. */
    protected EventMemory(int most) {
        this.most = most;
    }

    /** The number of an event. */
    protected abstract long number(E event);

    /** An event for the device's memory, without its number. */
    protected abstract JsonObject json(E event);

    /** An event as {@link #json(Object)} told it. */
    protected abstract E event(long number, JsonObject json);

    /** One more; the oldest gives way when the ring is full. */
    protected final void add(LongFunction<E> numbered) {
        events.addLast(numbered.apply(next++));
        if (events.size() > most) {
            events.removeFirst();
        }
    }

    /** The number of the oldest that is here; of the next one when none is. */
    public final long oldest() {
        return next - events.size();
    }

    /** The number that the next one will have. */
    public final long next() {
        return next;
    }

    /** At most so many of those that are here, from a number on. */
    protected final Stream<E> since(long number, long limit) {
        return events.stream().filter(e -> number(e) >= number).limit(limit);
    }

    /** For the device's memory. */
    public final JsonObject json() {
        return Json.object()
                .put("next", next)
                .put("events", Json.array(events.stream().map(this::json).toList()))
                .build();
    }

    /** Takes what {@link #json()} told; for a ring that is empty. */
    protected final void read(JsonObject json) {
        List<JsonObject> told = json.array("events").objects();
        next = json.number("next") - told.size();
        told.forEach(e -> add(number -> event(number, e)));
    }
}
