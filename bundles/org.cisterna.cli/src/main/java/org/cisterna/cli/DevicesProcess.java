// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Length;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.devices.Announcement;
import org.cisterna.sim.devices.ControlClient;
import org.cisterna.storage.FileStorage;
import org.cisterna.storage.Storage;

/**
 * The simulated devices' process, as its launcher sees it. It outlives a platform that is killed, as implanted pumps do, and the next start joins
 * it; a platform that is stopped stops it.
 */
final class DevicesProcess {

    private static final int PUMPS = 12;
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final long STEP_MILLIS = 20;
    /** Bores of the demo's catheters, in nL/cm; each gives the volume on the label exactly, or the next does. */
    private static final long[] BORES = {2_600, 2_200};

    /** Numbers of patients of a story have nine digits, those of the fleet six. */
    private static final long FIRST_OF_STORIES = 500_000_000;

    private static final long MICROMETRES_PER_CENTIMETRE = 10_000;

    private final DataFolder data;
    private final long seed;
    private final long speed;
    private final Optional<StoryFile> story;
    private final boolean stories;
    private final Storage storage;

    /**
     * A process for a folder.
     *
     * @param stories whether the fleet has the pumps that are in the middle of something
     */
    DevicesProcess(DataFolder data, long seed, long speed, Optional<StoryFile> story, boolean stories) throws Refused {
        this.data = data;
        this.stories = stories;
        this.story = story;
        this.seed = seed;
        this.speed = speed;
        try {
            this.storage = new FileStorage(data.folder("sim"));
        } catch (IOException impossible) {
            throw Refused.usage("the folder of the simulated devices cannot be used: " + impossible.getMessage());
        }
    }

    /** Joins the process that an earlier platform left, or starts one. */
    void startOrJoin() throws Refused, InterruptedException {
        if (answers().isEmpty()) {
            start();
        } else if (story.isPresent()) {
            throw Refused.usage("the simulated devices of " + data.root()
                    + " run already, and a story begins with them; stop them with the platform they belong to, or use"
                    + " another folder with --data DIR");
        } else {
            try {
                ask(Json.object()
                        .put("do", "speed")
                        .put("perMille", speed * 1_000)
                        .build());
            } catch (IOException trouble) {
                System.err.println("cisterna: the speed of the devices could not be set: " + trouble.getMessage());
            }
        }
    }

    /** When this process is asked to end, the devices are stopped: after the platform, which may be speaking to them. */
    void stopAfter(Thread platform) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                new PlatformEnd(platform).await(BOUND);
                            } catch (InterruptedException interrupted) {
                                Thread.currentThread().interrupt();
                            }
                            stop();
                        },
                        "cisterna-stop-devices"));
    }

    private void start() throws Refused, InterruptedException {
        Path log = data.folder("log").resolve("devices.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "devices",
                "--data",
                data.root().toString(),
                "--pumps",
                String.valueOf(PUMPS),
                "--seed",
                String.valueOf(seed),
                "--speed",
                String.valueOf(speed),
                "--stories",
                String.valueOf(stories)));
        story.ifPresent(told -> command.addAll(List.of("--scenario", told.path().toString())));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
        } catch (IOException impossible) {
            throw new Refused(Exit.INCOMPLETE, "the devices' process cannot be started: " + impossible.getMessage());
        }
        long end = System.nanoTime() + BOUND.toNanos();
        while (answers().isEmpty()) {
            if (!process.isAlive()) {
                throw new Refused(
                        Exit.INCOMPLETE,
                        "the devices' process ended with status " + process.exitValue() + "; see " + log);
            }
            if (System.nanoTime() > end) {
                process.destroy();
                throw new Refused(
                        Exit.INCOMPLETE,
                        "the devices' process did not answer within " + BOUND.toSeconds() + " s; see " + log);
            }
            Thread.sleep(STEP_MILLIS);
        }
    }

    private Optional<Announcement> answers() {
        Optional<Announcement> announced = Announcement.read(storage);
        if (announced.isPresent()) {
            try (ControlClient client = new ControlClient(announced.get())) {
                client.ask(Json.object().put("do", "time").build());
                return announced;
            } catch (IOException left) {
                return Optional.empty(); // what an earlier process announced before it was killed
            }
        }
        return Optional.empty();
    }

    /** One request to the control port of the devices. */
    JsonObject ask(JsonObject request) throws IOException {
        Announcement announced =
                Announcement.read(storage).orElseThrow(() -> new IOException("the devices' process is not there"));
        try (ControlClient client = new ControlClient(announced)) {
            return client.ask(request);
        }
    }

    private void stop() {
        try {
            if (Announcement.read(storage).isPresent()) {
                ask(Json.object().put("do", "stop").build());
            }
        } catch (IOException gone) {
            System.err.println("cisterna: the devices' process did not take leave: " + gone.getMessage());
        }
    }

    /** What is needed to enrol each device: what its label and the papers of its implantation and its last fill say. */
    List<JsonObject> labels() throws IOException {
        List<JsonObject> labels = new ArrayList<>();
        JsonArray listed = ask(Json.object().put("do", "list").build()).array("devices");
        for (JsonObject device : listed.objects()) {
            labels.add(label(device, device.object("label")));
        }
        return labels;
    }

    private static JsonObject label(JsonObject device, JsonObject label) throws IOException {
        String serial = label.string("serial");
        JsonArray told = label.array("content");
        JsonObject papers = device.optionalObject("papers").orElseGet(() -> Json.object()
                .put("content", told)
                .put("volume", label.string("fill"))
                .put("at", label.string("implanted"))
                .build());
        JsonArray filled = papers.array("content");
        boolean baclofen = filled.objects().get(0).string("drug").equals("baclofen");
        JsonObject.Builder all = Json.object()
                .put("manufacturer", device.string("manufacturer"))
                .put("telemetry", device.flag("telemetry"))
                .put("serial", serial)
                .put("address", "sim:" + serial)
                .put("family", label.string("family"))
                .put("model", label.string("model"))
                .put("pairingCode", label.string("pairingCode"))
                .put("patient", patient(serial))
                .put("indication", baclofen ? "spasticity-spinal" : "chronic-pain")
                .put("reservoir", filled)
                .put("filled", papers.string("volume"))
                .put("filledAt", papers.string("at"))
                .put("catheter", Json.array(List.of(segment(label.string("catheter")))));
        if (!filled.canonicalText().equals(told.canonicalText())) {
            all.put("path", told); // a fill does not change what is in the catheter
        }
        label.array("programme").objects().stream()
                .findFirst()
                .map(step -> new FlowRate(step.number("nanolitresPerDay")))
                .ifPresent(rate -> all.put("flow", rate.text()));
        return all.build();
    }

    /**
     * A reference as a hospital would give it: the number of a pump of the catalogue, or one drawn from the whole serial of any other. Pumps of the
     * demo's own stories, numbered from 800001 in each family, would share a patient otherwise.
     */
    static String patient(String serial) {
        if (serial.matches("[A-Z0-9]+-[0-7][0-9]{5}")) {
            return "DEMO-" + serial.substring(serial.lastIndexOf('-') + 1);
        }
        String hex = Digest.of(serial.getBytes(StandardCharsets.UTF_8)).hex();
        return "DEMO-" + (FIRST_OF_STORIES + Long.parseLong(hex.substring(0, 12), 16) % FIRST_OF_STORIES);
    }

    /** Whether the demo can make a catheter of a volume. */
    static boolean hasCatheter(Volume volume) {
        try {
            segment(volume.text());
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    private static JsonObject segment(String volume) throws IOException {
        long nanolitres = Volume.parse(volume).orElseThrow().nanolitres();
        long supplied = 110 * MICROMETRES_PER_CENTIMETRE;
        for (long bore : BORES) {
            long scaled = nanolitres * MICROMETRES_PER_CENTIMETRE;
            if (scaled % bore == 0 && scaled / bore < supplied) {
                long left = scaled / bore;
                return Json.object()
                        .put("model", "simulated catheter")
                        .put("supplied", new Length(supplied).text())
                        .put("trimmed", new Length(supplied - left).text())
                        .put("bore", bore == 2_600 ? "0.0026 mL/cm" : "0.0022 mL/cm")
                        .build();
            }
        }
        throw new IOException("the demo has no catheter of " + volume);
    }
}
