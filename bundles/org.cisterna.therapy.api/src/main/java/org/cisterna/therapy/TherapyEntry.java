// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.dosing.Order;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Solution;
import org.cisterna.pump.Violation;

/**
 * The bodies of the ledger entries that tell the therapy of a pump, {@link Signature} apart. The entry names the pump as {@code
 * manufacturer/serial}, who did it as its actor, and as its correlation the visit or the change of dose. Together with {@code
 * therapy.signature}, {@code dosing.proposal} and {@code pump.release}, and with what the host enters about readings and commands, they are
 * all that {@link Therapy} rests on; {@code docs/therapy.md} says what each does to the state. All are in version {@value #VERSION}.
 */
public sealed interface TherapyEntry {

    /** Version of every body here. */
    int VERSION = 1;

    /** Type of the ledger entry. */
    String type();

    /** The entry's body. */
    JsonObject toJson();

    /**
     * Reads a body.
     *
     * @return empty when no entry here has that type in that version
     * @throws IllegalArgumentException when the body is not of its type's form
     */
    static Optional<TherapyEntry> read(String type, int version, JsonObject body) {
        if (version != VERSION) {
            return Optional.empty();
        }
        return switch (type) {
            case Enrolled.TYPE -> Optional.of(Enrolled.fromJson(body));
            case VisitOpened.TYPE -> Optional.of(VisitOpened.fromJson(body));
            case Drafted.TYPE -> Optional.of(Drafted.fromJson(body));
            case Confirmed.TYPE -> Optional.of(Confirmed.fromJson(body));
            case Mismatched.TYPE -> Optional.of(Mismatched.fromJson(body));
            case Voided.TYPE -> Optional.of(Voided.fromJson(body));
            case Sending.TYPE -> Optional.of(Sending.fromJson(body));
            case NotSent.TYPE -> Optional.of(NotSent.fromJson(body));
            case Stopped.TYPE -> Optional.of(Stopped.fromJson(body));
            case VisitClosed.TYPE -> Optional.of(VisitClosed.fromJson(body));
            default -> Optional.empty();
        };
    }

    /** A pump was enrolled: see {@link Implant}. */
    record Enrolled(
            PumpIdentity identity,
            String family,
            PatientReference patient,
            String indication,
            Solution reservoir,
            Solution path,
            List<CatheterSegment> catheter)
            implements TherapyEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.enrolled";

        /** Copies the list. */
        public Enrolled {
            catheter = List.copyOf(catheter);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("identity", identity.toJson())
                    .put("family", family)
                    .put("patient", patient.text())
                    .put("indication", indication)
                    .put("reservoir", reservoir.toJson())
                    .put("path", path.toJson())
                    .put(
                            "catheter",
                            Json.array(catheter.stream()
                                    .map(CatheterSegment::toJson)
                                    .toList()))
                    .build();
        }

        static Enrolled fromJson(JsonObject json) {
            return new Enrolled(
                    PumpIdentity.fromJson(json.object("identity")),
                    json.string("family"),
                    new PatientReference(json.string("patient")),
                    json.string("indication"),
                    Solution.fromJson(json.array("reservoir")),
                    Solution.fromJson(json.array("path")),
                    json.array("catheter").objects().stream()
                            .map(CatheterSegment::fromJson)
                            .toList());
        }
    }

    /**
     * A visit was opened.
     *
     * @param visit its name, also the correlation
     */
    record VisitOpened(String visit) implements TherapyEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.visit-opened";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object().put("visit", visit).build();
        }

        static VisitOpened fromJson(JsonObject json) {
            return new VisitOpened(json.string("visit"));
        }
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
            implements TherapyEntry {
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
                    Instant.parse(json.string("expires")));
        }
    }

    /**
     * The author's reasons, entered together with the author's signature, before it.
     *
     * @param change which change of dose
     * @param confirmations one for each finding that asks for one
     */
    record Confirmed(String change, List<Confirmation> confirmations) implements TherapyEntry {
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
     * A second person's entry differed from the order. Who may read the ledger may read what was typed.
     *
     * @param change which change of dose
     * @param typed what the second person typed
     */
    record Mismatched(String change, BlindEntry typed) implements TherapyEntry {
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
    record Voided(String change, DoseChange.Voided voided) implements TherapyEntry {
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
    record Sending(String change, long release, CommandId command) implements TherapyEntry {
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
    record NotSent(String change, CommandId command, List<Violation> violations) implements TherapyEntry {
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

    /**
     * Delivery was ordered to stop.
     *
     * @param command its id
     * @param reason in words
     * @param orderedBy who ordered it, when the actor did not decide alone
     * @param outcome what became of it
     * @param since pump time from which the pump stands, or may stand, still
     * @param before what the pump was last read to run
     * @param solution what the reservoir holds, as far as known
     * @param withdrawal the profiles that were shown
     */
    record Stopped(
            CommandId command,
            String reason,
            Optional<String> orderedBy,
            Outcome outcome,
            Optional<Instant> since,
            Optional<Programme> before,
            Optional<Solution> solution,
            List<StopResult.Profile> withdrawal)
            implements TherapyEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.stopped";

        /** Copies the list. */
        public Stopped {
            withdrawal = List.copyOf(withdrawal);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("command", command.hex())
                    .put("reason", reason)
                    .putOptional("orderedBy", orderedBy)
                    .put("result", outcome.toJson())
                    .putOptional("since", since.map(Instant::toString))
                    .putOptional("before", before.map(Programme::toJson))
                    .putOptional("solution", solution.map(Solution::toJson))
                    .put(
                            "withdrawal",
                            Json.array(withdrawal.stream()
                                    .map(StopResult.Profile::toJson)
                                    .toList()))
                    .build();
        }

        static Stopped fromJson(JsonObject json) {
            return new Stopped(
                    new CommandId(json.string("command")),
                    json.string("reason"),
                    json.optionalString("orderedBy"),
                    Outcome.fromJson(json.object("result")),
                    json.optionalString("since").map(Instant::parse),
                    json.optionalObject("before").map(Programme::fromJson),
                    json.optionalArray("solution").map(Solution::fromJson),
                    json.array("withdrawal").objects().stream()
                            .map(StopResult.Profile::fromJson)
                            .toList());
        }
    }

    /**
     * A visit was closed.
     *
     * @param visit its name, also the correlation
     * @param ending how the pump was left
     * @param reading sequence of the ledger entry of the reading that showed it so
     * @param restart day of pump time by which a stopped pump is to be restarted
     * @param owner who sees to that
     */
    record VisitClosed(
            String visit, CloseRequest.Ending ending, long reading, Optional<LocalDate> restart, Optional<Staff> owner)
            implements TherapyEntry {
        /** Type of the entry. */
        public static final String TYPE = "therapy.visit-closed";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public JsonObject toJson() {
            return Json.object()
                    .put("visit", visit)
                    .put("ending", ending.name())
                    .put("reading", reading)
                    .putOptional("restart", restart.map(LocalDate::toString))
                    .putOptional("owner", owner.map(Staff::toJson))
                    .build();
        }

        static VisitClosed fromJson(JsonObject json) {
            return new VisitClosed(
                    json.string("visit"),
                    CloseRequest.Ending.valueOf(json.string("ending")),
                    json.number("reading"),
                    json.optionalString("restart").map(LocalDate::parse),
                    json.optionalObject("owner").map(Staff::fromJson));
        }
    }
}
