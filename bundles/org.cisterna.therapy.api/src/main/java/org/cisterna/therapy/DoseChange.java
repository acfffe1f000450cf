// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;

/**
 * A change of dose on its way from a draft to the pump, as one person may see it. Until it is verified, or signed alone, only its author sees its numbers; the
 * object made for anybody else does not hold them, but for a second person whose blind entry was equal and who has findings to confirm.
 *
 * @param id its name
 * @param visit the visit it was drafted in
 * @param pump which pump
 * @param patient the hospital's pseudonymous reference
 * @param state where it stands
 * @param voided why and since when it is void, when it is
 * @param author who drafted it
 * @param drafted house time
 * @param expires house time from which it is void unless it has been sent
 * @param revision the pump's revision it was made for
 * @param mode {@code continuous} or {@code flex}: its shape without numbers
 * @param shape how the day would go, coarse and without a number, for whoever may not see those: a letter for each half hour, {@code a} where
 *     nothing flows to {@code z} at the highest rate of the day; empty while a BLOCK stands
 * @param verdict of the proposal; a BLOCK cannot be authored
 * @param plan digest of what would be sent; empty while a BLOCK stands
 * @param signatures that hold, in their order
 * @param outcome what became of it, once it was sent
 * @param numbers what is to be changed; empty for whom they are hidden from
 */
public record DoseChange(
        String id,
        String visit,
        PumpId pump,
        String patient,
        State state,
        Optional<Voided> voided,
        Staff author,
        Instant drafted,
        Instant expires,
        Revision revision,
        String mode,
        String shape,
        Verdict verdict,
        Optional<Digest> plan,
        List<SignedBy> signatures,
        Optional<Outcome> outcome,
        Optional<Numbers> numbers) {

    /** Where a change of dose stands. */
    public enum State {
        /** Drafted, checked; seen by its author only. */
        DRAFT,
        /** Signed by its author; waits for the second person. */
        AUTHORED,
        /**
         * The second person's entry differed, or what its author retyped to sign alone; the author's signature is void, and signing begins again.
         * Neither value is shown.
         */
        MISMATCH,
        /** Signed by the second person, whose blind entry was equal. */
        VERIFIED,
        /** Signed by its author alone, a clinician in an emergency without a second person. */
        SIGNED_ALONE,
        /** Released, once, for the host. */
        RELEASED,
        /** Handed to the host; the end is awaited. */
        SENDING,
        /** The pump runs it; read back. */
        APPLIED,
        /** The pump's therapy is what it was; proved. */
        NOT_APPLIED,
        /** Nobody knows. Reading the pump resolves it. */
        UNKNOWN,
        /** Never sent, and never will be. */
        VOID;

        private static final Set<State> OPEN = EnumSet.of(DRAFT, AUTHORED, MISMATCH, VERIFIED, SIGNED_ALONE, RELEASED);

        /** Whether it waits for a person: only then can it expire or become void. */
        public boolean isOpen() {
            return OPEN.contains(this);
        }

        /** Whether nothing more can become of it. */
        public boolean isFinal() {
            return this == APPLIED || this == NOT_APPLIED || this == VOID;
        }

        /** The states that can follow. */
        public Set<State> next() {
            return switch (this) {
                case DRAFT, MISMATCH -> EnumSet.of(AUTHORED, SIGNED_ALONE, VOID);
                case AUTHORED -> EnumSet.of(VERIFIED, SIGNED_ALONE, MISMATCH, VOID);
                case VERIFIED, SIGNED_ALONE -> EnumSet.of(RELEASED, VOID);
                case RELEASED -> EnumSet.of(SENDING, VOID);
                case SENDING -> EnumSet.of(APPLIED, NOT_APPLIED, UNKNOWN, RELEASED);
                case UNKNOWN -> EnumSet.of(APPLIED, NOT_APPLIED);
                case APPLIED, NOT_APPLIED, VOID -> EnumSet.noneOf(State.class);
            };
        }
    }

    /** Why a change of dose is void. */
    public enum VoidReason {
        /** Its order was edited; another change took its place. */
        EDITED(Refusal.EDITED),
        /** Its time, or that of a signature, was over. */
        EXPIRED(Refusal.EXPIRED),
        /** The pump has another revision. */
        REVISION(Refusal.STALE_REVISION),
        /** The driver is another one. */
        DRIVER(Refusal.DRIVER_CHANGED),
        /** A signer's account or role has changed. */
        SIGNER(Refusal.SIGNER_CHANGED),
        /** Its author gave it up. */
        DISCARDED(Refusal.VOID),
        /** The second person refused it. */
        REJECTED(Refusal.VOID),
        /** The pump was stopped. */
        STOPPED(Refusal.STALE_REVISION),
        /** The visit ended. */
        VISIT_CLOSED(Refusal.VOID);

        private final Refusal refusal;

        VoidReason(Refusal refusal) {
            this.refusal = refusal;
        }

        /** With which code later acts on it are refused. */
        public Refusal refusal() {
            return refusal;
        }
    }

    /**
     * That it is void.
     *
     * @param reason why
     * @param words why, for people; holds no dose
     */
    public record Voided(VoidReason reason, String words) {

        /** As JSON. */
        public JsonObject toJson() {
            return Json.object()
                    .put("reason", reason.name())
                    .put("words", words)
                    .build();
        }
    }

    /**
     * A signature that holds.
     *
     * @param signer who
     * @param meaning what it says
     * @param at house time
     * @param expires house time from which it is worthless
     * @param entry sequence of its ledger entry
     */
    public record SignedBy(Staff signer, Signature.Meaning meaning, Instant at, Instant expires, long entry) {

        /** As JSON. */
        public JsonObject toJson() {
            return Json.object()
                    .put("signer", signer.toJson())
                    .put("meaning", meaning.name())
                    .put("at", at.toString())
                    .put("expires", expires.toString())
                    .put("entry", entry)
                    .build();
        }
    }

    /**
     * What is to be changed, for the review: every setting before and after, with the totals of 24 h in the proposal.
     *
     * @param order as it was ordered
     * @param proposal what the engine made of it: the programme on the grid, totals before and after, every finding
     * @param before the programme the pump was read to run
     * @param solution what the reservoir holds
     * @param confirmations the author's reasons
     * @param secondConfirmations the second person's, for the findings that ask two persons
     */
    public record Numbers(
            Order order,
            Proposal proposal,
            Programme before,
            Solution solution,
            List<Confirmation> confirmations,
            List<Confirmation> secondConfirmations) {

        /** Copies the lists. */
        public Numbers {
            confirmations = List.copyOf(confirmations);
            secondConfirmations = List.copyOf(secondConfirmations);
        }

        /** As JSON. */
        public JsonObject toJson() {
            return Json.object()
                    .put("order", order.toJson())
                    .put("proposal", proposal.toJson())
                    .put("before", before.toJson())
                    .put("solution", solution.toJson())
                    .put(
                            "confirmations",
                            Json.array(confirmations.stream()
                                    .map(Confirmation::toJson)
                                    .toList()))
                    .put(
                            "secondConfirmations",
                            Json.array(secondConfirmations.stream()
                                    .map(Confirmation::toJson)
                                    .toList()))
                    .build();
        }
    }

    /** Copies the list. */
    public DoseChange {
        signatures = List.copyOf(signatures);
    }

    /** As JSON; {@code numbers} is left out where they are hidden. */
    public JsonObject toJson() {
        return Json.object()
                .put("id", id)
                .put("visit", visit)
                .put("pump", pump.text())
                .put("patient", patient)
                .put("state", state.name())
                .putOptional("voided", voided.map(Voided::toJson))
                .put("author", author.toJson())
                .put("drafted", drafted.toString())
                .put("expires", expires.toString())
                .put("revision", revision.number())
                .put("mode", mode)
                .put("shape", shape)
                .put("verdict", verdict.name())
                .putOptional("plan", plan.map(Digest::text))
                .put(
                        "signatures",
                        Json.array(signatures.stream().map(SignedBy::toJson).toList()))
                .putOptional("outcome", outcome.map(Outcome::toJson))
                .putOptional("numbers", numbers.map(Numbers::toJson))
                .build();
    }
}
