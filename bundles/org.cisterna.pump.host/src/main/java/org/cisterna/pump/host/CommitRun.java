// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Receipt;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome.Evidence;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.Settlement.Settled;
import org.cisterna.pump.spi.Staged;

/**
 * One commit: gate, session, fresh reading, gate again, intent, stage, commit, proof, outcome. Until the intent is durable every end is a
 * refusal; afterwards every end is an outcome, and it is entered.
 */
final class CommitRun {

    private final Parts parts;
    private final Plan plan;
    private final long release;
    private final CommandId id;
    private final Caller caller;
    private final Turn turn;
    private final PumpId pump;
    private final FrameRecorder frames = new FrameRecorder();

    CommitRun(Parts parts, Plan plan, long release, CommandId id, Caller caller, Turn turn) {
        this.parts = parts;
        this.plan = plan;
        this.release = release;
        this.id = id;
        this.caller = caller;
        this.turn = turn;
        this.pump = plan.pump();
    }

    Answer<CommandResult> run() {
        Optional<String> stale = parts.feed().catchUp(parts.world().settings().ledger());
        Optional<Answer<CommandResult>> earlier = earlier(stale);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        List<Violation> forbidden = parts.gate().permits(plan, release, id);
        if (!forbidden.isEmpty()) {
            return Answer.refused(forbidden);
        }
        step("OPENING");
        Answer<HostSession> opened = parts.sessions().open(pump, false, turn, frames);
        if (!(opened instanceof Answer.Done<HostSession> session)) {
            return Answer.refused(opened.violations());
        }
        Closing closing = new Closing(session.value());
        try {
            return through(closing);
        } finally {
            closing.close();
        }
    }

    /** One id has one effect: what was sent before is not sent again. */
    private Optional<Answer<CommandResult>> earlier(Optional<String> stale) {
        HostFold fold = parts.feed().fold();
        if (parts.feed().isRunning(id)) { // at another pump: this one has one turn at a time
            return Optional.of(Answer.refused(Refusals.commandReused(id)));
        }
        return fold.command(id).map(record -> {
            boolean same = record.pump().equals(pump)
                    && record.kind().equals(Optional.of(Kind.COMMIT))
                    && (record.intended().isEmpty() || record.plan().equals(Optional.of(plan.digest())));
            if (!same) {
                return Answer.refused(Refusals.commandReused(id));
            }
            return record.ended().isEmpty() && stale.isPresent()
                    ? Answer.refused(Refusals.ledger(stale.get()))
                    : Answer.done(Results.of(record, fold));
        });
    }

    private Answer<CommandResult> through(Closing closing) {
        step("READING");
        Called<Snapshot> interrogated = closing.session().interrogate();
        if (!(interrogated instanceof Called.Value<Snapshot> value)) {
            return Answer.refused(Sessions.violation((Called.Failed<Snapshot>) interrogated, turn));
        }
        Snapshot snapshot = value.value();
        List<Violation> wrong = ReadingCheck.reading(pump, closing.session().identity(), snapshot);
        if (!wrong.isEmpty()) {
            parts.notes().answeredWrong(pump, wrong.get(0));
            return Answer.refused(wrong);
        }
        Answer<Preview> preview =
                PreviewRun.answered(parts, plan, closing.session().preview(plan), turn);
        if (!(preview instanceof Answer.Done<Preview> previewed)) {
            return Answer.refused(preview.violations());
        }
        List<Violation> forbidden = new ArrayList<>(Gate.fits(plan, snapshot, previewed.value()));
        forbidden.addAll(parts.gate().permits(plan, release, id)); // time has passed
        if (!forbidden.isEmpty()) {
            return Answer.refused(forbidden);
        }
        return turn.wanted()
                .<Answer<CommandResult>>map(wanted -> Answer.refused(Sessions.ended(wanted)))
                .orElseGet(() -> intended(closing, snapshot));
    }

    private Answer<CommandResult> intended(Closing closing, Snapshot snapshot) {
        Intent intent = new Intent(
                id,
                Kind.COMMIT,
                Optional.of(plan),
                Optional.of(release),
                Optional.of(Before.of(snapshot)),
                interimStop(snapshot),
                Optional.empty(),
                Optional.empty());
        Entry entry;
        try {
            entry = Actors.entry(Intent.TYPE, Intent.VERSION, caller, pump, intent.toJson())
                    .build();
        } catch (IllegalArgumentException e) {
            return Answer.refused(Violation.of("PLAN_TOO_LARGE", ForeignWords.of(e.getMessage())));
        }
        parts.feed().begins(id);
        try {
            Called<List<Receipt>> appended =
                    parts.desk().append(List.of(entry), parts.world().settings().ledger());
            if (appended instanceof Called.Failed<List<Receipt>> failed) {
                if (failed.made()) {
                    // whether the intent stands in the ledger shows later: then it is not to be without an end
                    parts.settlement().neverSent(caller, pump, id, failed.words());
                }
                return Answer.refused(Refusals.ledger(failed.words()));
            }
            step("INTENT_ENTERED");
            Sent sent = new Sent(parts, plan, id, intent, turn, closing, frames);
            return Answer.done(settled(carriedOut(sent), closing));
        } finally {
            parts.feed().ends(id);
        }
    }

    /** Whatever happens in here, there is an outcome. */
    private Ending carriedOut(Sent sent) {
        try {
            return staged(sent);
        } catch (RuntimeException e) { // a bug of ours must not leave an intent without an end
            return sent.broke(e);
        }
    }

    private Ending staged(Sent sent) {
        step("STAGING");
        Called<Answer<Staged>> called = sent.closing().session().stage(plan, id);
        if (called instanceof Called.Failed<Answer<Staged>> failed) {
            return Ending.not(Evidence.NEVER_SENT, "staging ended before anything was committed: " + failed.words());
        }
        Answer<Staged> answer = Sessions.answered(called, turn);
        if (!(answer instanceof Answer.Done<Staged> staged)) {
            return Ending.not(Evidence.REFUSED_BY_PUMP, Ending.words(answer.violations()));
        }
        Staged echo = staged.value();
        Preview echoed = new Preview(echo.programme(), echo.solution(), echo.parts());
        boolean same = echoed.equals(Preview.of(plan)) && echo.expected().equals(plan.expected());
        if (!same) {
            sent.closing().session().discard(id); // whatever comes of it: the end of the session takes it away too
            return Ending.not(
                    Evidence.NEVER_SENT,
                    "the pump staged something else than the plan: " + echoed.text() + " on revision " + echo.expected()
                            + "; it was not committed");
        }
        Optional<String> ledger = parts.desk().whyNotWritable();
        if (ledger.isPresent()) {
            return Ending.not(Evidence.NEVER_SENT, "before it was committed, " + ledger.get());
        }
        return committed(sent, echo);
    }

    private Ending committed(Sent sent, Staged staged) {
        step("COMMITTING");
        Called<Answer<CommandEffect>> called = sent.commit(staged);
        if (called instanceof Called.Failed<Answer<CommandEffect>> failed) {
            return failed.made()
                    ? sent.learn(Optional.empty(), failed.words())
                    : Ending.not(Evidence.NEVER_SENT, "before it was committed, " + failed.words());
        }
        step("READING_BACK");
        Answer<CommandEffect> answer = Sessions.answered(called, turn);
        return answer instanceof Answer.Done<CommandEffect> effect
                ? sent.prove(
                        Optional.of(effect.value()),
                        "the pump answered " + effect.value().effect())
                : sent.refused(Ending.words(answer.violations()));
    }

    private CommandResult settled(Ending ending, Closing closing) {
        List<String> notes = new ArrayList<>(ending.notes());
        closing.close();
        closing.trouble().ifPresent(notes::add);
        ending.snapshot().ifPresent(each -> parts.notes().answeredRight(pump));
        Ended ended = new Ended(
                id, Kind.COMMIT, ending.outcome(), ending.snapshot().map(Snapshot::digest), Optional.empty(), notes);
        Settled settled = parts.settlement()
                .end(caller, pump, ended, ending.snapshot(), parts.evidence().keep(frames), List.of());
        step("DONE");
        notes.addAll(settled.warnings());
        Instant now = parts.world().house().now();
        return new CommandResult(pump, id, ending.outcome(), settled.outcome(), now, settled.reading(), notes);
    }

    /** How long the pump may stand still because of this, by its own word or its driver's; the longer one. */
    private Optional<Duration> interimStop(Snapshot snapshot) {
        Optional<Duration> pumps = snapshot.identity().capabilities().interimStop();
        Optional<Duration> drivers = parts.keys()
                .bond(pump)
                .flatMap(bond -> parts.drivers().running(bond.family()))
                .flatMap(slot -> slot.known().descriptor())
                .flatMap(each -> each.interimStop());
        return pumps.isPresent() && drivers.isPresent()
                ? pumps.map(each -> each.compareTo(drivers.get()) < 0 ? drivers.get() : each)
                : pumps.or(() -> drivers);
    }

    private void step(String step) {
        parts.progress().step(pump, Optional.of(id), step);
    }
}
