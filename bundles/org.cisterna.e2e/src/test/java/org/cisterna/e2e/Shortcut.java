// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.itest.RestExamples;

/**
 * A change of dose brought along by a program, over the JSON interface, as its author and the clinician: for scenarios that begin where people have
 * signed. The pages on the way there are played elsewhere. The doses of one run only go down: a second rise within a day would ask for a reason.
 */
final class Shortcut {

    private static final int CONFLICT = 409;

    private final Stage stage;
    private final RestExamples program;
    private final String pump;
    private final String author;

    Shortcut(Stage stage, String serial) {
        this(stage, serial, "programmer");
    }

    /** The same with another author. */
    Shortcut(Stage stage, String serial, String author) {
        this.stage = stage;
        this.author = author;
        this.program = stage.program();
        this.pump = stage.pump(serial);
    }

    /** The open visit of the pump; opened where there is none. */
    String visit() throws IOException, InterruptedException {
        JsonArray visits = (JsonArray) ask(author, "GET", pump + "/visits", "");
        for (JsonObject visit : visits.objects()) {
            if (visit.flag("open")) {
                return visit.string("id");
            }
        }
        return object(author, "POST", pump + "/visits", "").string("id");
    }

    /** Reads the pump; answers with the snapshot. */
    JsonObject read() throws IOException, InterruptedException {
        return object(author, "POST", "/visits/" + visit() + "/read", "").object("snapshot");
    }

    /** A draft of one rate all day, on a fresh reading. Answers with its number. */
    String drafted(String daily) throws IOException, InterruptedException {
        read();
        String drafts = "/api/v1/visits/" + visit() + "/drafts";
        HttpResponse<byte[]> answer = program.send(author, "POST", drafts, order(daily));
        if (answer.statusCode() == CONFLICT) {
            // a scenario that failed left its draft behind, and is not to take this one with it
            discard(((JsonObject) Json.parse(answer.body()))
                    .array("violations")
                    .objects()
                    .get(0)
                    .string("value"));
            answer = program.send(author, "POST", drafts, order(daily));
        }
        return ((JsonObject) good("draft", answer)).string("id");
    }

    private static String order(String daily) {
        return Json.object()
                .put("mode", "continuous")
                .put("daily", daily)
                .build()
                .canonicalText();
    }

    /** The same, signed by its author. */
    String authored(String daily) throws IOException, InterruptedException {
        String change = drafted(daily);
        object(author, "POST", "/drafts/" + change + "/author", signed(author, change, reasoned(change)));
        return change;
    }

    /** A body with a reason for each finding that asks for one. */
    private JsonObject.Builder reasoned(String change) throws IOException, InterruptedException {
        List<JsonObject> reasons = new ArrayList<>();
        JsonObject proposal =
                object(author, "GET", "/drafts/" + change, "").object("numbers").object("proposal");
        for (JsonObject finding : proposal.array("findings").objects()) {
            if (finding.string("verdict").equals("CONFIRM")) {
                reasons.add(Json.object()
                        .put("code", finding.string("code"))
                        .put("subject", finding.string("subject"))
                        .put("reason", "step of the titration plan")
                        .build());
            }
        }
        return reasons.isEmpty() ? Json.object() : Json.object().put("confirmations", Json.array(reasons));
    }

    /** The same, signed by both. */
    String verified(String daily) throws IOException, InterruptedException {
        String change = authored(daily);
        JsonObject drug = object(author, "GET", pump, "")
                .object("implant")
                .array("reservoir")
                .objects()
                .get(0);
        JsonObject entry = Json.object()
                .put("drug", drug.string("drug"))
                .put("concentration", drug.string("concentration"))
                .put("dailyTotal", daily)
                .build();
        object(
                "clinician",
                "POST",
                "/drafts/" + change + "/verify",
                signed("clinician", change, Json.object().put("entry", entry)));
        return change;
    }

    private String signed(String role, String change, JsonObject.Builder body)
            throws IOException, InterruptedException {
        JsonObject sign = Json.object()
                .put(
                        "nonce",
                        object(role, "POST", "/drafts/" + change + "/nonce", "").string("nonce"))
                .put("password", stage.person(role).string("password"))
                .build();
        return body.put("sign", sign).build().canonicalText();
    }

    /** A draft that its author, a clinician, has signed alone. Answers with its number. */
    String alone(String daily) throws IOException, InterruptedException {
        String change = drafted(daily);
        String path = "/drafts/" + change + "/break-glass";
        JsonObject sign = Json.object()
                .put("nonce", object(author, "POST", path + "/nonce", "").string("nonce"))
                .put("password", stage.person(author).string("password"))
                .build();
        JsonObject body = reasoned(change)
                .put("reason", "severe spasms, nobody on call answers")
                .put("dailyTotal", daily)
                .put("sign", sign)
                .build();
        object(author, "POST", path, body.canonicalText());
        return change;
    }

    /** Sends what is signed. */
    void send(String change) throws IOException, InterruptedException {
        object(author, "POST", "/drafts/" + change + "/release", "");
        object(author, "POST", "/drafts/" + change + "/send", "");
    }

    /** Another order in place of that of a draft, which is void by it. Answers with the number of the new one. */
    String edited(String change, String daily) throws IOException, InterruptedException {
        return object(author, "PUT", "/drafts/" + change, order(daily)).string("id");
    }

    /** What became of a change. */
    String state(String change) throws IOException, InterruptedException {
        return object(author, "GET", "/drafts/" + change, "").string("state");
    }

    /** Gives a change up. */
    void discard(String change) throws IOException, InterruptedException {
        object(author, "POST", "/drafts/" + change + "/discard", "");
    }

    /** Where the page of a change stands. */
    URI page(String change) {
        return stage.at(pump + "/programme/" + change);
    }

    /** How many entries of a type there are about the pump. */
    int entries(String type) throws IOException, InterruptedException {
        String events = new String(
                program.send(author, "GET", "/api/v1" + pump + "/events?max=1000", "")
                        .body(),
                StandardCharsets.UTF_8);
        return events.split("\"" + type + "\"", -1).length - 1;
    }

    private JsonObject object(String role, String method, String path, String body)
            throws IOException, InterruptedException {
        return (JsonObject) ask(role, method, path, body);
    }

    private Json ask(String role, String method, String path, String body) throws IOException, InterruptedException {
        return good(method + " " + path, program.send(role, method, "/api/v1" + path, body));
    }

    private static Json good(String what, HttpResponse<byte[]> answer) {
        if (!List.of(200, 201).contains(answer.statusCode())) {
            throw new AssertionError(what + " answered " + answer.statusCode() + " "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return Json.parse(answer.body());
    }
}
