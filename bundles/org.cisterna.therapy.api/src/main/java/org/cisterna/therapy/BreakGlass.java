// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.pump.PumpId;

/**
 * A change of dose that one clinician signed alone and released, and its review by another. The review is owed from the release on, whatever
 * became of the change: that the right to sign alone was used is what is reviewed.
 *
 * @param change which change of dose
 * @param visit the visit it was drafted in
 * @param pump which pump
 * @param patient the hospital's pseudonymous reference
 * @param signer who signed alone
 * @param reason why, in the signer's words
 * @param alone the findings that ask two persons for a reason and got one person's
 * @param released house time
 * @param due house time by which it is to be reviewed
 * @param overdue whether that time was over, without a review, when this was said
 * @param state where the change stands
 * @param review what the other clinician said; empty until then
 */
public record BreakGlass(
        String change,
        String visit,
        PumpId pump,
        String patient,
        Staff signer,
        String reason,
        List<Asking> alone,
        Instant released,
        Instant due,
        boolean overdue,
        DoseChange.State state,
        Optional<Review> review) {

    /** How long after the release the review is due. */
    public static final Duration TIME = Duration.ofHours(24);

    /** Copies the list. */
    public BreakGlass {
        alone = List.copyOf(alone);
    }

    /** What a review comes to. */
    public enum Verdict {
        /** It was right to do this, and to do it alone. */
        AGREED,
        /** It was not, or not so; the words say what is to follow. */
        NOT_AGREED
    }

    /**
     * A finding that asks two persons.
     *
     * @param code its code
     * @param subject its subject
     */
    public record Asking(String code, String subject) {

        /** As JSON. */
        public JsonObject toJson() {
            return Json.object().put("code", code).put("subject", subject).build();
        }

        /** Reads what {@link #toJson()} wrote. */
        public static Asking fromJson(JsonObject json) {
            return new Asking(json.string("code"), json.string("subject"));
        }
    }

    /**
     * What the other clinician said.
     *
     * @param verdict in one word
     * @param words what was looked at and found
     * @param reviewer who
     * @param at house time
     * @param entry sequence of its ledger entry
     */
    public record Review(Verdict verdict, String words, Staff reviewer, Instant at, long entry) {

        /** As JSON. */
        public JsonObject toJson() {
            return Json.object()
                    .put("verdict", verdict.name())
                    .put("words", words)
                    .put("reviewer", reviewer.toJson())
                    .put("at", at.toString())
                    .put("entry", entry)
                    .build();
        }
    }

    /** Whether a review is owed. */
    public boolean isOpen() {
        return review.isEmpty();
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("change", change)
                .put("visit", visit)
                .put("pump", pump.text())
                .put("patient", patient)
                .put("signer", signer.toJson())
                .put("reason", reason)
                .put("alone", Json.array(alone.stream().map(Asking::toJson).toList()))
                .put("released", released.toString())
                .put("due", due.toString())
                .put("overdue", overdue)
                .put("state", state.name())
                .putOptional("review", review.map(Review::toJson))
                .build();
    }
}
