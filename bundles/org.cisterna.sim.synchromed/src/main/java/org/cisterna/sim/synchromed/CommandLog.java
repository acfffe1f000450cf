// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/** The last commands and what became of them: one id, one effect. */
final class CommandLog {

    private final List<Entry> entries = new ArrayList<>();

    /** A command record; section 5.4 of the protocol page. */
    record Entry(Bytes commandId, int kind, int effect, long clock, long revision, Bytes planDigest) {

        void write(PayloadWriter out) {
            out.raw(commandId).u8(kind).u8(effect).u64(clock).u32(revision).raw(planDigest);
        }

        Entry with(int newEffect, long newClock, long newRevision) {
            return new Entry(commandId, kind, newEffect, newClock, newRevision, planDigest);
        }
    }

    Optional<Entry> find(Bytes commandId) {
        return entries.stream().filter(e -> e.commandId().equals(commandId)).findFirst();
    }

    Optional<Entry> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** Remembers a new command, and forgets the oldest when there are too many. */
    void add(Entry entry) {
        entries.add(entry);
        if (entries.size() > Limits.REMEMBERED_COMMANDS) {
            entries.remove(0);
        }
    }

    /** Puts the final effect in the place of the pending one. */
    Entry settle(Bytes commandId, int effect, long clock, long revision) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).commandId().equals(commandId)) {
                Entry settled = entries.get(i).with(effect, clock, revision);
                entries.set(i, settled);
                return settled;
            }
        }
        throw new IllegalStateException("a pending command is always remembered");
    }

    JsonArray json() {
        return Json.array(entries.stream()
                .map(e -> Json.object()
                        .put("commandId", e.commandId().hex())
                        .put("kind", e.kind())
                        .put("effect", e.effect())
                        .put("clock", e.clock())
                        .put("revision", e.revision())
                        .put("planDigest", e.planDigest().hex())
                        .build())
                .toList());
    }

    static CommandLog fromJson(JsonArray json) {
        CommandLog log = new CommandLog();
        for (JsonObject e : json.objects()) {
            log.entries.add(new Entry(
                    Bytes.fromHex(e.string("commandId")),
                    Math.toIntExact(e.number("kind")),
                    Math.toIntExact(e.number("effect")),
                    e.number("clock"),
                    e.number("revision"),
                    Bytes.fromHex(e.string("planDigest"))));
        }
        return log;
    }
}
