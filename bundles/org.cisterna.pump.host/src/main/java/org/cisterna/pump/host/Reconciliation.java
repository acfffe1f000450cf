// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandEffect.Effect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Outcome.Evidence;
import org.cisterna.pump.Plan;
import org.cisterna.pump.PumpEntries.Before;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Kind;
import org.cisterna.pump.Revision;
import org.cisterna.pump.host.Proof.Doubt;

/** Says from a reading what became of a command, or that the reading does not say. Pure; {@code docs/host.md} has it as a table. */
final class Reconciliation {

    private Reconciliation() {}

    /** What a reading says about a command. */
    sealed interface Judgement {

        /**
         * What became of it.
         *
         * @param outcome APPLIED or NOT_APPLIED
         */
        record Resolved(Outcome outcome) implements Judgement {}

        /**
         * What became of it will not be known, and no longer matters: another command is proved, so the pump's state is known.
         *
         * @param by the other command
         */
        record Superseded(CommandId by) implements Judgement {}

        /**
         * The reading does not say.
         *
         * @param words why not
         * @param passing whether it will say so after some time: the pump is at it
         */
        record Open(String words, boolean passing) implements Judgement {}
    }

    /**
     * A command of which nobody knows the end, and what a reading says about it.
     *
     * @param command which
     * @param judgement what the reading says
     */
    record Resolution(CommandRecord command, Judgement judgement) {}

    /** What a reading says about a command after which no other was sent. */
    static Judgement judge(CommandId id, Intent intent, Seen seen) {
        if (seen.motor() == MotorState.INTERIM_STOP) {
            return open("the pump stands in an interim stop, which ends by itself", true);
        }
        Optional<CommandEffect> own = seen.last().filter(last -> last.command().equals(id));
        if (own.isPresent() && own.get().effect() == Effect.UNDER_WAY) {
            return open("the pump is still at it", true);
        }
        if (intent.kind() == Kind.STOP) {
            return stop(intent, own, seen);
        }
        Plan plan = intent.plan().orElseThrow();
        Before before = intent.before().orElseThrow();
        return own.isPresent() && own.get().effect() == Effect.APPLIED
                ? applied(plan, own.get(), seen)
                : notApplied(before, own.isPresent(), seen);
    }

    private static Judgement stop(Intent intent, Optional<CommandEffect> own, Seen seen) {
        boolean did = own.isPresent() && own.get().effect() == Effect.APPLIED;
        if (seen.motor() == MotorState.STOPPED) {
            return did
                    ? new Judgement.Resolved(new Outcome.Applied(Evidence.READ_BACK, seen.revision()))
                    : standsWithoutIt(intent, seen);
        }
        if (did) {
            return open("the pump says that it stopped, and its motor is " + seen.motor(), false);
        }
        return new Judgement.Resolved(new Outcome.NotApplied(
                Evidence.READ_BACK,
                "a reading found the motor " + seen.motor()
                        + (own.isPresent() ? ", the stop rolled back" : ", and the pump does not know of this stop")));
    }

    /** The pump stands still, and by its own word not because of this stop. */
    private static Judgement standsWithoutIt(Intent intent, Seen seen) {
        boolean stoodBefore = intent.before()
                .filter(before -> before.motor() == MotorState.STOPPED
                        && before.revision().equals(seen.revision()))
                .isPresent();
        if (stoodBefore) {
            return new Judgement.Resolved(new Outcome.NotApplied(
                    Evidence.READ_BACK, "the pump stood still before, and does not know of this stop"));
        }
        return seen.last()
                .<Judgement>map(last -> new Judgement.Superseded(last.command()))
                .orElseGet(() -> open("the pump stands still and does not say by which command", false));
    }

    private static Judgement applied(Plan plan, CommandEffect own, Seen seen) {
        List<String> wrong = new ArrayList<>();
        if (!seen.programme().equals(plan.programme())) {
            wrong.add("ordered was " + Seen.text(plan.programme()) + " and it holds " + Seen.text(seen.programme()));
        }
        if (!seen.solution().equals(Optional.of(plan.solution()))) {
            wrong.add("ordered was " + plan.solution().text() + " and it holds " + Seen.text(seen.solution()));
        }
        if (!seen.parts().equals(plan.parts())) {
            wrong.add("ordered beside it was " + Seen.text(plan.parts()) + " and it holds " + Seen.text(seen.parts()));
        }
        if (!seen.revision().equals(own.resulting()) || seen.revision().compareTo(plan.expected()) <= 0) {
            wrong.add("it said that revision " + own.resulting() + " would follow " + plan.expected()
                    + " and it is at revision " + seen.revision());
        }
        if (seen.motor() != MotorState.RUNNING) {
            wrong.add("its motor is " + seen.motor());
        }
        return wrong.isEmpty()
                ? new Judgement.Resolved(new Outcome.Applied(Evidence.READ_BACK, seen.revision()))
                : open("the pump says that it took the plan, but " + String.join(", and ", wrong), false);
    }

    private static Judgement notApplied(Before before, boolean rolledBack, Seen seen) {
        List<String> wrong = new ArrayList<>();
        if (!seen.revision().equals(before.revision()) && !rolledBack) {
            wrong.add("its revision was " + before.revision() + " and is " + seen.revision());
        }
        if (!seen.holds(before.programme(), before.solution(), before.parts())) {
            wrong.add("it ran " + Seen.text(before.programme()) + " with " + Seen.text(before.solution())
                    + ", beside it " + Seen.text(before.parts()) + ", and holds " + Seen.text(seen.programme())
                    + " with " + Seen.text(seen.solution()) + ", beside it " + Seen.text(seen.parts()));
        }
        if (seen.motor() == MotorState.STOPPED && before.motor() != MotorState.STOPPED) {
            wrong.add("it delivered before and stands still now, without an order");
        }
        String what = rolledBack ? "the pump says that it rolled back" : "the pump does not know of this command";
        return wrong.isEmpty()
                ? new Judgement.Resolved(new Outcome.NotApplied(
                        Evidence.READ_BACK,
                        what + ", and a reading found revision " + seen.revision() + " and what ran before"))
                : open(what + ", but " + String.join(", and ", wrong), false);
    }

    /**
     * A later command that is proved to have been applied, the next one after the command in question.
     *
     * @param command its id
     * @param revision at which it was read back, so at most that much was changed before it
     */
    private record Later(CommandId command, Revision revision) {}

    /** What a reading says about a command after which another one is proved to have been applied. */
    private static Judgement judgeOlder(Intent intent, Seen seen, Later later) {
        if (intent.kind() == Kind.STOP) {
            return new Judgement.Superseded(later.command());
        }
        Plan plan = intent.plan().orElseThrow();
        Before before = intent.before().orElseThrow();
        boolean isPlan = seen.holds(plan.programme(), Optional.of(plan.solution()), plan.parts());
        boolean isBefore = seen.holds(before.programme(), before.solution(), before.parts());
        // the revision rises by every change: one more is the later command alone, and leaves no room for this one
        boolean isAlone = later.revision().number() <= before.revision().number() + 1;
        if (isPlan && !isBefore && !isAlone) {
            return new Judgement.Resolved(new Outcome.Applied(Evidence.READ_BACK, seen.revision()));
        }
        if (isBefore && !isPlan && isAlone) {
            return new Judgement.Resolved(new Outcome.NotApplied(
                    Evidence.READ_BACK,
                    "a reading after a later stop found the programme that ran before, and no change between them"));
        }
        return new Judgement.Superseded(later.command());
    }

    /**
     * What a reading says about all commands of a pump that stand, the newest first.
     *
     * @param since the commands of the pump in their order, from the oldest one that stands on
     * @param doubt why it is not sure what the pump holds; then it says nothing about a programme that was sent, but that a later command made it of no
     *     matter
     */
    static List<Resolution> judgeAll(List<CommandRecord> since, Seen seen, Optional<Doubt> doubt) {
        List<CommandRecord> newestFirst = new ArrayList<>(since);
        Collections.reverse(newestFirst);
        List<Resolution> resolutions = new ArrayList<>();
        Optional<Later> appliedLater = Optional.empty();
        boolean openLater = false;
        for (CommandRecord command : newestFirst) {
            if (command.standing().isEmpty()) {
                if (command.appliedAt().isPresent()) {
                    appliedLater = command.appliedAt().map(at -> new Later(command.id(), at));
                }
                continue;
            }
            Judgement judgement;
            if (command.intended().isEmpty()) {
                judgement = open("its intent is not known", false);
            } else if (appliedLater.isPresent() && doubt.isPresent()) {
                judgement = new Judgement.Superseded(appliedLater.get().command());
            } else if (appliedLater.isPresent()) {
                judgement = judgeOlder(command.intended().get().intent(), seen, appliedLater.get());
            } else if (openLater) {
                judgement = open("the end of a later command is not known", false);
            } else if (doubt.isPresent()
                    && (doubt.get().motor() || command.intended().get().intent().kind() != Kind.STOP)) {
                judgement = open(doubt.get().words(), false);
            } else {
                judgement = judge(command.id(), command.intended().get().intent(), seen);
            }
            resolutions.add(new Resolution(command, judgement));
            if (judgement instanceof Judgement.Resolved resolved
                    && resolved.outcome() instanceof Outcome.Applied applied) {
                appliedLater = Optional.of(new Later(command.id(), applied.revision()));
            }
            openLater = openLater || judgement instanceof Judgement.Open;
        }
        return resolutions;
    }

    private static Judgement open(String words, boolean passing) {
        return new Judgement.Open(words, passing);
    }
}
