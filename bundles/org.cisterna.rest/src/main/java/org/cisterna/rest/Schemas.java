// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/**
 * The shapes of bodies for the description. Requests are described member by member, for whoever writes them; answers by what they are and
 * their outer members.
 */
final class Schemas {

    private Schemas() {}

    static JsonObject all() {
        Map<String, JsonObject> schemas = new TreeMap<>();
        requests(schemas);
        answers(schemas);
        JsonObject.Builder json = Json.object();
        schemas.forEach(json::put);
        return json.build();
    }

    private static void requests(Map<String, JsonObject> schemas) {
        schemas.put(
                "Ingredient",
                object(
                        List.of("drug", "concentration"),
                        text("drug", "id in the drug library"),
                        text("concentration", "with unit: 2000 mcg/mL")));
        schemas.put(
                "Segment",
                object(
                        List.of("model", "bore"),
                        text("model", "the maker's model"),
                        text("supplied", "length with unit: 89 cm"),
                        text("trimmed", "length with unit: 12 cm"),
                        text("bore", "volume of a length: 0.0026 mL/cm")));
        schemas.put(
                "Enrol",
                object(
                        List.of("address", "family", "pairingCode", "patient", "indication", "reservoir", "catheter"),
                        text("address", "as /pumps/found gives it"),
                        text("family", "which driver speaks to it"),
                        text("pairingCode", "as printed on the pump's label"),
                        text("patient", "the hospital's pseudonymous reference"),
                        text("indication", "id, for example spasticity-spinal"),
                        listOf("reservoir", "Ingredient", "what is in the reservoir, the primary drug first"),
                        listOf("path", "Ingredient", "what is in tubing and catheter, when it is something else"),
                        listOf("catheter", "Segment", "from the pump to the tip")));
        schemas.put(
                "Step",
                object(
                        List.of("start", "rate"),
                        text("start", "time of the pump's day: 06:00"),
                        text("rate", "dose rate with unit: 20 mcg/h"),
                        text("duration", "how long it is meant to last: 4 h")));
        schemas.put(
                "Order",
                object(
                        List.of("mode"),
                        text("mode", "continuous or flex"),
                        text("daily", "for continuous: dose of a day with unit: 280 mcg/day"),
                        listOf("steps", "Step", "for flex: the day in steps")));
        schemas.put(
                "Sign",
                object(
                        List.of("nonce", "password"),
                        text("nonce", "issued just before"),
                        text("password", "once more")));
        schemas.put(
                "Confirmation",
                object(
                        List.of("code", "subject", "reason"),
                        text("code", "of the finding"),
                        text("subject", "of the finding"),
                        text("reason", "3 to 200 characters")));
        schemas.put(
                "Author",
                object(
                        List.of("sign"),
                        listOf("confirmations", "Confirmation", "a reason for each finding that asks for one"),
                        reference("sign", "Sign")));
        schemas.put(
                "BlindEntry",
                object(
                        List.of("drug", "concentration", "dailyTotal"),
                        text("drug", "from order and vial"),
                        text("concentration", "with unit: 2000 mcg/mL"),
                        text("dailyTotal", "with unit: 326 mcg/day")));
        schemas.put(
                "Verify",
                object(
                        List.of("entry", "sign"),
                        reference("entry", "BlindEntry"),
                        listOf(
                                "confirmations",
                                "Confirmation",
                                "the second person's own reason for each finding that asks two persons, once the entry was equal"),
                        reference("sign", "Sign")));
        schemas.put(
                "BreakGlass",
                object(
                        List.of("reason", "dailyTotal", "sign"),
                        text("reason", "why there is no second person and it cannot wait, 3 to 200 characters"),
                        text(
                                "dailyTotal",
                                "the new daily total of the primary drug, typed once more with unit: 326 mcg/day"),
                        listOf("confirmations", "Confirmation", "a reason for each finding that asks for one"),
                        reference("sign", "Sign")));
        schemas.put(
                "Review",
                object(
                        List.of("verdict", "words", "sign"),
                        text("verdict", "AGREED or NOT_AGREED"),
                        text("words", "what was looked at and found, 3 to 500 characters"),
                        reference("sign", "Sign")));
        schemas.put("Reject", object(List.of("reason"), text("reason", "3 to 200 characters")));
        schemas.put(
                "Stop",
                object(
                        List.of("reason"),
                        text("reason", "3 to 200 characters"),
                        text("orderedBy", "who ordered it; a technician must name one")));
        schemas.put(
                "Close",
                object(
                        List.of("ending"),
                        text("ending", "RUNNING or STOPPED_BY_ORDER"),
                        text("restart", "for STOPPED_BY_ORDER: a day, 2026-03-05"),
                        text("owner", "for STOPPED_BY_ORDER: account of whoever sees to it")));
    }

    private static void answers(Map<String, JsonObject> schemas) {
        schemas.put(
                "Violation",
                object(
                        List.of("code", "message"),
                        text("code", "stable"),
                        text("message", "in words"),
                        text("field", ""),
                        text("value", ""),
                        text("limit", ""),
                        text("source", "of the limit")));
        schemas.put(
                "Problem",
                object(
                        List.of("type", "title", "status", "detail", "code"),
                        text("type", "a name"),
                        text("title", "in a few words"),
                        Map.entry("status", typed("integer", "of HTTP")),
                        text("detail", "what happened and what to do"),
                        text("code", "stable name"),
                        listOf("violations", "Violation", "every reason")));
        open(schemas, "Person", "Who is recognised: id, printedName, roles, acts.");
        open(
                schemas,
                "Pump",
                "A paired pump: identity, link, implant record, last reading with its times, a standing unknown outcome; and"
                        + " missing, a list of texts: what cannot be shown of it now, and why. It is empty when all is there.");
        list(schemas, "Pumps", "Pump");
        open(schemas, "FoundPump", "A pump that can be seen: address, manufacturer, serial, simulated.");
        list(schemas, "FoundPumps", "FoundPump");
        open(schemas, "Implant", "The implant record of a pump.");
        open(schemas, "Visit", "A visit: id, pump, who opened it and when, its changes of dose, how it ended.");
        list(schemas, "Visits", "Visit");
        open(
                schemas,
                "Reading",
                "What the pump said, with both times of the reading and whether it stands in the ledger.");
        open(
                schemas,
                "DoseChange",
                "A change of dose: state, signatures, outcome, and its numbers for whoever may see them.");
        open(
                schemas,
                "BrokenGlass",
                "What one clinician released alone: change, pump, signer, reason, alone (findings that ask two persons), released, due,"
                        + " overdue, state of the change, and the review once there is one.");
        list(schemas, "BrokenGlasses", "BrokenGlass");
        open(schemas, "Nonce", "A number to sign over, once: nonce, plan, meaning, expires.");
        open(
                schemas,
                "StopResult",
                "What came of a stop: outcome, withdrawal profile of each drug, since when the pump stands.");
        open(schemas, "Event", "A ledger entry about a pump.");
        list(schemas, "Events", "Event");
        open(schemas, "Driver", "A driver: family, state, since, reason, descriptor.");
        list(schemas, "Drivers", "Driver");
        open(schemas, "DriverJar", "A file of the drivers folder: digest, state, reason.");
        list(schemas, "DriverJars", "DriverJar");
        open(schemas, "Entry", "An entry as it stands in the ledger.");
        list(schemas, "Entries", "Entry");
        open(schemas, "OpenApi", "An OpenAPI 3.1 document.");
    }

    private static void open(Map<String, JsonObject> schemas, String name, String description) {
        schemas.put(
                name,
                Json.object()
                        .put("type", "object")
                        .put("description", description)
                        .build());
    }

    private static void list(Map<String, JsonObject> schemas, String name, String of) {
        schemas.put(
                name, Json.object().put("type", "array").put("items", ref(of)).build());
    }

    @SafeVarargs
    private static JsonObject object(List<String> required, Map.Entry<String, JsonObject>... members) {
        JsonObject.Builder properties = Json.object();
        for (Map.Entry<String, JsonObject> each : members) {
            properties.put(each.getKey(), each.getValue());
        }
        return Json.object()
                .put("type", "object")
                .put("properties", properties.build())
                .put("required", Json.array(required.stream().map(Json::text).toList()))
                .put("additionalProperties", false)
                .build();
    }

    private static Map.Entry<String, JsonObject> text(String name, String description) {
        return Map.entry(name, typed("string", description));
    }

    private static JsonObject typed(String type, String description) {
        JsonObject.Builder json = Json.object().put("type", type);
        if (!description.isEmpty()) {
            json.put("description", description);
        }
        return json.build();
    }

    private static Map.Entry<String, JsonObject> reference(String name, String schema) {
        return Map.entry(name, ref(schema));
    }

    private static Map.Entry<String, JsonObject> listOf(String name, String schema, String description) {
        return Map.entry(
                name,
                Json.object()
                        .put("type", "array")
                        .put("items", ref(schema))
                        .put("description", description)
                        .build());
    }

    private static JsonObject ref(String schema) {
        return Json.object().put("$ref", "#/components/schemas/" + schema).build();
    }
}
