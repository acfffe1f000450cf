// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus.StandingUnknown;
import org.cisterna.pump.Revision;

/**
 * What the ledger, and the journal, say about one command. Immutable.
 *
 * @param id its id
 * @param pump on which pump
 * @param order among the commands of the host, by their intents
 * @param intended its intent, once that was seen
 * @param ended its end, the last one that was seen
 */
record CommandRecord(CommandId id, PumpId pump, long order, Optional<Intended> intended, Optional<End> ended) {

    /** By the time of the intent, then as they were seen: what waited in the journal counts from when it was due. */
    static final Comparator<CommandRecord> BY_TIME =
            Comparator.comparing(CommandRecord::since).thenComparingLong(CommandRecord::order);

    /** Sequence of what stands in the journal and not in the ledger. */
    static final long NOT_ENTERED = -1;

    /**
     * The intent as it stands.
     *
     * @param intent what was to be done
     * @param sequence of its entry
     * @param house house time of it
     * @param pumpTime pump time of it
     */
    record Intended(Intent intent, long sequence, Instant house, Instant pumpTime) {}

    /**
     * The end as it stands.
     *
     * @param ended what became of it
     * @param sequence of its entry
     * @param house house time of it, also when it was entered later
     */
    record End(Ended ended, long sequence, Instant house) {}

    private Instant since() {
        return intended.map(Intended::house).or(() -> ended.map(End::house)).orElse(Instant.MIN);
    }

    /** What it was to do; empty when its intent was never seen. */
    Optional<Kind> kind() {
        return intended.map(each -> each.intent().kind())
                .or(() -> ended.map(each -> each.ended().kind()));
    }

    /** The plan it was to carry out. */
    Optional<Digest> plan() {
        return intended.flatMap(each -> each.intent().plan()).map(each -> each.digest());
    }

    /** What is not known about it, when that forbids writes: no end, or an end nobody knows. */
    Optional<Outcome.Unknown> standing() {
        if (ended.isPresent()) {
            Ended end = ended.get().ended();
            return end.stands() && end.outcome() instanceof Outcome.Unknown unknown
                    ? Optional.of(unknown)
                    : Optional.empty();
        }
        return intended.map(CommandRecord::lost);
    }

    /** The end of a command that has none: the platform ended before it. */
    private static Outcome.Unknown lost(Intended intended) {
        boolean mayStop = intended.intent().kind() == Kind.STOP
                || intended.intent().interimStop().isPresent();
        return new Outcome.Unknown(
                "the platform ended between the intent and the outcome of this command; read the pump to learn what became of it",
                intended.house(),
                mayStop ? Optional.of(intended.pumpTime()) : Optional.empty());
    }

    /** Whether it certainly did nothing to the pump's therapy state. */
    boolean didNothing() {
        return ended.isPresent() && ended.get().ended().outcome() instanceof Outcome.NotApplied;
    }

    /** The revision at which it was read back, or attested, when it is proved to have been applied. */
    Optional<Revision> appliedAt() {
        return ended.map(each -> each.ended().outcome())
                .filter(Outcome.Applied.class::isInstance)
                .map(outcome -> ((Outcome.Applied) outcome).revision());
    }

    /** The view, when it stands. */
    Optional<StandingUnknown> view() {
        return standing()
                .map(unknown -> new StandingUnknown(
                        id,
                        intended.map(Intended::sequence).orElse(NOT_ENTERED),
                        unknown,
                        intended.flatMap(each -> each.intent().before())
                                .map(Before::revision)
                                .orElse(new Revision(0))));
    }

    CommandRecord with(Intended next) {
        return new CommandRecord(id, pump, order, Optional.of(next), ended);
    }

    CommandRecord with(End next) {
        return new CommandRecord(id, pump, order, intended, Optional.of(next));
    }
}
