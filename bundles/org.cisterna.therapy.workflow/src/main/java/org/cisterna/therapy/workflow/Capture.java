// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;

/**
 * A fold as it was at one moment, read out in parts while it goes on: each pump when its turn comes, or just before it changes, whichever is
 * first. So the fold is locked for one pump at a time. Guarded by the fold it is of.
 */
final class Capture implements Iterator<JsonObject> {

    private final Object lock;
    private final Function<PumpId, JsonObject> part;
    private final Deque<PumpId> waiting;
    private final Set<PumpId> untouched;
    private final Map<PumpId, JsonObject> early = new HashMap<>();
    private final long size;
    private final JsonObject first;
    private boolean begun;

    /**
     * Begins one.
     *
     * @param lock the fold
     * @param size how many entries it has seen
     * @param first what concerns no pump
     * @param pumps the pumps it knows
     * @param part makes the part of one
     */
    Capture(Object lock, long size, JsonObject first, Collection<PumpId> pumps, Function<PumpId, JsonObject> part) {
        this.lock = lock;
        this.size = size;
        this.first = first;
        this.waiting = new ArrayDeque<>(pumps);
        this.untouched = new HashSet<>(pumps);
        this.part = part;
    }

    /** How many entries the fold had seen. */
    long size() {
        return size;
    }

    /** This pump is about to change; its owner holds the lock. */
    void changing(PumpId pump) {
        if (untouched.remove(pump)) {
            early.put(pump, part.apply(pump));
        }
    }

    @Override
    public boolean hasNext() {
        synchronized (lock) {
            return !begun || !waiting.isEmpty();
        }
    }

    @Override
    public JsonObject next() {
        synchronized (lock) {
            if (!begun) {
                begun = true;
                return first;
            }
            PumpId pump = waiting.poll();
            if (pump == null) {
                throw new NoSuchElementException("all pumps were read out");
            }
            JsonObject known = early.remove(pump);
            return untouched.remove(pump) || known == null ? part.apply(pump) : known;
        }
    }
}
