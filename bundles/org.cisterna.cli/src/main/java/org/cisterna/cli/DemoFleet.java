// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;

/**
 * Enrols the simulated fleet as a person would: over the JSON interface, with a demo technician's token, and with what devices' labels and patients' papers say.
 * What is enrolled already is left alone. What is enrolled now is also read once, in a visit that is closed again when the pump runs, so that a new fleet shows
 * values from its first page on; then people do what its story says. That happens before the ready line: whoever acts on the line must not find a visit of
 * somebody else open on a pump without a story.
 */
final class DemoFleet {

    private static final String TECHNICIAN = "technician";

    /** Its label is in the handbook, for whoever wants to make a pump known by hand. */
    private static final String LEFT_TO_PEOPLE = "C3-900002";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final long STEP_MILLIS = 250;

    private final DemoPeople people;
    private final DevicesProcess devices;
    private final DemoStories stories;

    /**
     * A fleet to enrol.
     *
     * @throws IOException in words, when nobody is there to do it
     */
    DemoFleet(Client client, DataFolder data, DevicesProcess devices) throws IOException {
        this.people = DemoPeople.of(client, data);
        this.devices = devices;
        this.stories = new DemoStories(people, devices);
    }

    /** Stories are told beside the enrolment: most of their time goes into passwords, and most of its into waiting. */
    void enrol() {
        ExecutorService beside = Executors.newSingleThreadExecutor(work -> new Thread(work, "cisterna-demo-stories"));
        try {
            Set<String> known = new HashSet<>();
            for (JsonObject pump : people.list(TECHNICIAN, "/pumps")) {
                if (pump.get("implant").isPresent()) {
                    known.add(pump.string("serial"));
                }
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (JsonObject label : theirsFirst(devices.labels())) {
                String serial = label.string("serial");
                if (known.contains(serial) || serial.equals(LEFT_TO_PEOPLE)) {
                    continue;
                }
                Optional<String> pump = enrol(label, end);
                if (pump.isPresent() && stories.isAbout(serial)) {
                    beside.execute(() -> tell(pump.get(), label));
                }
            }
            beside.shutdown();
            if (!beside.awaitTermination(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("cisterna: the stories of the demo fleet take longer than " + BOUND.toSeconds()
                        + " s and go on");
            }
        } catch (IOException | JsonException trouble) {
            System.err.println(
                    "cisterna: the demo fleet could not be enrolled, and can be by hand: " + trouble.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            beside.shutdown();
        }
    }

    private List<JsonObject> theirsFirst(List<JsonObject> labels) {
        return labels.stream()
                .sorted(Comparator.comparing((JsonObject label) -> !stories.isAbout(label.string("serial"))))
                .toList();
    }

    private void tell(String pump, JsonObject label) {
        try {
            stories.tell(pump, label);
        } catch (IOException | RuntimeException trouble) {
            // an answer of another form is as little a reason to end the demo as a refusal; either is said
            say(label.string("serial"), "brought to where its story begins", String.valueOf(trouble.getMessage()));
        }
    }

    /** Enrols one pump. On a busy machine its driver or its link may come after the platform is ready, so it is tried again for a while. */
    private Optional<String> enrol(JsonObject label, long end) throws IOException, InterruptedException {
        boolean linked = label.flag("telemetry");
        String where = linked ? "/pumps" : "/by-hand";
        JsonObject request = linked ? pairing(label) : registration(label);
        Client.Reply reply = people.attempt(TECHNICIAN, where, request);
        while (reply.status() != 201 && System.nanoTime() < end) {
            Thread.sleep(STEP_MILLIS);
            reply = people.attempt(TECHNICIAN, where, request);
        }
        String serial = label.string("serial");
        if (reply.status() != 201) {
            say(serial, "enrolled", DemoPeople.words(reply));
            return Optional.empty();
        }
        String pump = "/pumps/" + path(((JsonObject) reply.body()).string("pump"));
        if (linked) {
            try {
                read(pump);
            } catch (IOException refused) {
                say(serial, "read and left running", String.valueOf(refused.getMessage()));
            }
        }
        return Optional.of(pump);
    }

    private static JsonObject pairing(JsonObject label) {
        JsonObject.Builder request = Json.object()
                .put("address", label.string("address"))
                .put("family", label.string("family"))
                .put("pairingCode", label.string("pairingCode"))
                .put("patient", label.string("patient"))
                .put("indication", label.string("indication"))
                .put("reservoir", label.array("reservoir"))
                .put("catheter", label.array("catheter"));
        label.optionalArray("path").ifPresent(path -> request.put("path", path));
        return request.build();
    }

    private static JsonObject registration(JsonObject label) {
        return Json.object()
                .put("family", label.string("family"))
                .put("manufacturer", label.string("manufacturer"))
                .put("serial", label.string("serial"))
                .put("model", label.string("model"))
                .put("flow", label.string("flow"))
                .put("filled", label.string("filled"))
                .put("filledAt", label.string("filledAt"))
                .put("patient", label.string("patient"))
                .put("indication", label.string("indication"))
                .put("reservoir", label.array("reservoir"))
                .put("catheter", label.array("catheter"))
                .build();
    }

    /** A visit of a pump that does not run stays open: nobody has seen to it yet. */
    private void read(String pump) throws IOException {
        String visit =
                "/visits/" + path(people.act(TECHNICIAN, pump + "/visits").string("id"));
        JsonObject snapshot = people.act(TECHNICIAN, visit + "/read").object("snapshot");
        if (snapshot.string("motor").equals("RUNNING")) {
            people.act(
                    TECHNICIAN,
                    visit + "/close",
                    Json.object().put("ending", "RUNNING").build());
        }
    }

    private static void say(String serial, String what, String why) {
        System.err.println("cisterna: the simulated pump " + serial + " was not " + what + ": " + why);
    }

    /** The parts of a text form, each as a segment of an address. */
    private static String path(String text) {
        return Arrays.stream(text.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
