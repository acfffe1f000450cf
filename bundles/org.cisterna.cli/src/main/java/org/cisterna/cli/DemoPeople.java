// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;

/** The demo people at the JSON interface, each with their own token, and with their own password where they sign. */
final class DemoPeople {

    private static final String BASE = "/api/v1";
    private static final JsonObject NOTHING = Json.object().build();

    private final Client client;
    private final Map<String, JsonObject> people = new TreeMap<>();

    private DemoPeople(Client client) {
        this.client = client;
    }

    /**
     * Those of a data folder.
     *
     * @throws IOException in words, when their file cannot be read
     */
    static DemoPeople of(Client client, DataFolder data) throws IOException {
        DemoPeople all = new DemoPeople(client);
        JsonArray list = (JsonArray) Json.parse(Files.readAllBytes(data.root().resolve("demo-people.json")));
        for (JsonObject person : list.objects()) {
            all.people.putIfAbsent(person.string("role"), person);
        }
        return all;
    }

    private JsonObject person(String role) throws IOException {
        JsonObject person = people.get(role);
        if (person == null) {
            throw new IOException("demo-people.json names no " + role);
        }
        return person;
    }

    /** Asks for a list. */
    List<JsonObject> list(String role, String path) throws IOException {
        Client.Reply reply = client.get(BASE + path, Optional.of(person(role).string("token")));
        if (reply.status() != 200) {
            throw new IOException(path + " answered " + reply.status());
        }
        return ((JsonArray) reply.body()).objects();
    }

    /** Does something, whatever comes of it. */
    Client.Reply attempt(String role, String path, JsonObject body) throws IOException {
        return client.post(BASE + path, Optional.of(person(role).string("token")), body);
    }

    /**
     * Does something.
     *
     * @throws IOException with the refusal in words
     */
    JsonObject act(String role, String path, JsonObject body) throws IOException {
        Client.Reply reply = attempt(role, path, body);
        if (reply.status() >= 300) {
            throw new IOException(words(reply));
        }
        return (JsonObject) reply.body();
    }

    /** The same, with nothing to say. */
    JsonObject act(String role, String path) throws IOException {
        return act(role, path, NOTHING);
    }

    /**
     * Signs: a nonce first, then the password over it.
     *
     * @param path of the act; its nonces are at {@code nonces}
     * @param body what is signed beside
     */
    JsonObject sign(String role, String nonces, String path, JsonObject.Builder body) throws IOException {
        return act(role, path, body.put("sign", signature(role, nonces)).build());
    }

    /** A signature under a record by hand, which has no other words. */
    JsonObject attest(String role, String path) throws IOException {
        return act(role, path, signature(role, path + "/nonce"));
    }

    private JsonObject signature(String role, String nonces) throws IOException {
        return Json.object()
                .put("nonce", act(role, nonces).string("nonce"))
                .put("password", person(role).string("password"))
                .build();
    }

    /** A body with a reason for each finding that asks for one. */
    static JsonObject.Builder reasons(JsonArray findings, String reason) {
        List<JsonObject> reasons = new ArrayList<>();
        for (JsonObject finding : findings.objects()) {
            if (finding.string("verdict").equals("CONFIRM")) {
                reasons.add(Json.object()
                        .put("code", finding.string("code"))
                        .put("subject", finding.string("subject"))
                        .put("reason", reason)
                        .build());
            }
        }
        return reasons.isEmpty() ? Json.object() : Json.object().put("confirmations", Json.array(reasons));
    }

    /** What a refusal says. */
    static String words(Client.Reply reply) {
        return ((JsonObject) reply.body()).optionalString("detail").orElse("status " + reply.status());
    }
}
