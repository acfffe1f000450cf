// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.Timestamp;
import org.cisterna.quantity.Durations;

/**
 * The bodies of the entries by which the host remembers: types, versions, and how they are written and read. Every version stays readable.
 * The body of a release is {@link Release} itself. Readers refuse a member they do not know, so that nothing is overlooked.
 */
public final class PumpEntries {

    private PumpEntries() {}

    /**
     * A pump was paired; its key lies beside the ledger.
     *
     * @param identity who it proved to be
     * @param family the family whose driver it needs
     * @param address where it is reached
     */
    public record Paired(PumpIdentity identity, String family, String address) {
        /** Type of the entry. */
        public static final String TYPE = "pump.paired";
        /** Version of the body. */
        public static final int VERSION = 1;

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("identity", identity.toJson())
                    .put("family", family)
                    .put("address", address)
                    .build();
        }

        /** Reads a body. */
        public static Paired fromJson(JsonObject json) {
            json.onlyNames("identity", "family", "address");
            return new Paired(
                    PumpIdentity.fromJson(json.object("identity")), json.string("family"), json.string("address"));
        }
    }

    /**
     * A pump was interrogated.
     *
     * @param snapshot what it said
     * @param within what the reading belonged to: {@code read}, {@code commit}, {@code stop}
     * @param notes in words, what must be known beside it, for example that its raw frames could not be kept
     */
    public record Reading(Snapshot snapshot, String within, List<String> notes) {
        /** Type of the entry. */
        public static final String TYPE = "pump.snapshot";
        /** Version of the body. */
        public static final int VERSION = 1;

        /** Copies the list. */
        public Reading {
            notes = List.copyOf(notes);
        }

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("snapshot", snapshot.toJson())
                    .put("within", within)
                    .put("notes", Json.texts(notes))
                    .build();
        }

        /** Reads a body. */
        public static Reading fromJson(JsonObject json) {
            json.onlyNames("snapshot", "within", "notes");
            return new Reading(
                    Snapshot.fromJson(json.object("snapshot")),
                    json.string("within"),
                    json.array("notes").strings());
        }
    }

    /** What a command is to do. */
    public enum Kind {
        /** Make a plan the therapy. */
        COMMIT,
        /** Stop delivery. */
        STOP
    }

    /**
     * The therapy state before a command, as the last reading had it.
     *
     * @param revision its number
     * @param programme what ran
     * @param solution what the pump was told it holds, when it was told
     * @param motor whether it delivered
     * @param parts what it held beside the programme
     */
    public record Before(
            Revision revision,
            Programme programme,
            Optional<Solution> solution,
            MotorState motor,
            List<ProgrammePart> parts) {

        /** Orders the parts. */
        public Before {
            parts = ProgrammePart.inOrder(parts);
        }

        /** A pump that held nothing beside its programme. */
        public Before(Revision revision, Programme programme, Optional<Solution> solution, MotorState motor) {
            this(revision, programme, solution, motor, List.of());
        }

        /** What a reading says. */
        public static Before of(Snapshot snapshot) {
            return new Before(
                    snapshot.revision(),
                    snapshot.programme(),
                    snapshot.solution(),
                    snapshot.motor(),
                    snapshot.programmeParts());
        }

        JsonObject toJson() {
            return Json.object()
                    .put("revision", revision.number())
                    .put("programme", programme.toJson())
                    .putOptional("solution", solution.map(Solution::toJson))
                    .put("motor", motor.name())
                    .putOptional("parts", PlanParts.toJson(parts))
                    .build();
        }

        static Before fromJson(JsonObject json) {
            json.onlyNames("revision", "programme", "solution", "motor", "parts");
            return new Before(
                    new Revision(json.number("revision")),
                    Programme.fromJson(json.object("programme")),
                    json.optionalArray("solution").map(Solution::fromJson),
                    MotorState.valueOf(json.string("motor")),
                    PlanParts.fromJson(json));
        }
    }

    /**
     * A command is about to be sent. Durable before the first byte that could matter leaves the platform.
     *
     * @param command its id
     * @param kind what it is to do
     * @param plan what is to be made the therapy; with a COMMIT only
     * @param release sequence of the release's entry; with a COMMIT only
     * @param before the therapy state before it: read in the same session for a COMMIT, from the last reading, if any, for a STOP
     * @param interimStop how long the pump may stand still because of it, when its driver or the pump itself declares that
     * @param reason why, in words; with a STOP only
     * @param orderedBy who ordered it, when the actor did not decide alone; with a STOP only
     */
    public record Intent(
            CommandId command,
            Kind kind,
            Optional<Plan> plan,
            Optional<Long> release,
            Optional<Before> before,
            Optional<Duration> interimStop,
            Optional<String> reason,
            Optional<String> orderedBy) {
        /** Type of the entry. */
        public static final String TYPE = "pump.intent";
        /** Version of the body. */
        public static final int VERSION = 1;

        /** Checks that a commit has its plan and its release. */
        public Intent {
            if (kind == Kind.COMMIT && (plan.isEmpty() || release.isEmpty() || before.isEmpty())) {
                throw new IllegalArgumentException(
                        "the intent of a commit names its plan, its release and what ran before");
            }
        }

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("command", command.hex())
                    .put("kind", kind.name())
                    .putOptional("plan", plan.map(Plan::toJson))
                    .putOptional("planDigest", plan.map(each -> each.digest().text()))
                    .putOptional("release", release)
                    .putOptional("before", before.map(Before::toJson))
                    .putOptional("interimStop", interimStop.map(Durations::text))
                    .putOptional("reason", reason)
                    .putOptional("orderedBy", orderedBy)
                    .build();
        }

        /** Reads a body. */
        public static Intent fromJson(JsonObject json) {
            json.onlyNames(
                    "command", "kind", "plan", "planDigest", "release", "before", "interimStop", "reason", "orderedBy");
            return new Intent(
                    new CommandId(json.string("command")),
                    Kind.valueOf(json.string("kind")),
                    json.optionalObject("plan").map(Plan::fromJson),
                    json.optionalNumber("release"),
                    json.optionalObject("before").map(Before::fromJson),
                    json.optionalString("interimStop")
                            .map(text -> Durations.parse(text).orElseThrow()),
                    json.optionalString("reason"),
                    json.optionalString("orderedBy"));
        }
    }

    /**
     * What became of a command. A later entry for the same command replaces an earlier one: UNKNOWN is resolved so.
     *
     * @param command its id
     * @param kind what it was to do
     * @param outcome what became of it
     * @param snapshot digest of the reading it rests on, when a reading was entered with it
     * @param supersededBy for an UNKNOWN: the other command whose proven end makes the pump's state known without telling what became of
     *     this one; an UNKNOWN with it blocks nothing any more
     * @param notes in words, what must be known beside it
     */
    public record Ended(
            CommandId command,
            Kind kind,
            Outcome outcome,
            Optional<Digest> snapshot,
            Optional<CommandId> supersededBy,
            List<String> notes) {
        /** Type of the entry. */
        public static final String TYPE = "pump.outcome";
        /** Version of the body. */
        public static final int VERSION = 1;

        /** Checks that only an UNKNOWN is superseded. */
        public Ended {
            notes = List.copyOf(notes);
            if (supersededBy.isPresent() && !(outcome instanceof Outcome.Unknown)) {
                throw new IllegalArgumentException("only an unknown outcome is superseded");
            }
        }

        /** Whether writes to the pump are refused because of it. */
        public boolean stands() {
            return outcome instanceof Outcome.Unknown && supersededBy.isEmpty();
        }

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("command", command.hex())
                    .put("kind", kind.name())
                    .put("result", outcome.toJson())
                    .putOptional("snapshot", snapshot.map(Digest::text))
                    .putOptional("supersededBy", supersededBy.map(CommandId::hex))
                    .put("notes", Json.texts(notes))
                    .build();
        }

        /** Reads a body. */
        public static Ended fromJson(JsonObject json) {
            json.onlyNames("command", "kind", "result", "snapshot", "supersededBy", "notes");
            return new Ended(
                    new CommandId(json.string("command")),
                    Kind.valueOf(json.string("kind")),
                    Outcome.fromJson(json.object("result")),
                    json.optionalString("snapshot").map(Digest::parse),
                    json.optionalString("supersededBy").map(CommandId::new),
                    json.array("notes").strings());
        }
    }

    /**
     * A driver came, went, or was not taken.
     *
     * @param family which family it drives; empty when it did not say so
     * @param state what happened
     * @param descriptor what it says of itself, by digest
     * @param name for people, with its version; empty when it did not say so
     * @param reason in words, when it was refused; else empty
     */
    public record DriverChange(String family, State state, Optional<Digest> descriptor, String name, String reason) {
        /** Type of the entry. */
        public static final String TYPE = "pump.driver";
        /** Version of the body. */
        public static final int VERSION = 1;

        /** What happened to a driver. */
        public enum State {
            /** Its service came and is used. */
            APPEARED,
            /** Its service went. */
            GONE,
            /** Its service came and is not used. */
            REFUSED
        }

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("family", family)
                    .put("state", state.name())
                    .putOptional("descriptor", descriptor.map(Digest::text))
                    .put("name", name)
                    .put("reason", reason)
                    .build();
        }

        /** Reads a body. */
        public static DriverChange fromJson(JsonObject json) {
            json.onlyNames("family", "state", "descriptor", "name", "reason");
            return new DriverChange(
                    json.string("family"),
                    State.valueOf(json.string("state")),
                    json.optionalString("descriptor").map(Digest::parse),
                    json.string("name"),
                    json.string("reason"));
        }
    }

    /**
     * An entry that could not be made when it was due: the host's journal held it. Entered once, under the actor of the act.
     *
     * @param type type of the entry it stands for, {@value Intent#TYPE} or {@value Ended#TYPE}
     * @param version version of that body
     * @param body that body
     * @param house house time when it was due
     * @param pumpTime pump time when it was due
     */
    public record Late(String type, int version, JsonObject body, Instant house, Instant pumpTime) {
        /** Type of the entry. */
        public static final String TYPE = "pump.late";
        /** Version of the body. */
        public static final int VERSION = 1;

        /** The body. */
        public JsonObject toJson() {
            return Json.object()
                    .put("type", type)
                    .put("version", version)
                    .put("body", body)
                    .put("house", house.toString())
                    .put("pumpTime", pumpTime.toString())
                    .build();
        }

        /** Reads a body. */
        public static Late fromJson(JsonObject json) {
            json.onlyNames("type", "version", "body", "house", "pumpTime");
            return new Late(
                    json.string("type"),
                    Math.toIntExact(json.number("version")),
                    json.object("body"),
                    Timestamp.parse(json.string("house")),
                    Timestamp.parse(json.string("pumpTime")));
        }
    }
}
