// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Outcome.Evidence;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.host.Proof.Found;
import org.cisterna.pump.host.Reconciliation.Judgement;
import org.cisterna.pump.spi.Staged;

/** A commit whose intent is durable: what was sent, and how the host learns what became of it. For one thread. */
final class Sent {

    private final Parts parts;
    private final Plan plan;
    private final CommandId id;
    private final Intent intent;
    private final Turn turn;
    private final Closing closing;
    private final FrameRecorder frames;
    private Optional<Instant> mayStandSince = Optional.empty();
    private boolean sent;

    Sent(Parts parts, Plan plan, CommandId id, Intent intent, Turn turn, Closing closing, FrameRecorder frames) {
        this.parts = parts;
        this.plan = plan;
        this.id = id;
        this.intent = intent;
        this.turn = turn;
        this.closing = closing;
        this.frames = frames;
    }

    Closing closing() {
        return closing;
    }

    /** The one call that can change the therapy. */
    Called<Answer<CommandEffect>> commit(Staged staged) {
        Instant now = parts.world().pump().now();
        Called<Answer<CommandEffect>> called = closing.session().commit(staged, id);
        sent = !(called instanceof Called.Failed<?> failed) || failed.made();
        if (sent && intent.interimStop().isPresent()) {
            mayStandSince = Optional.of(now);
        }
        return called;
    }

    /** Asks the pump on the open session, and on others when that does not tell. */
    Ending prove(Optional<CommandEffect> answered, String words) {
        Found found = Proof.of(closing.session(), plan.pump(), id, intent, answered);
        return settled(found).orElseGet(() -> {
            Judgement.Open open = (Judgement.Open) found.judgement();
            return found.broken() || open.passing()
                    ? learn(answered, words + "; " + open.words())
                    : unknown(words + "; " + open.words(), found);
        });
    }

    /** The pump refused, by its own word: that is believed unless a reading says otherwise. */
    Ending refused(String words) {
        Found found = Proof.of(closing.session(), plan.pump(), id, intent, Optional.empty());
        Ending believed = new Ending(
                new Outcome.NotApplied(Evidence.REFUSED_BY_PUMP, words), found.snapshot(), found.seen(), found.notes());
        if (found.judgement() instanceof Judgement.Resolved resolved) {
            return resolved.outcome() instanceof Outcome.NotApplied
                    ? believed
                    : unknown("the pump refused (" + words + "), and a reading found the plan applied", found);
        }
        Judgement.Open open = (Judgement.Open) found.judgement();
        if (found.broken()) {
            return believed;
        }
        return open.passing()
                ? learn(Optional.empty(), "the pump refused: " + words)
                : unknown("the pump refused (" + words + "), but " + open.words(), found);
    }

    /** The answer was lost, or does not settle it: reads again, on new sessions, a few times. The plan is not sent again. */
    Ending learn(Optional<CommandEffect> answered, String words) {
        String last = words;
        Optional<Found> latest = Optional.empty();
        for (int attempt = 0; attempt < parts.world().settings().attempts(); attempt++) {
            closing.close();
            turn.pause(
                    parts.world().house(),
                    parts.world().house().now().plus(parts.world().settings().pause()));
            if (turn.wanted().isPresent()) {
                break;
            }
            Answer<HostSession> again = parts.sessions().open(plan.pump(), false, turn, frames);
            if (!(again instanceof Answer.Done<HostSession> session)) {
                last = words + "; then " + Ending.words(again.violations());
                continue;
            }
            closing.reopened(session.value());
            Found found = Proof.of(session.value(), plan.pump(), id, intent, answered);
            Optional<Ending> settled = settled(found);
            if (settled.isPresent()) {
                return settled.get();
            }
            latest = Optional.of(found);
            Judgement.Open open = (Judgement.Open) found.judgement();
            last = words + "; then " + open.words();
            if (!found.broken() && !open.passing()) {
                return unknown(last, found);
            }
        }
        String reason = turn.wanted()
                .map(wanted -> words.contains(wanted.words()) ? words : words + "; " + wanted.words())
                .orElse(last);
        return latest.map(found -> unknown(reason, found)).orElseGet(() -> unknown(reason));
    }

    /** A bug of ours on the way. */
    Ending broke(RuntimeException bug) {
        String words = "the platform failed: " + ForeignWords.of(bug);
        return sent ? unknown(words) : Ending.not(Evidence.NEVER_SENT, words);
    }

    private static Optional<Ending> settled(Found found) {
        return found.judgement() instanceof Judgement.Resolved resolved
                ? Optional.of(new Ending(resolved.outcome(), found.snapshot(), found.seen(), found.notes()))
                : Optional.empty();
    }

    private Ending unknown(String reason) {
        return new Ending(
                new Outcome.Unknown(reason, parts.world().house().now(), mayStandSince),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Unknown, with what was found: a pump that was seen running does not stand still. */
    private Ending unknown(String reason, Found found) {
        Optional<MotorState> motor = found.snapshot().map(each -> each.motor());
        Optional<Instant> stands = motor.isEmpty()
                ? mayStandSince
                : motor.get() == MotorState.RUNNING
                        ? Optional.empty()
                        : mayStandSince.or(() -> found.snapshot().map(each -> each.motorSince()));
        return new Ending(
                new Outcome.Unknown(reason, parts.world().house().now(), stands),
                found.snapshot(),
                found.seen(),
                found.notes());
    }
}
