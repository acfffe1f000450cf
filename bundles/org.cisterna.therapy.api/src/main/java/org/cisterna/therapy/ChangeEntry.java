// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;
import org.cisterna.dosing.Order;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Violation;

/** The entries about a change of dose. */
public sealed interface ChangeEntry extends TherapyEntry {

    /** Reads a body of a type of this group; empty when it is none. */
    static Optional<TherapyEntry> read(String type, JsonObject body) {
        return switch (type) {
            case Drafted.TYPE -> Optional.of(Drafted.fromJson(body));
            case Compared.TYPE -> Optional.of(new Compared(body.string("change")));
            case Confirmed.TYPE -> Optional.of(Confirmed.fromJson(body));
            case Mismatched.TYPE -> Optional.of(Mismatched.fromJson(body));
            case Voided.TYPE -> Optional.of(Voided.fromJson(body));
            case Sending.TYPE -> Optional.of(Sending.fromJson(body));
            case NotSent.TYPE -> Optional.of(NotSent.fromJson(body));
            default -> Optional.empty();
        };
    }

    /**
     * A change of dose was drafted. The entry before it, of the same correlation, is the {@code dosing.proposal} that decided.
     *
     * @param change its name, also the correlation
     * @param visit the visit
     * @param reading sequence of the ledger entry of the reading it is based on
     * @param revision the pump's revision at that reading
     * @param before what the pump ran then
     * @param order what is ordered
     * @param proposal digest of the proposal
     * @param plan what is to be sent; empty when a BLOCK stands
     * @param replaces the change in whose place it was drafted
     * @param expires house time
     */
    record Drafted(
            String change,
            String visit,
            long reading,
            Revision revision,
            Programme before,
            Order order,
            Digest proposal,
            Optional<Plan> plan,
            Optional<String> replaces,
            Instant expires)
            implements ChangeEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.draft";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put("visit", visit)
                    .put("reading", reading)
                    .put("revision", revision.number())
                    .put("before", before.toJson())
                    .put("order", order.toJson())
                    .put("proposal", proposal.text())
                    .putOptional("plan", plan.map(Plan::toJson))
                    .putOptional("replaces", replaces)
                    .put("expires", expires.toString())
                    .build();
        }

        static Drafted fromJson(JsonObject json) {
            return new Drafted(
                    json.string("change"),
                    json.string("visit"),
                    json.number("reading"),
                    new Revision(json.number("revision")),
                    Programme.fromJson(json.object("before")),
                    Order.fromJson(json.object("order")),
                    Digest.parse(json.string("proposal")),
                    json.optionalObject("plan").map(Plan::fromJson),
                    json.optionalString("replaces"),
                    Timestamp.parse(json.string("expires")));
        }
    }

    /**
     * The reasons of somebody who signs, entered together with that signature, before it: the author's, for each finding that asks for one;
     * then the second person's, for each that asks two persons.
     *
     * @param change which change of dose
     * @param confirmations one for each such finding
     */
    record Confirmed(String change, List<Confirmation> confirmations) implements ChangeEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.confirmed";

        /** Copies the list. */
        public Confirmed {
            confirmations = List.copyOf(confirmations);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put(
                            "confirmations",
                            Json.array(confirmations.stream()
                                    .map(Confirmation::toJson)
                                    .toList()))
                    .build();
        }

        static Confirmed fromJson(JsonObject json) {
            return new Confirmed(
                    json.string("change"),
                    json.array("confirmations").objects().stream()
                            .map(Confirmation::fromJson)
                            .toList());
        }
    }

    /**
     * The blind entry of the actor was equal to the order, and findings ask for this second person's reason before it can be signed. From then
     * on the actor may see the numbers.
     *
     * @param change which change of dose
     */
    record Compared(String change) implements ChangeEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.compared";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object().put("change", change).build();
        }
    }

    /**
     * A second person's entry differed from the order. Who may read the ledger may read what was typed.
     *
     * @param change which change of dose
     * @param typed what the second person typed
     */
    record Mismatched(String change, BlindEntry typed) implements ChangeEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.mismatch";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put("typed", typed.toJson())
                    .build();
        }

        static Mismatched fromJson(JsonObject json) {
            return new Mismatched(json.string("change"), BlindEntry.fromJson(json.object("typed")));
        }
    }

    /**
     * A change of dose became void.
     *
     * @param change which
     * @param voided why
     */
    record Voided(String change, DoseChange.Voided voided) implements ChangeEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.void";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put("reason", voided.reason().name())
                    .put("words", voided.words())
                    .build();
        }

        static Voided fromJson(JsonObject json) {
            return new Voided(
                    json.string("change"),
                    new DoseChange.Voided(DoseChange.VoidReason.valueOf(json.string("reason")), json.string("words")));
        }
    }

    /**
     * A released change of dose is handed to the host. What becomes of it stands in the host's entries of the same command; when there is
     * none, nothing was sent.
     *
     * @param change which
     * @param release sequence of the ledger entry of the release
     * @param command the id under which the pump will know it
     */
    record Sending(String change, long release, CommandId command) implements ChangeEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.sending";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put("release", release)
                    .put("command", command.hex())
                    .build();
        }

        static Sending fromJson(JsonObject json) {
            return new Sending(json.string("change"), json.number("release"), new CommandId(json.string("command")));
        }
    }

    /**
     * The host refused, and nothing was sent; the release stands.
     *
     * @param change which change of dose
     * @param command the id it would have had
     * @param violations why
     */
    record NotSent(String change, CommandId command, List<Violation> violations) implements ChangeEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.not-sent";

        /** Copies the list. */
        public NotSent {
            violations = List.copyOf(violations);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("change", change)
                    .put("command", command.hex())
                    .put(
                            "violations",
                            Json.array(
                                    violations.stream().map(Violation::toJson).toList()))
                    .build();
        }

        static NotSent fromJson(JsonObject json) {
            return new NotSent(
                    json.string("change"),
                    new CommandId(json.string("command")),
                    json.array("violations").objects().stream()
                            .map(Violation::fromJson)
                            .toList());
        }
    }
}
