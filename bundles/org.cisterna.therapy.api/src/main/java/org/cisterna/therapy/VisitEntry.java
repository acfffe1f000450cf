// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.CatheterSegment;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.Programme;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Solution;

/** The entries about a pump and its visits. */
public sealed interface VisitEntry extends TherapyEntry {

    /** Reads a body of a type of this group; empty when it is none. */
    static Optional<TherapyEntry> read(String type, JsonObject body) {
        return switch (type) {
            case Enrolled.TYPE -> Optional.of(Enrolled.fromJson(body));
            case VisitOpened.TYPE -> Optional.of(VisitOpened.fromJson(body));
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
            implements VisitEntry {
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
    record VisitOpened(String visit) implements VisitEntry {
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
            implements VisitEntry {
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
            implements VisitEntry {
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
