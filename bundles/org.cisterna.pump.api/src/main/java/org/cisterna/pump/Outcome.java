// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;

/**
 * What became of a command. There are three ends and no fourth; a boolean success exists nowhere.
 */
public sealed interface Outcome {

    /** In JSON: an instant of house time. */
    String HOUSE = "house time";

    /** In JSON: an instant of pump time. */
    String PUMP = "pump time";

    /** What an outcome rests on. */
    enum Evidence {
        /** Read from the pump by a request other than the write. */
        READ_BACK,
        /** Attested by two people. */
        ATTESTED,
        /** The pump refused, in a proven answer, before its therapy state changed. */
        REFUSED_BY_PUMP,
        /** Nothing that could change the therapy state left the platform. */
        NEVER_SENT
    }

    /**
     * The pump runs what was ordered.
     *
     * @param evidence {@link Evidence#READ_BACK} or {@link Evidence#ATTESTED}
     * @param revision the pump's revision now
     */
    record Applied(Evidence evidence, Revision revision) implements Outcome {
        public Applied {
            if (evidence != Evidence.READ_BACK && evidence != Evidence.ATTESTED) {
                throw new IllegalArgumentException("applied is read back or attested");
            }
        }
    }

    /**
     * The pump's therapy state is what it was; proved.
     *
     * @param evidence how that is known
     * @param reason why, in words
     */
    record NotApplied(Evidence evidence, String reason) implements Outcome {}

    /**
     * Nobody knows; until a reading resolves it, writes to this pump are refused, and reading and stopping are not.
     *
     * @param reason what happened, in words
     * @param since house time
     * @param mayBeStoppedSince pump time from which the pump may stand still, when the command could have stopped it
     */
    record Unknown(String reason, Instant since, Optional<Instant> mayBeStoppedSince) implements Outcome {}

    /** {@code APPLIED}, {@code NOT_APPLIED} or {@code UNKNOWN}. */
    default String name() {
        if (this instanceof Applied) {
            return "APPLIED";
        }
        return this instanceof NotApplied ? "NOT_APPLIED" : "UNKNOWN";
    }

    /** As JSON; each instant of an UNKNOWN stands beside the clock it is of. */
    default JsonObject toJson() {
        if (this instanceof Applied applied) {
            return Json.object()
                    .put("outcome", name())
                    .put("evidence", applied.evidence().name())
                    .put("revision", applied.revision().number())
                    .build();
        }
        if (this instanceof NotApplied not) {
            return Json.object()
                    .put("outcome", name())
                    .put("evidence", not.evidence().name())
                    .put("reason", not.reason())
                    .build();
        }
        Unknown unknown = (Unknown) this;
        return Json.object()
                .put("outcome", name())
                .put("reason", unknown.reason())
                .put("since", unknown.since().toString())
                .put("sinceClock", HOUSE)
                .putOptional("mayBeStoppedSince", unknown.mayBeStoppedSince().map(Instant::toString))
                .putOptional(
                        "mayBeStoppedSinceClock", unknown.mayBeStoppedSince().map(any -> PUMP))
                .build();
    }

    /** Reads what {@link #toJson()} wrote. */
    static Outcome fromJson(JsonObject json) {
        String name = json.string("outcome");
        return switch (name) {
            case "APPLIED" ->
                new Applied(Evidence.valueOf(json.string("evidence")), new Revision(json.number("revision")));
            case "NOT_APPLIED" -> new NotApplied(Evidence.valueOf(json.string("evidence")), json.string("reason"));
            case "UNKNOWN" ->
                new Unknown(
                        json.string("reason"),
                        Timestamp.parse(json.string("since")),
                        json.optionalString("mayBeStoppedSince").map(Instant::parse));
            default -> throw new IllegalArgumentException("unknown outcome: " + name);
        };
    }
}
