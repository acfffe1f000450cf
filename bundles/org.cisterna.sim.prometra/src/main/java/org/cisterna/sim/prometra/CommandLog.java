// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/** The last commands and what became of them: one id, one effect. Section 5.3 of the protocol page. */
final class CommandLog {

    private final List<Entry> entries = new ArrayList<>();

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

    Optional<Entry> find(Bytes command) {
        return entries.stream().filter(e -> e.command().equals(command)).findFirst();
    }

    Optional<Entry> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** Remembers a command, and forgets the oldest when there are too many. */
    Entry add(Entry entry) {
        entries.add(entry);
        if (entries.size() > Limits.REMEMBERED) {
            entries.remove(0);
        }
        return entry;
    }

    JsonArray json() {
        return Json.array(entries.stream()
                .map(e -> Json.object()
                        .put("command", e.command().hex())
                        .put("kind", e.kind())
                        .put("effect", e.effect())
                        .put("clock", e.clock())
                        .put("revision", e.revision())
                        .put("digest", e.digest().hex())
                        .build())
                .toList());
    }

    static CommandLog fromJson(JsonArray json) {
        CommandLog log = new CommandLog();
        for (JsonObject e : json.objects()) {
            log.entries.add(new Entry(
                    Bytes.fromHex(e.string("command")),
                    Math.toIntExact(e.number("kind")),
                    Math.toIntExact(e.number("effect")),
                    e.number("clock"),
                    e.number("revision"),
                    Bytes.fromHex(e.string("digest"))));
        }
        return log;
    }
}
