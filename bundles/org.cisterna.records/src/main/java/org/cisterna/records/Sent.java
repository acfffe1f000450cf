// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpStatus.StandingUnknown;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;

/**
 * A command to a pump, as far as it was entered. What waited in the host's journal counts from when it was due.
 *
 * @param id which
 * @param kind what it is to do
 * @param intended its intent, once that was entered
 * @param ended its end, the last one that counts
 */
record Sent(CommandId id, Kind kind, Optional<Intended> intended, Optional<End> ended) {

    /** Its intent: the sequence of the entry, the time that counts, the pump's revision before, and the solution that its plan is for. */
    record Intended(long entry, Instant house, Instant pumpTime, long revision, Optional<Solution> solution) {}

    /** Its end: the time that counts, what became of it, and whether it still blocks. */
    record End(Instant house, Outcome outcome, boolean stands) {}

    static Sent of(Intent intent, long entry, Instant house, Instant pumpTime) {
        return new Sent(
                intent.command(),
                intent.kind(),
                Optional.of(new Intended(
                        entry,
                        house,
                        pumpTime,
                        intent.before()
                                .map(Before::revision)
                                .map(Revision::number)
                                .orElse(0L),
                        intent.plan().map(Plan::solution))),
                Optional.empty());
    }

    static Sent of(Ended ended, Instant house) {
        return new Sent(ended.command(), ended.kind(), Optional.empty(), Optional.of(end(ended, house)));
    }

    private static End end(Ended ended, Instant house) {
        return new End(house, ended.outcome(), ended.stands());
    }

    Sent intended(Intended newIntent) {
        return intended.isPresent() ? this : new Sent(id, kind, Optional.of(newIntent), ended);
    }

    /** With an end, unless a later one is known. */
    Sent ended(Ended newEnd, Instant house) {
        boolean older = ended.isPresent() && house.isBefore(ended.get().house());
        return older ? this : new Sent(id, kind, intended, Optional.of(end(newEnd, house)));
    }

    /** With an end that waited in the journal: one that was entered in time at the same moment outweighs it. */
    Sent endedLate(Ended newEnd, Instant due) {
        boolean overtaken = ended.isPresent() && !ended.get().house().isBefore(due);
        return overtaken ? this : ended(newEnd, due);
    }

    /** Whether nobody knows its end, and it still matters. */
    boolean stands() {
        return ended.filter(End::stands).isPresent();
    }

    boolean hasEnd() {
        return ended.isPresent();
    }

    /** What two people attested to have filled in; empty for anything else. */
    Optional<Solution> filledByHand() {
        boolean attested = kind == Kind.COMMIT
                && ended.filter(each -> each.outcome() instanceof Outcome.Applied applied
                                && applied.evidence() == Outcome.Evidence.ATTESTED)
                        .isPresent();
        return attested ? intended.flatMap(Intended::solution) : Optional.empty();
    }

    /** When it was to be sent, or else when its end was known. */
    Instant since() {
        return intended.map(Intended::house).or(() -> ended.map(End::house)).orElse(Instant.EPOCH);
    }

    /** As callers of the host see it. */
    Optional<StandingUnknown> view() {
        return ended.filter(End::stands)
                .map(End::outcome)
                .filter(Outcome.Unknown.class::isInstance)
                .map(Outcome.Unknown.class::cast)
                .map(unknown -> new StandingUnknown(
                        id,
                        intended.map(Intended::entry).orElse(-1L),
                        unknown,
                        new Revision(intended.map(Intended::revision).orElse(0L))));
    }

    JsonObject toJson() {
        return Json.object()
                .put("id", id.hex())
                .put("kind", kind.name())
                .putOptional("intended", intended.map(each -> Json.object()
                        .put("entry", each.entry())
                        .put("house", each.house().toEpochMilli())
                        .put("pumpTime", each.pumpTime().toEpochMilli())
                        .put("revision", each.revision())
                        .putOptional("solution", each.solution().map(Solution::toJson))
                        .build()))
                .putOptional("ended", ended.map(each -> Json.object()
                        .put("house", each.house().toEpochMilli())
                        .put("outcome", each.outcome().toJson())
                        .put("stands", each.stands())
                        .build()))
                .build();
    }

    static Sent fromJson(JsonObject json) {
        return new Sent(
                new CommandId(json.string("id")),
                Kind.valueOf(json.string("kind")),
                json.optionalObject("intended")
                        .map(each -> new Intended(
                                each.number("entry"),
                                Instant.ofEpochMilli(each.number("house")),
                                Instant.ofEpochMilli(each.number("pumpTime")),
                                each.number("revision"),
                                each.optionalArray("solution").map(Solution::fromJson))),
                json.optionalObject("ended")
                        .map(each -> new End(
                                Instant.ofEpochMilli(each.number("house")),
                                Outcome.fromJson(each.object("outcome")),
                                each.flag("stands"))));
    }
}
