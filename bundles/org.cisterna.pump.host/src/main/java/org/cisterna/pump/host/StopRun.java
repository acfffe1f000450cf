// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Outcome.Evidence;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.host.CommandRecord.End;
import org.cisterna.pump.host.Proof.Doubt;
import org.cisterna.pump.host.Proof.Found;
import org.cisterna.pump.host.Reconciliation.Judgement;
import org.cisterna.pump.host.Settlement.Settled;

/**
 * One stop: intent, stop, proof, outcome. It waits for nothing longer than it must, is sent again until it is proved, always under the same id,
 * and goes out even when it can be written down nowhere.
 */
final class StopRun {

    private final Parts parts;
    private final PumpId pump;
    private final CommandId id;
    private final String reason;
    private final Optional<String> orderedBy;
    private final Caller caller;
    private final Turn turn;
    private final FrameRecorder frames = new FrameRecorder();
    private final List<String> notes = new ArrayList<>();

    private Optional<Instant> mayStandSince = Optional.empty();
    private String words = "";
    private Optional<Doubt> doubt = Optional.empty();

    StopRun(
            Parts parts,
            PumpId pump,
            CommandId id,
            String reason,
            Optional<String> orderedBy,
            Caller caller,
            Turn turn) {
        this.parts = parts;
        this.pump = pump;
        this.id = id;
        this.reason = reason;
        this.orderedBy = orderedBy;
        this.caller = caller;
        this.turn = turn;
    }

    Answer<CommandResult> run() {
        Optional<String> away = parts.feed().catchUp(parts.world().settings().ledgerBeforeStop());
        HostFold fold = parts.feed().fold();
        if (parts.feed().isRunning(id)) { // at another pump: this one has one turn at a time
            return Answer.refused(Refusals.commandReused(id));
        }
        Optional<CommandRecord> known = fold.command(id);
        if (known.isPresent()) {
            boolean same = known.get().pump().equals(pump) && known.get().kind().equals(Optional.of(Kind.STOP));
            if (!same) {
                return Answer.refused(Refusals.commandReused(id));
            }
            if (known.get().standing().isEmpty()) {
                return Answer.done(Results.of(known.get(), fold));
            }
        }
        Optional<PumpKeys.Bond> bond = parts.keys().bond(pump);
        if (bond.isEmpty()) {
            return Answer.refused(
                    Refusals.keyMissing(pump, parts.keys().trouble(pump).orElse("it is not there")));
        }
        Answer<DriverSlot> driver = parts.sessions().driver(bond.get().family());
        if (!driver.isDone()) {
            return Answer.refused(driver.violations());
        }
        Intent intent = new Intent(
                id,
                Kind.STOP,
                Optional.empty(),
                Optional.empty(),
                fold.reading(pump).map(each -> Before.of(each.snapshot())),
                Optional.empty(),
                Optional.of(reason),
                orderedBy);
        parts.feed().begins(id);
        try {
            if (known.isEmpty()) {
                notes.addAll(parts.settlement().stopIntent(caller, pump, intent, away));
            }
            step("INTENT_ENTERED");
            return Answer.done(settled(carriedOut(intent)));
        } finally {
            parts.feed().ends(id);
        }
    }

    private Ending carriedOut(Intent intent) {
        try {
            return stopped(intent);
        } catch (RuntimeException e) { // a bug of ours must not leave an intent without an end
            words = "the platform failed: " + ForeignWords.of(e);
            return unproved(Optional.empty());
        }
    }

    private Ending stopped(Intent intent) {
        Optional<Found> latest = Optional.empty();
        for (int attempt = 0; attempt < parts.world().settings().attempts(); attempt++) {
            if (attempt > 0) {
                turn.pause(
                        parts.world().house(),
                        parts.world()
                                .house()
                                .now()
                                .plus(parts.world().settings().pause()));
            }
            if (turn.wanted().isPresent()) {
                words = turn.wanted().get().words();
                break;
            }
            step("OPENING");
            Answer<HostSession> opened = parts.sessions().open(pump, true, turn, frames);
            if (!(opened instanceof Answer.Done<HostSession> session)) {
                words = Ending.words(opened.violations());
                continue;
            }
            Attempt tried = attempt(session.value(), intent, attempt > 0);
            session.value().close().ifPresent(notes::add);
            if (tried.ending().isPresent()) {
                return tried.ending().get();
            }
            latest = tried.found().or(() -> Optional.empty());
        }
        return unproved(latest);
    }

    /** One attempt: its end, when it has one; else what was found, when anything was. */
    private record Attempt(Optional<Ending> ending, Optional<Found> found) {}

    private Attempt attempt(HostSession session, Intent intent, boolean again) {
        step("STOPPING");
        Instant now = parts.world().pump().now();
        Called<Answer<CommandEffect>> called = session.stop(id);
        if (called instanceof Called.Failed<Answer<CommandEffect>> failed) {
            words = failed.words();
            if (failed.made()) {
                mayStandSince = mayStandSince.or(() -> Optional.of(now));
            }
            return new Attempt(Optional.empty(), Optional.empty());
        }
        mayStandSince = mayStandSince.or(() -> Optional.of(now));
        Answer<CommandEffect> answer = Sessions.answered(called, turn);
        Optional<CommandEffect> effect =
                answer instanceof Answer.Done<CommandEffect> done ? Optional.of(done.value()) : Optional.empty();
        String refusal = answer.isDone() ? "" : Ending.words(answer.violations());
        step("READING_BACK");
        Found found = again ? Proof.ofStop(session, pump, id, intent) : Proof.of(session, pump, id, intent, effect);
        doubt = found.doubt();
        if (found.judgement() instanceof Judgement.Resolved resolved) {
            if (resolved.outcome() instanceof Outcome.Applied) {
                return new Attempt(
                        Optional.of(new Ending(resolved.outcome(), found.snapshot(), found.seen(), found.notes())),
                        Optional.empty());
            }
            words = ((Outcome.NotApplied) resolved.outcome()).reason();
        } else if (found.judgement() instanceof Judgement.Open open) {
            words = open.words();
        } else {
            words = "the pump stands still, and by its own word because of another command";
        }
        if (!refusal.isEmpty()) {
            words = "the pump refused: " + refusal + (words.isEmpty() ? "" : "; " + words);
        }
        boolean believed = !refusal.isEmpty() && (found.broken() || found.judgement() instanceof Judgement.Resolved);
        return believed
                ? new Attempt(
                        Optional.of(new Ending(
                                new Outcome.NotApplied(Evidence.REFUSED_BY_PUMP, words),
                                found.snapshot(),
                                found.seen(),
                                found.notes())),
                        Optional.empty())
                : new Attempt(Optional.empty(), Optional.of(found));
    }

    private Ending unproved(Optional<Found> latest) {
        if (mayStandSince.isEmpty()) {
            return Ending.not(Evidence.NEVER_SENT, words);
        }
        Optional<Snapshot> snapshot = latest.flatMap(Found::snapshot);
        Optional<Seen> seen = latest.flatMap(Found::seen);
        Optional<Outcome> proved = latest.map(Found::judgement)
                .filter(Judgement.Resolved.class::isInstance)
                .map(each -> ((Judgement.Resolved) each).outcome());
        return new Ending(
                proved.orElseGet(
                        () -> new Outcome.Unknown(words, parts.world().house().now(), mayStandSince)),
                snapshot,
                seen,
                List.of());
    }

    private CommandResult settled(Ending ending) {
        notes.addAll(ending.notes());
        Ended ended = new Ended(
                id, Kind.STOP, ending.outcome(), ending.snapshot().map(Snapshot::digest), Optional.empty(), notes);
        Settled settled = parts.settlement()
                .end(caller, pump, ended, ending.snapshot(), parts.evidence().keep(frames), earlierOnes(ending, ended));
        step("DONE");
        List<String> warnings = new ArrayList<>(notes);
        warnings.addAll(settled.warnings());
        Instant now = parts.world().house().now();
        return new CommandResult(pump, id, ending.outcome(), settled.outcome(), now, settled.reading(), warnings);
    }

    /** What the proof of this stop says about commands before it whose end nobody knew. */
    private List<Ended> earlierOnes(Ending ending, Ended ended) {
        if (ending.seen().isEmpty() || !(ending.outcome() instanceof Outcome.Applied)) {
            return List.of();
        }
        Instant now = parts.world().house().now();
        List<CommandRecord> since = new ArrayList<>(parts.feed().fold().sinceOldestStanding(pump));
        since.add(new CommandRecord(
                id,
                pump,
                Long.MAX_VALUE,
                Optional.empty(),
                Optional.of(new End(ended, CommandRecord.NOT_ENTERED, now))));
        return Settlement.ends(Reconciliation.judgeAll(since, ending.seen().get(), doubt), ended.snapshot());
    }

    private void step(String step) {
        parts.progress().step(pump, Optional.of(id), step);
    }
}
