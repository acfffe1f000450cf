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
        answers.pumps();
        answers.changes();
        answers.emergencies();
        answers.drivers();
        answers.views();
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
                "interimStop? text how long it may stand still during an update");
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
                "since instant the pump's own clock");
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
                "lastCommand? Effect");
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

    private void pumps() {
        answer(
                "Implant",
                "The implant record of a pump.",
                "pump text manufacturer/serial",
                "identity Identity",
                "family text of its driver",
                "patient text the pseudonymous reference",
                "indication text",
                "reservoir Ingredients[]",
                "path Ingredients[] what tubing and catheter held",
                "catheter Segments[]",
                "enrolled instant house time",
                "enrolledBy Staff",
                "entry number");
        answer(
                "Pump",
                "A paired pump.",
                "pump text manufacturer/serial",
                "manufacturer text",
                "serial text",
                "family text",
                "address text",
                "simulated flag",
                "pairedSince instant house time",
                "link text",
                "linkReason text",
                "implant? Implant",
                "reading? Reading the last one",
                "unknown? Unknown",
                "missing text[] what cannot be shown of it now, and why; empty when all is there");
        list("Pumps", "Pump");
        answer(
                "FoundPump",
                "A pump that can be seen and is not paired; unproven.",
                "address text",
                "manufacturer text",
                "serial text",
                "simulated flag");
        list("FoundPumps", "FoundPump");
        answer(
                "Closing",
                "How a visit ended.",
                "ending text RUNNING or STOPPED_BY_ORDER",
                "at instant house time",
                "by Staff",
                "reading number its entry",
                "restart? text a day of pump time",
                "owner? Staff");
        answer(
                "Visit",
                "A visit.",
                "id text",
                "pump text manufacturer/serial",
                "patient text",
                "open flag",
                "opened instant house time",
                "openedBy Staff",
                "entry number",
                "changes text[] ids of its changes of dose",
                "closing? Closing");
        list("Visits", "Visit");
        answer(
                "Withdrawal",
                "What stopping does to the patient.",
                "drug text",
                "name text",
                "profile? json of the drug library");
        answer(
                "StopResult",
                "What came of a stop.",
                "pump text",
                "command text",
                "outcome Outcome",
                "withdrawal Withdrawal[] for each drug",
                "stoppedSince? instant",
                "stoppedSinceClock? text",
                "entry? number",
                "notes text[] what could not be said or entered");
        answer("Actor", "Who did something.", "id text", "name text", "role text", "via text");
        answer(
                "Event",
                "A ledger entry about a pump.",
                "sequence number",
                "type text",
                "version number",
                "houseTime instant",
                "pumpTime instant",
                "actor Actor",
                "correlation? text",
                "withheld flag whether its body is kept from this person",
                "body? json");
        list("Events", "Event");
    }

    private void changes() {
        answer(
                "Nonce",
                "A number to sign over, once.",
                "nonce text",
                "change text",
                "plan text",
                "meaning text",
                "expires instant");
        answer(
                "SignedBy",
                "A signature.",
                "signer Staff",
                "meaning text AUTHORED or INDEPENDENTLY_VERIFIED",
                "at instant",
                "expires instant",
                "entry number");
        answer("Voided", "Why a change is void.", "reason text", "words text");
        answer(
                "Numbers",
                "What is to be changed; left out for whoever may not see it yet.",
                "order json as it was ordered",
                "proposal json of the engine: verdict, findings, totals before and after, programme on the grid",
                "before Programme",
                "solution Ingredients[]",
                "confirmations json[] the author's reasons",
                "secondConfirmations json[] the second person's");
        answer(
                "DoseChange",
                "A change of dose.",
                "id text",
                "visit text",
                "pump text",
                "patient text",
                "state text",
                "voided? Voided",
                "author Staff",
                "drafted instant",
                "expires instant",
                "revision number of the pump it was made for",
                "mode text",
                "shape text of the day, without a scale",
                "verdict text PASS, CONFIRM or BLOCK",
                "plan? text digest",
                "signatures SignedBy[]",
                "outcome? Outcome",
                "numbers? Numbers");
    }

    private void emergencies() {
        answer("Asking", "A finding that asks two persons.", "code text", "subject text");
        answer(
                "ReviewDone",
                "What another clinician says of it.",
                "verdict text",
                "words text",
                "reviewer Staff",
                "at instant house time",
                "entry number");
        answer(
                "BrokenGlass",
                "What one clinician released alone.",
                "change text",
                "visit text",
                "pump text",
                "patient text",
                "signer Staff",
                "reason text",
                "alone Asking[] what would have asked two persons",
                "released instant house time",
                "due instant house time of the review",
                "overdue flag",
                "state text of the change",
                "review? ReviewDone");
        list("BrokenGlasses", "BrokenGlass");
    }

    private void drivers() {
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
                "stuckCalls number");
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

    private void views() {
        answer(
                "Entry",
                "An entry as it stands in the ledger.",
                "sequence number",
                "node text",
                "log text",
                "index number in that log",
                "houseTime instant",
                "pumpTime instant",
                "boot text",
                "leaf text digest",
                "entry json actor, body, type, version; correlation, evidence and pump where there are");
        list("Entries", "Entry");
        answer(
                "EntryPage",
                "What was found in the ledger, the newest first.",
                "entries Entry[]",
                "next? text ask again with this as before; left out at the end",
                "searchedDownTo number a page can be short: it came down to here",
                "matches number at least so many match",
                "exact flag whether that is all",
                "note text what to know of the search; empty when nothing");
        answer(
                "Projection",
                "What is expected of the reservoir since the reading; not read.",
                "at instant pump time of the answer",
                "reservoir text",
                "since instant pump time of the reading",
                "emptyAt instant",
                "refillBy instant");
        answer("OpenVisit", "A visit that is open.", "id text", "since instant house time", "by text");
        answer(
                "UnderWay",
                "A command without an outcome.",
                "command text",
                "kind text",
                "since instant house time",
                "intentEntry number");
        answer(
                "Standstill",
                "A pump that does not deliver, or may not.",
                "motor text",
                "proven flag whether a reading said so",
                "since instant pump time",
                "restart? text a day",
                "owner? text");
        answer(
                "Overdue",
                "Something past its time.",
                "what text refill, restart or replacement",
                "since instant pump time");
        answer(
                "FleetPump",
                "A pump of the fleet, as the entries of the ledger have it.",
                "pump text manufacturer/serial",
                "manufacturer text",
                "serial text",
                "family text",
                "model text",
                "firmware text",
                "simulated flag",
                "patient? text",
                "drug? text",
                "concentration? text",
                "dailyDose? text of the programme that was read",
                "state text in-visit, overdue, projected or never-read",
                "urgency text critical-alarm, unknown-outcome, alarm or none",
                "reading? Reading",
                "projection? Projection",
                "replaceBy? instant pump time",
                "visit? OpenVisit",
                "unknown? Unknown",
                "underWay? UnderWay",
                "standstill? Standstill",
                "contentDiffers flag",
                "overdue Overdue[]",
                "unreadable text[]",
                "revision number sequence of the last entry about it");
        answer(
                "FleetPage",
                "A page of the fleet.",
                "page number",
                "pages number",
                "size number",
                "total number on all pages",
                "counts json for each filter, of the whole fleet",
                "houseTime instant at which it was put together",
                "pumpTime instant",
                "note text what to know of the view; empty when nothing",
                "pumps FleetPump[]");
    }

    private void answer(String name, String description, String... members) {
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

    private void list(String name, String of) {
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
