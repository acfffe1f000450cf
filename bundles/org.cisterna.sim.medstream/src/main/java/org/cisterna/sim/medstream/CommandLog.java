// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.firmware.CommandMemory;

/** The last commands and what became of them: one id, one effect. Section 5 of the protocol page. */
final class CommandLog extends CommandMemory<CommandLog.Entry> {

    CommandLog() {
        super(Limits.REMEMBERED);
    }

    /** What a command was. */
    enum Kind {
        PROGRAMME,
        HALT
    }

    /** What became of it. */
    enum Effect {
        APPLIED,
        FAILED
    }

    /** A record; the digest is empty for a halt. */
    record Entry(Bytes command, Kind kind, Effect effect, long clock, long revision, Bytes digest) {

        String form() {
            return Fields.group(command, kind, effect, clock, revision, digest);
        }
    }

    @Override
    protected Bytes id(Entry entry) {
        return entry.command();
    }

    @Override
    protected JsonObject json(Entry e) {
        return Json.object()
                .put("command", e.command().hex())
                .put("kind", e.kind().name())
                .put("effect", e.effect().name())
                .put("clock", e.clock())
                .put("revision", e.revision())
                .put("digest", e.digest().hex())
                .build();
    }

    @Override
    protected Entry entry(JsonObject e) {
        return new Entry(
                Bytes.fromHex(e.string("command")),
                Kind.valueOf(e.string("kind")),
                Effect.valueOf(e.string("effect")),
                e.number("clock"),
                e.number("revision"),
                Bytes.fromHex(e.string("digest")));
    }

    static CommandLog fromJson(JsonArray json) {
        CommandLog log = new CommandLog();
        log.read(json);
        return log;
    }
}
