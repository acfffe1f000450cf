// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.Verdict;
import org.cisterna.pump.DriverClass;

/**
 * What came of a run that came to its end.
 *
 * @param driverClass read from the driver
 * @param level what the verdicts come to
 * @param counts how many verdicts of each kind there are; every kind is there
 * @param digest of the result; a replay comes to the same
 * @param kit its version
 * @param rulebook names the rules exactly
 * @param threadsLeft how many threads the driver left behind
 * @param files digests of the report's files; that of {@link ReportFile#JSON} is there
 */
public record RunResult(
        DriverClass driverClass,
        Level level,
        Map<Verdict.Kind, Long> counts,
        Digest digest,
        String kit,
        Digest rulebook,
        long threadsLeft,
        Map<ReportFile, Digest> files) {

    /** What verdicts come to. */
    public enum Level {
        /** No rule is broken, and every rule of harm C was tested. */
        CONFORMANT,
        /** A rule that is a MUST is broken. */
        BROKEN,
        /** Nothing is broken, and a rule of harm C was not decided. What was not tested is not conformant. */
        INCOMPLETE
    }

    /** Checks that the report is there, and that every kind is counted. */
    public RunResult {
        Map<Verdict.Kind, Long> every = new EnumMap<>(Verdict.Kind.class);
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            every.put(kind, Optional.ofNullable(counts.get(kind)).orElse(0L));
        }
        counts = Collections.unmodifiableMap(every);
        if (!files.containsKey(ReportFile.JSON)) {
            throw new IllegalArgumentException("a result without its report is none");
        }
        files = Collections.unmodifiableMap(new EnumMap<>(files));
    }

    /** As JSON. */
    public JsonObject toJson() {
        JsonObject.Builder counted = Json.object();
        counts.forEach((kind, count) -> counted.put(kind.name(), count));
        JsonObject.Builder named = Json.object();
        files.forEach((file, hash) -> named.put(file.fileName(), hash.text()));
        return Json.object()
                .put("class", driverClass.name())
                .put("level", level.name())
                .put("counts", counted.build())
                .put("resultDigest", digest.text())
                .put("kit", kit)
                .put("rulebook", rulebook.text())
                .put("threadsLeft", threadsLeft)
                .put("files", named.build())
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    public static RunResult fromJson(JsonObject json) {
        json.onlyNames("class", "level", "counts", "resultDigest", "kit", "rulebook", "threadsLeft", "files");
        Map<Verdict.Kind, Long> counts = new EnumMap<>(Verdict.Kind.class);
        JsonObject counted = json.object("counts");
        counted.names().forEach(each -> counts.put(Verdict.Kind.valueOf(each), counted.number(each)));
        Map<ReportFile, Digest> files = new EnumMap<>(ReportFile.class);
        JsonObject named = json.object("files");
        named.names()
                .forEach(each -> files.put(
                        ReportFile.named(each)
                                .orElseThrow(() -> new IllegalArgumentException(each + " is no file of a report")),
                        named.value(each, Digest::parse)));
        return new RunResult(
                json.value("class", DriverClass::valueOf),
                json.value("level", Level::valueOf),
                counts,
                json.value("resultDigest", Digest::parse),
                json.string("kit"),
                json.value("rulebook", Digest::parse),
                json.number("threadsLeft"),
                files);
    }
}
