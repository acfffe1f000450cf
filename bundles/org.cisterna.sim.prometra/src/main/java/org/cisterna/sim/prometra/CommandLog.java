// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.firmware.CommandMemory;

/** The last commands and what became of them: one id, one effect. Section 5.3 of the protocol page. */
final class CommandLog extends CommandMemory<CommandLog.Entry> {

    CommandLog() {
        super(Limits.REMEMBERED);
    }

    /** A record; the digest is empty for a halt. */
    record Entry(Bytes command, int kind, int effect, long clock, long revision, Bytes digest) {

        TlvWriter fields() {
            TlvWriter out = new TlvWriter()
                    .raw(1, command)
                    .uint(2, kind)
                    .uint(3, effect)
                    .uint(4, clock)
                    .uint(5, revision);
            return digest.length() == 0 ? out : out.raw(6, digest);
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
                .put("kind", e.kind())
                .put("effect", e.effect())
                .put("clock", e.clock())
                .put("revision", e.revision())
                .put("digest", e.digest().hex())
                .build();
    }

    @Override
    protected Entry entry(JsonObject e) {
        return new Entry(
                Bytes.fromHex(e.string("command")),
                Math.toIntExact(e.number("kind")),
                Math.toIntExact(e.number("effect")),
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
