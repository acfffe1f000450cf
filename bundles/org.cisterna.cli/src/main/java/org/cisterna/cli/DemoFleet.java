// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/**
 * Enrols the simulated fleet as a person would: over the JSON interface, with a demo technician's token, and with the codes on the devices'
 * labels. What is enrolled already is left alone. What is enrolled now is also read once, in a visit that is closed again, so that a new fleet shows
 * values from its first page on. That happens before the ready line: whoever acts on the line must not find a visit of somebody else open.
 */
final class DemoFleet {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long STEP_MILLIS = 250;

    private final Client client;
    private final DataFolder data;
    private final DevicesProcess devices;

    DemoFleet(Client client, DataFolder data, DevicesProcess devices) {
        this.client = client;
        this.data = data;
        this.devices = devices;
    }

    void enrol() {
        try {
            String token = technician();
            Set<String> known = new HashSet<>();
            for (JsonObject pump : list("/api/v1/pumps", token)) {
                if (pump.get("implant").isPresent()) {
                    known.add(pump.string("serial"));
                }
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (JsonObject label : devices.labels()) {
                if (!known.contains(label.string("serial"))) {
                    enrol(label, token, end);
                }
            }
        } catch (IOException | JsonException trouble) {
            System.err.println(
                    "cisterna: the demo fleet could not be enrolled, and can be by hand: " + trouble.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Enrols one pump. On a busy machine its driver or its link may come after the platform is ready, so it is tried again for a while. */
    private void enrol(JsonObject label, String token, long end) throws IOException, InterruptedException {
        JsonObject request = Json.object()
                .put("address", label.string("address"))
                .put("family", label.string("family"))
                .put("pairingCode", label.string("pairingCode"))
                .put("patient", label.string("patient"))
                .put("indication", label.string("indication"))
                .put("reservoir", label.array("reservoir"))
                .put("catheter", label.array("catheter"))
                .build();
        Client.Reply reply = client.post("/api/v1/pumps", Optional.of(token), request);
        while (reply.status() != 201 && System.nanoTime() < end) {
            Thread.sleep(STEP_MILLIS);
            reply = client.post("/api/v1/pumps", Optional.of(token), request);
        }
        if (done(reply, label.string("serial"), "enrolled")) {
            read(((JsonObject) reply.body()).string("pump"), label.string("serial"), token);
        }
    }

    private void read(String pump, String serial, String token) throws IOException {
        JsonObject nothing = Json.object().build();
        Client.Reply visit = client.post("/api/v1/pumps/" + path(pump) + "/visits", Optional.of(token), nothing);
        if (!done(visit, serial, "read")) {
            return;
        }
        String address = "/api/v1/visits/" + path(((JsonObject) visit.body()).string("id"));
        done(client.post(address + "/read", Optional.of(token), nothing), serial, "read");
        JsonObject ending = Json.object().put("ending", "RUNNING").build();
        done(client.post(address + "/close", Optional.of(token), ending), serial, "left running");
    }

    /** Whether it was; says on the terminal why not. */
    private static boolean done(Client.Reply reply, String serial, String what) {
        boolean done = reply.status() < 300;
        if (!done) {
            System.err.println("cisterna: the simulated pump " + serial + " was not " + what + ": "
                    + ((JsonObject) reply.body()).optionalString("detail").orElse("status " + reply.status()));
        }
        return done;
    }

    /** The parts of a text form, each as a segment of an address. */
    private static String path(String text) {
        return Arrays.stream(text.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private List<JsonObject> list(String path, String token) throws IOException {
        Client.Reply reply = client.get(path, Optional.of(token));
        if (reply.status() != 200) {
            throw new IOException(path + " answered " + reply.status());
        }
        return ((JsonArray) reply.body()).objects();
    }

    private String technician() throws IOException {
        JsonArray people = (JsonArray) Json.parse(Files.readAllBytes(data.root().resolve("demo-people.json")));
        for (JsonObject person : people.objects()) {
            if (person.string("role").equals("technician")) {
                return person.string("token");
            }
        }
        throw new IOException("demo-people.json names no technician");
    }
}
