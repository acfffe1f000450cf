// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Outcome;
import org.cisterna.therapy.BreakGlass;
import org.cisterna.therapy.Confirmation;
import org.cisterna.therapy.DoseChange.SignedBy;
import org.cisterna.therapy.DoseChange.State;
import org.cisterna.therapy.DoseChange.VoidReason;
import org.cisterna.therapy.DoseChange.Voided;

/**
 * How far a change of dose has come. Immutable; each step gives another one, or the same where the step is not allowed from here: then
 * something overtook it.
 *
 * @param state where it stands
 * @param expires house time
 * @param seen whether it was ever verified, so that its numbers are no secret any more
 * @param signatures that hold
 * @param confirmations the author's reasons
 * @param equalFor the second persons whose blind entry was equal, by account: they see the numbers, to confirm what asks two persons
 * @param secondConfirmations the second person's reasons
 * @param emergency what was said by who signed alone, from then on
 * @param release sequence of the release
 * @param command under which it was sent
 * @param intended house time of the host's intent
 * @param outcome what became of it
 * @param voided why it is void
 */
record Course(
        State state,
        Instant expires,
        boolean seen,
        List<SignedBy> signatures,
        List<Confirmation> confirmations,
        Set<String> equalFor,
        List<Confirmation> secondConfirmations,
        Optional<Emergency> emergency,
        Optional<Long> release,
        Optional<CommandId> command,
        Optional<Instant> intended,
        Optional<Outcome> outcome,
        Optional<Voided> voided) {

    Course {
        signatures = List.copyOf(signatures);
        confirmations = List.copyOf(confirmations);
        equalFor = Set.copyOf(equalFor);
        secondConfirmations = List.copyOf(secondConfirmations);
    }

    static Course begun(Instant expires) {
        return new Course(
                State.DRAFT,
                expires,
                false,
                List.of(),
                List.of(),
                Set.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Handed to the host, who has entered no intent: nothing has left, and what a released change can become this one can. */
    private boolean isUnsent() {
        return state == State.SENDING && intended.isEmpty();
    }

    private boolean allows(State to) {
        return state.next().contains(to) || (isUnsent() && State.RELEASED.next().contains(to));
    }

    private boolean isSent(CommandId id) {
        return command.filter(id::equals).isPresent();
    }

    /** Whether this account sees the numbers without having drafted them. */
    boolean isSeenBy(String account) {
        return seen || equalFor.contains(account);
    }

    /** The reasons of the author, or once that one has signed, of the second person. */
    Course confirmed(List<Confirmation> reasons) {
        if (allows(State.AUTHORED)) {
            Next next = new Next(state);
            next.confirmations = reasons;
            return next.course();
        }
        if (state == State.AUTHORED) {
            Next next = new Next(state);
            next.secondConfirmations = reasons;
            return next.course();
        }
        return this;
    }

    /** The blind entry of a second person was equal. */
    Course compared(String account) {
        if (state != State.AUTHORED) {
            return this;
        }
        Next next = new Next(state);
        next.equalFor = Stream.concat(equalFor.stream(), Stream.of(account)).collect(Collectors.toSet());
        return next.course();
    }

    /** The author is about to sign alone; counts with the signature that stands beside it. */
    Course alone(Emergency said) {
        if (!allows(State.SIGNED_ALONE)) {
            return this;
        }
        Next next = new Next(state);
        next.emergency = Optional.of(said);
        return next.course();
    }

    Course signed(SignedBy signature) {
        return switch (signature.meaning()) {
            case AUTHORED -> authored(signature);
            case INDEPENDENTLY_VERIFIED -> verified(signature);
            case BREAK_GLASS -> signedAlone(signature);
            case REVIEWED -> this; // what it says stands in the entry beside it
            case PERFORMED, WITNESSED -> this; // no change of dose is done by hand
        };
    }

    private Course authored(SignedBy signature) {
        if (!allows(State.AUTHORED)) {
            return this;
        }
        Next next = new Next(State.AUTHORED);
        next.signatures = List.of(signature);
        next.equalFor = Set.of();
        next.secondConfirmations = List.of();
        next.expires = signature.expires();
        return next.course();
    }

    private Course verified(SignedBy signature) {
        if (!allows(State.VERIFIED)) {
            return this;
        }
        List<SignedBy> now = new ArrayList<>(signatures);
        now.add(signature);
        Next next = new Next(State.VERIFIED);
        next.signatures = now;
        next.seen = true;
        next.expires = signature.expires().isBefore(expires) ? signature.expires() : expires;
        return next.course();
    }

    private Course signedAlone(SignedBy signature) {
        if (!allows(State.SIGNED_ALONE) || emergency.isEmpty()) {
            return this;
        }
        Next next = new Next(State.SIGNED_ALONE);
        next.signatures = List.of(signature);
        next.seen = true;
        next.equalFor = Set.of();
        next.secondConfirmations = List.of();
        next.expires = signature.expires();
        return next.course();
    }

    Course mismatched() {
        if (!allows(State.MISMATCH)) {
            return this;
        }
        Next next = new Next(State.MISMATCH);
        next.signatures = List.of();
        next.confirmations = List.of();
        next.equalFor = Set.of();
        next.secondConfirmations = List.of();
        return next.course();
    }

    Course released(long entry, Instant at) {
        if (!allows(State.RELEASED)) {
            return this;
        }
        Next next = new Next(State.RELEASED);
        next.release = Optional.of(entry);
        next.emergency = state == State.SIGNED_ALONE ? emergency.map(each -> each.released(at)) : Optional.empty();
        return next.course();
    }

    /** Another clinician said what there is to say about it; the first word holds. */
    Course reviewed(BreakGlass.Review review) {
        if (emergency.filter(Emergency::owesReview).isEmpty()) {
            return this;
        }
        Next next = new Next(state);
        next.emergency = emergency.map(each -> each.reviewed(review));
        return next.course();
    }

    /** Whether one clinician released it alone, and nobody has reviewed that. */
    boolean owesReview() {
        return emergency.filter(Emergency::owesReview).isPresent();
    }

    Course sending(CommandId id) {
        if (!allows(State.SENDING)) {
            return this;
        }
        Next next = new Next(State.SENDING);
        next.command = Optional.of(id);
        next.intended = Optional.empty();
        return next.course();
    }

    /** The host's intent outweighs whatever overtook the handing over: from here on it is what the pump makes of it. */
    Course intended(CommandId id, Instant at) {
        if (!isSent(id) || state == State.APPLIED || state == State.NOT_APPLIED) {
            return this;
        }
        Next next = new Next(State.SENDING);
        next.intended = Optional.of(at);
        next.voided = Optional.empty();
        return next.course();
    }

    Course notSent(CommandId id) {
        return isSent(id) && state == State.SENDING && intended.isEmpty() ? new Next(State.RELEASED).course() : this;
    }

    Course ended(CommandId id, Outcome end) {
        State to = State.valueOf(end.name());
        if (!isSent(id) || (!allows(to) && state != to)) {
            return this;
        }
        Next next = new Next(to);
        next.outcome = Optional.of(end);
        return next.course();
    }

    Course voided(VoidReason reason, String words) {
        if (!allows(State.VOID)) {
            return this;
        }
        Next next = new Next(State.VOID);
        next.voided = Optional.of(new Voided(reason, words));
        return next.course();
    }

    /**
     * As it is at a moment: what no entry says and time or a restart does. An open change whose time is over is void; one that was being sent by
     * a process that is gone was not sent when there is no intent, and is unknown when there is one.
     */
    Course at(Instant now, boolean underWay) {
        Course settled = this;
        if (state == State.SENDING && !underWay) {
            settled = isUnsent()
                    ? new Next(State.RELEASED).course()
                    : ended(
                            command.orElseThrow(),
                            new Outcome.Unknown(
                                    "the platform ended while this was being sent; read the pump",
                                    intended.orElseThrow(),
                                    Optional.empty()));
        }
        return settled.state().isOpen() && !now.isBefore(expires)
                ? settled.voided(
                        VoidReason.EXPIRED, "its time was over at " + expires + " (house time); draft it again")
                : settled;
    }

    /** The next step: this one, but for what is set. */
    private final class Next {
        private final State state;
        private Instant expires = Course.this.expires;
        private boolean seen = Course.this.seen;
        private List<SignedBy> signatures = Course.this.signatures;
        private List<Confirmation> confirmations = Course.this.confirmations;
        private Set<String> equalFor = Course.this.equalFor;
        private List<Confirmation> secondConfirmations = Course.this.secondConfirmations;
        private Optional<Emergency> emergency = Course.this.emergency;
        private Optional<Long> release = Course.this.release;
        private Optional<CommandId> command = Course.this.command;
        private Optional<Instant> intended = Course.this.intended;
        private Optional<Outcome> outcome = Course.this.outcome;
        private Optional<Voided> voided = Course.this.voided;

        Next(State state) {
            this.state = state;
        }

        Course course() {
            return new Course(
                    state,
                    expires,
                    seen,
                    signatures,
                    confirmations,
                    equalFor,
                    secondConfirmations,
                    emergency,
                    release,
                    command,
                    intended,
                    outcome,
                    voided);
        }
    }
}
