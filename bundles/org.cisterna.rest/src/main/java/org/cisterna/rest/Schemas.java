// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** The shapes of the bodies of requests for the description, member by member; nothing else is taken. */
final class Schemas {

    private Schemas() {}

    static JsonObject all() {
        Map<String, JsonObject> schemas = new TreeMap<>();
        requests(schemas);
        AnswerSchemas.addTo(schemas);
        JsonObject.Builder json = Json.object();
        schemas.forEach(json::put);
        return json.build();
    }

    private static void requests(Map<String, JsonObject> schemas) {
        schemas.put(
                "Library",
                Json.object()
                        .put("type", "object")
                        .put(
                                "description",
                                "A drug library, whole, in the format that the page of the drug library describes.")
                        .build());
        schemas.put(
                "Incident",
                object(
                        List.of("pump", "from", "until", "reason"),
                        text("pump", "manufacturer/serial"),
                        text("from", "house time of the oldest entry wanted, for example 2026-03-05T08:00:00Z"),
                        text("until", "house time before which they were entered; not after now"),
                        text("reason", "why; it is entered, so it names no patient")));
        schemas.put(
                "RunOrder",
                object(
                        List.of("driver", "profile", "seed"),
                        text("driver", "symbolic name of its bundle"),
                        text("profile", "fast or full"),
                        text("seed", "a whole number of at most 18 digits, as a text"),
                        text("rules", "rules and whole chapters with commas between: 4.*,19.03; without, all")));
        schemas.put("Withdrawal", object(List.of("reason"), text("reason", "why it is withdrawn")));
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
                "ManualRegister",
                object(
                        List.of(
                                "family",
                                "manufacturer",
                                "serial",
                                "model",
                                "flow",
                                "filled",
                                "filledAt",
                                "patient",
                                "indication",
                                "reservoir",
                                "catheter"),
                        text("family", "which family describes it: codman"),
                        text("manufacturer", "as the label has it"),
                        text("serial", "as the label has it"),
                        text("model", "as the label has it"),
                        text("flow", "as the factory measured it: 1.034 mL/day"),
                        text("filled", "how much was filled last, by its papers: 30 mL"),
                        text("filledAt", "when, in pump time: 2026-03-01T09:00:00Z"),
                        text("patient", "the hospital's pseudonymous reference"),
                        text("indication", "id, for example chronic-pain"),
                        listOf("reservoir", "Ingredient", "what was filled, the primary drug first"),
                        listOf("catheter", "Segment", "from the pump to the tip")));
        schemas.put(
                "ManualOrder",
                object(
                        List.of("drug", "daily", "stock", "prepare", "volume"),
                        text("drug", "id in the drug library"),
                        text("daily", "wanted dose of a day with unit: 2 mg/day"),
                        text("stock", "concentration of the stock solution: 25 mg/mL"),
                        text("prepare", "how much is prepared, the refill assembly included: 33 mL"),
                        text("volume", "how much is filled: 30 mL")));
        schemas.put(
                "ManualStep",
                object(
                        List.of("kind"),
                        text("kind", "IDENTIFY, CHECK, EMPTY, EXPLAIN or FILL; the other fields follow from it"),
                        text("serial", "with IDENTIFY: as read from the pump"),
                        text("returned", "with EMPTY: what came out, 8.4 mL"),
                        text("reason", "with EXPLAIN: why what came out is not what was expected"),
                        text("volume", "with FILL: how much, 30 mL"),
                        text("drug", "with CHECK: as the syringe's label has it"),
                        text("concentration", "with CHECK: as the syringe's label has it"),
                        text("lot", "with CHECK and FILL: as the syringe's label has it"),
                        text("beyondUse", "with CHECK: the last day, 2026-12-01")));
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
