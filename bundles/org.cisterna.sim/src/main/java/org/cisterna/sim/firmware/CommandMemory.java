// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/**
 * The last commands and what became of them: one id, one effect.
 *
 * @param <E> a command with its effect
 */
public abstract class CommandMemory<E> {

    private final int most;
    private final List<E> entries = new ArrayList<>();

    /** With room for so many. */
    protected CommandMemory(int most) {
        this.most = most;
    }

    /** The id of a command. */
    protected abstract Bytes id(E entry);

    /** A command for the device's memory. */
    protected abstract JsonObject json(E entry);

    /** A command as {@link #json(Object)} told it. */
    protected abstract E entry(JsonObject json);

    /** The command with an id. */
    public final Optional<E> find(Bytes id) {
        return entries.stream().filter(e -> id(e).equals(id)).findFirst();
    }

    /** The last one. */
    public final Optional<E> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** Remembers a command, and forgets the oldest when there are too many. */
    public final E add(E entry) {
        entries.add(entry);
        if (entries.size() > most) {
            entries.remove(0);
        }
        return entry;
    }

    /** Puts another effect in the place of one that is remembered. */
    protected final E replace(E old, E settled) {
        entries.set(entries.indexOf(old), settled);
        return settled;
    }

    /** For the device's memory. */
    public final JsonArray json() {
        return Json.array(entries.stream().map(this::json).toList());
    }

    /** Takes what {@link #json()} told; for a memory that is empty. */
    protected final void read(JsonArray json) {
        json.objects().forEach(e -> entries.add(entry(e)));
    }
}
