// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** The entries about what one clinician signs alone, and about its review. */
public sealed interface EmergencyEntry extends TherapyEntry {

    /** Reads a body of a type of this group; empty when it is none. */
    static Optional<TherapyEntry> read(String type, JsonObject body) {
        return switch (type) {
            case SignedAlone.TYPE -> Optional.of(SignedAlone.fromJson(body));
            case RetypeDiffered.TYPE -> Optional.of(RetypeDiffered.fromJson(body));
            case Reviewed.TYPE -> Optional.of(Reviewed.fromJson(body));
            default -> Optional.empty();
        };
    }

    /**
     * The author signs alone: entered together with that signature, before it.
     *
     * @param change which change of dose
     * @param reason why, in the author's words
     * @param retyped the daily total as the author typed it once more; equal by its value
     * @param alone the findings that ask two persons for a reason: the second person's is missing
     */
    record SignedAlone(String change, String reason, String retyped, List<BreakGlass.Asking> alone)
            implements EmergencyEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.break-glass";

        /** Copies the list. */
        public SignedAlone {
            alone = List.copyOf(alone);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put("reason", reason)
                    .put("retyped", retyped)
                    .put(
                            "alone",
                            Json.array(alone.stream()
                                    .map(BreakGlass.Asking::toJson)
                                    .toList()))
                    .build();
        }

        static SignedAlone fromJson(JsonObject json) {
            return new SignedAlone(
                    json.string("change"),
                    json.string("reason"),
                    json.string("retyped"),
                    json.array("alone").objects().stream()
                            .map(BreakGlass.Asking::fromJson)
                            .toList());
        }
    }

    /**
     * What the author typed once more was not the daily total of the change; nothing was signed. Who may read the ledger may read what was
     * typed.
     *
     * @param change which change of dose
     * @param typed as typed
     */
    record RetypeDiffered(String change, String typed) implements EmergencyEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.retype-differed";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object().put("change", change).put("typed", typed).build();
        }

        static RetypeDiffered fromJson(JsonObject json) {
            return new RetypeDiffered(json.string("change"), json.string("typed"));
        }
    }

    /**
     * The actor reviewed what another clinician released alone: entered together with the actor's signature, before it.
     *
     * @param change which change of dose
     * @param verdict in one word
     * @param words what was looked at and found
     */
    record Reviewed(String change, BreakGlass.Verdict verdict, String words) implements EmergencyEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.review";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put("verdict", verdict.name())
                    .put("words", words)
                    .build();
        }

        static Reviewed fromJson(JsonObject json) {
            return new Reviewed(
                    json.string("change"), BreakGlass.Verdict.valueOf(json.string("verdict")), json.string("words"));
        }
    }
}
