// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The shapes of answers for the description. A member is written {@code name type words}: a question mark behind the name says that it may be left
 * out, the type is one of {@code text number flag instant json} or another shape, with {@code []} behind it for a list. Later versions may add
 * members; what is here stays.
 */
final class AnswerSchemas {

    private static final Map<String, JsonObject> PLAIN = Map.of(
            "text", Json.object().put("type", "string").build(),
            "number", Json.object().put("type", "integer").build(),
            "flag", Json.object().put("type", "boolean").build(),
            "instant",
                    Json.object()
                            .put("type", "string")
                            .put("format", "date-time")
                            .build(),
            "json", Json.object().put("type", "object").build());

    private final Map<String, JsonObject> schemas;

    private AnswerSchemas(Map<String, JsonObject> schemas) {
        this.schemas = schemas;
    }

    static void addTo(Map<String, JsonObject> schemas) {
        AnswerSchemas answers = new AnswerSchemas(schemas);
        answers.refusals();
        answers.people();
        answers.devices();
        answers.drivers();
        answers.conformance();
        answers.library();
        new PartSchemas(answers).add();
        new CareSchemas(answers).add();
    }

    private void refusals() {
        answer(
                "Violation",
                "One reason of a refusal.",
                "code text stable, for programs",
                "message text what happened and what to do",
                "field? text which field or subject",
                "value? text as it came",
                "limit? text what it was held against",
                "source? text where the limit comes from");
        answer(
                "Problem",
                "A refusal as RFC 9457 has it; nothing was changed.",
                "type text a name",
                "title text in a few words",
                "status number of HTTP",
                "detail text what happened and what to do",
                "code text stable, of the first reason",
                "field? text of the first reason",
                "violations? Violation[] every reason");
        answer(
                "OpenApi",
                "An OpenAPI 3.1 document.",
                "openapi text 3.1.0",
                "info json",
                "paths json",
                "components json");
    }

    private void people() {
        answer("Staff", "Somebody of the house.", "account text", "name text as it is printed beside a signature");
        answer(
                "Person",
                "Who is recognised.",
                "id text the account",
                "printedName text",
                "roles text[]",
                "credential text which token",
                "acts text[] what roles and token allow together");
    }

    private void devices() {
        answer(
                "Ingredients",
                "A drug of a mixture.",
                "drug text id in the drug library",
                "concentration text 2000 mcg/mL");
        answer(
                "Segments",
                "A piece of catheter.",
                "model text",
                "supplied? text",
                "trimmed? text",
                "bore text 0.0026 mL/cm");
        answer("ProgrammeStep", "A step of the pump's day.", "start text 06:00", "rate text 0.24 mL/day");
        answer(
                "Programme",
                "What a pump runs.",
                "mode text continuous, flex or stopped",
                "rate? text for continuous",
                "steps? ProgrammeStep[] for flex");
        answer(
                "Capabilities",
                "What a pump says that it can do.",
                "rateMin text",
                "rateMax text",
                "rateGrid text",
                "maxSteps number",
                "stepGrid text",
                "reservoirCapacity text",
                "residualVolume text",
                "tubingVolume text",
                "lowReservoir text",
                "accuracyPerMille number",
                "reservoirSource text MEASURED or CALCULATED",
                "interimStop? text how long it may stand still during an update",
                "functions? Functions what it can do beside its day; left out when it can do nothing else");
        answer(
                "Identity",
                "Who a pump proved to be.",
                "pump text manufacturer/serial",
                "model text",
                "firmware text",
                "capabilities Capabilities",
                "simulated flag");
        answer(
                "Alarm",
                "An alarm that stood at the reading.",
                "code text",
                "critical flag",
                "since? instant the pump's own clock; left out when the pump does not say since when");
        answer(
                "Effect",
                "What a pump remembers of the last command.",
                "command text",
                "effect text",
                "resultingRevision number");
        answer(
                "Snapshot",
                "What a pump said in one interrogation.",
                "identity Identity",
                "revision number",
                "programme Programme",
                "solution? Ingredients[] what it was told that it holds",
                "motor text",
                "motorSince instant the pump's own clock",
                "reservoir text usable volume",
                "reservoirSource text MEASURED or CALCULATED",
                "delivered text over its life",
                "deviceClock instant",
                "battery text",
                "alarms Alarm[]",
                "lastCommand? Effect",
                "parts? HeldPart[] what it holds beside the day; left out when there is nothing",
                "fillSensor? FillSensor of a pump whose reservoir volume is measured");
        answer(
                "FillSensor",
                "What a pump with a fill-level sensor says beside the volume that it measured.",
                "measuredAt instant the pump's own clock",
                "calculated text usable volume by its own account",
                "tolerance text how far the two may differ before one is wrong");
        answer(
                "Reading",
                "A reading with its times. One that is not entered bases no draft.",
                "readAt instant house time",
                "readAtPumpTime instant",
                "entered flag whether it stands in the ledger",
                "entry number sequence of its entry",
                "snapshot Snapshot");
        answer(
                "Outcome",
                "How a command ended.",
                "outcome text APPLIED, NOT_APPLIED or UNKNOWN",
                "evidence? text READ_BACK, ATTESTED or what proved that it was not applied",
                "revision? number for APPLIED",
                "reason? text",
                "since? instant for UNKNOWN",
                "sinceClock? text of which clock",
                "mayBeStoppedSince? instant",
                "mayBeStoppedSinceClock? text");
        answer(
                "Unknown",
                "A command whose outcome nobody knows; reading the pump resolves it.",
                "command text",
                "intentEntry number",
                "expectedRevision number",
                "outcome Outcome",
                "wayOut text");
    }

    private void drivers() {
        answer(
                "DriverTrouble",
                "What a driver, or a pump behind it, did not do as it must; since the driver came.",
                "subject text the pump, or the address where no pump was known yet",
                "code text of the refusal, or of how a command ended",
                "words text",
                "at instant the last time",
                "times number");
        answer(
                "Driver",
                "A driver that is or was there.",
                "family text",
                "state text",
                "since instant",
                "reason text",
                "descriptor? json",
                "descriptorDigest? text",
                "pumps number",
                "stuckCalls number",
                "troubles DriverTrouble[] what it and its pumps did not do as they must, the newest first");
        list("Drivers", "Driver");
        answer(
                "DriverJar",
                "A file of the drivers folder.",
                "file text",
                "digest? text",
                "symbolicName? text",
                "version? text",
                "state text ARRIVING, FOUND, RUNNING, REFUSED or REMOVED",
                "since instant",
                "reason text",
                "admittedBy? text");
        list("DriverJars", "DriverJar");
    }

    private void conformance() {
        answer(
                "Standing",
                "How a driver stands, by the runs in the ledger alone.",
                "driver text symbolic name of its bundle",
                "version text of its bundle",
                "family text which pumps it drives; empty until it has said so",
                "content? text digest of what the running bundle holds",
                "level text NOT_TESTED, OTHER_BUILD, UNPROVEN, BROKEN, INCOMPLETE or CONFORMANT",
                "run? text the run that it follows from",
                "class? text TRANSACTIONAL, READABLE or MANUAL, of that run",
                "reason text why it is not proved; else empty");
        list("Standings", "Standing");
        answer(
                "RunResult",
                "What came of a run that came to its end.",
                "class text read from the driver",
                "level text CONFORMANT, BROKEN or INCOMPLETE",
                "counts json how many verdicts of each kind",
                "resultDigest text a replay comes to the same",
                "kit text its version",
                "rulebook text digest of the rules",
                "threadsLeft number threads that the driver left behind",
                "files json digests of the files of the report, by name");
        answer(
                "KitRun",
                "A run of the conformance kit.",
                "id text",
                "driver text symbolic name of its bundle",
                "version text of its bundle",
                "content text digest of what its bundle holds",
                "profile text fast or full",
                "seed text",
                "rules text as they were asked for; empty for all",
                "askedBy text printed name",
                "state text RUNNING, FINISHED, CANCELLED or FAILED",
                "started instant house time",
                "ended? instant house time",
                "judged number of the rules, while it goes on",
                "of number how many rules the kit judges, while it goes on",
                "atWork text the rule that is tested now",
                "words text how it ended, where no result tells it",
                "result? RunResult");
        list("KitRuns", "KitRun");
        answer(
                "ConformanceReport",
                "A report of the conformance kit, as its page describes it.",
                "format text cisterna-conformance/1",
                "notice text simulated pumps, not a medical device",
                "bundle text symbolic name",
                "bundleContent text digest of what the bundle holds",
                "resultDigest text",
                "result json class, level and verdicts",
                "stories json[] how what is broken was broken",
                "accuracy? json delivery over time");
    }

    private void library() {
        answer(
                "Edition",
                "An edition of the drug library, as the ledger has it.",
                "version text as it calls itself",
                "digest text of its data; names it",
                "file text hash of its bytes, in the evidence",
                "state text DRAFT, REVIEWED, RELEASED or WITHDRAWN",
                "author text account",
                "drafted instant house time",
                "reviewer? text account",
                "releaser? text account",
                "released? instant house time",
                "withdrawn? text why",
                "inForce flag whether decisions are made with it now");
        list("EditionList", "Edition");
        answer("EditionDifference", "A sentence for each thing that is different.", "differences text[]");
        answer(
                "PumpVerdict",
                "A pump whose last released decision the edition would make otherwise.",
                "pump text manufacturer/serial",
                "request text digest of the request",
                "before text PASS, CONFIRM or BLOCK",
                "after text PASS, CONFIRM or BLOCK",
                "reasons json[] the findings that are new");
        list("PumpVerdicts", "PumpVerdict");
    }

    /** An object with its members. */
    void answer(String name, String description, String... members) {
        JsonObject.Builder properties = Json.object();
        List<String> required = new ArrayList<>();
        for (String each : members) {
            String[] parts = each.split(" ", 3);
            boolean mayMiss = parts[0].endsWith("?");
            String member = mayMiss ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
            if (!mayMiss) {
                required.add(member);
            }
            properties.put(member, typed(parts[1], parts.length > 2 ? parts[2] : ""));
        }
        schemas.put(
                name,
                Json.object()
                        .put("type", "object")
                        .put("description", description)
                        .put("properties", properties.build())
                        .put(
                                "required",
                                Json.array(required.stream().map(Json::text).toList()))
                        .build());
    }

    /** A list of another shape. */
    void list(String name, String of) {
        schemas.put(name, listOf(of).build());
    }

    private static JsonObject typed(String type, String description) {
        JsonObject.Builder schema = Json.object();
        if (type.endsWith("[]")) {
            schema = listOf(type.substring(0, type.length() - 2));
        } else {
            JsonObject plain = schemaOf(type);
            for (String each : plain.names()) {
                schema.put(each, plain.string(each));
            }
        }
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        return schema.build();
    }

    private static JsonObject.Builder listOf(String of) {
        return Json.object().put("type", "array").put("items", schemaOf(of));
    }

    private static JsonObject schemaOf(String type) {
        JsonObject plain = PLAIN.get(type);
        return plain == null
                ? Json.object().put("$ref", "#/components/schemas/" + type).build()
                : plain;
    }
}
