// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.synchromed;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.firmware.CommandMemory;

/** The last commands and what became of them: one id, one effect. */
final class CommandLog extends CommandMemory<CommandLog.Entry> {

    CommandLog() {
        super(Limits.REMEMBERED_COMMANDS);
    }

    /** A command record; section 5.4 of the protocol page. */
    record Entry(Bytes commandId, int kind, int effect, long clock, long revision, Bytes planDigest) {

        void write(PayloadWriter out) {
            out.raw(commandId).u8(kind).u8(effect).u64(clock).u32(revision).raw(planDigest);
        }

        Entry with(int newEffect, long newClock, long newRevision) {
            return new Entry(commandId, kind, newEffect, newClock, newRevision, planDigest);
        }
    }

    /** Puts the final effect in the place of the pending one. */
    Entry settle(Bytes commandId, int effect, long clock, long revision) {
        Entry pending =
                find(commandId).orElseThrow(() -> new IllegalStateException("a pending command is always remembered"));
        return replace(pending, pending.with(effect, clock, revision));
    }

    @Override
    protected Bytes id(Entry entry) {
        return entry.commandId();
    }

    @Override
    protected JsonObject json(Entry e) {
        return Json.object()
                .put("commandId", e.commandId().hex())
                .put("kind", e.kind())
                .put("effect", e.effect())
                .put("clock", e.clock())
                .put("revision", e.revision())
                .put("planDigest", e.planDigest().hex())
                .build();
    }

    @Override
    protected Entry entry(JsonObject e) {
        return new Entry(
                Bytes.fromHex(e.string("commandId")),
                Math.toIntExact(e.number("kind")),
                Math.toIntExact(e.number("effect")),
                e.number("clock"),
                e.number("revision"),
                Bytes.fromHex(e.string("planDigest")));
    }

    static CommandLog fromJson(JsonArray json) {
        CommandLog log = new CommandLog();
        log.read(json);
        return log;
    }
}
