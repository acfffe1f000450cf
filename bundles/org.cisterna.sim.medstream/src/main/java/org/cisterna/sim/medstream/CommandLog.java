// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.medstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.Bytes;

/** The last commands and what became of them: one id, one effect. Section 5 of the protocol page. */
final class CommandLog {

    private final List<Entry> entries = new ArrayList<>();

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
                        .put("kind", e.kind().name())
                        .put("effect", e.effect().name())
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
                    Kind.valueOf(e.string("kind")),
                    Effect.valueOf(e.string("effect")),
                    e.number("clock"),
                    e.number("revision"),
                    Bytes.fromHex(e.string("digest"))));
        }
        return log;
    }
}
