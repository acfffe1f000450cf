// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;

/** The whole way of somebody who writes a driver: the project, its build with the wrapper, the jar into a running demo, its device into the fleet. */
public final class NewDriverIT {

    private static final String NAME = "acme-flow";
    private static final Pattern LABEL =
            Pattern.compile(".* serial (\\S+), pairing code (\\S+), address (\\S+):(\\d+)");

    @Test
    public void aProjectIsWrittenBuiltAndPutInAndItsDeviceIsAPumpOfTheFleet() throws Exception {
        Path work = Product.newFolder("a driver of my own");
        Command written = Command.run("new-driver", NAME, "--out", work.toString(), "--json");
        assertEquals(written.toString(), 0, written.status());
        Path project = work.resolve(NAME);
        build(project, work.resolve("m2"));
        Path jar = project.resolve("driver/target/" + NAME + "-driver-1.0.0.jar");
        assertManifest(jar);

        Process device = new ProcessBuilder(project.resolve("run-device").toString(), "--port", "0")
                .redirectError(work.resolve("device.err").toFile())
                .start();
        try {
            Matcher label = label(device);
            Path data = work.resolve("data");
            configure(data, Integer.parseInt(label.group(4)));
            try (DemoProcess demo = DemoProcess.start(data)) {
                Talk talk = new Talk(new RestExamples(URI.create(demo.address() + "/"), demo.people()));
                int fleet = list(talk, Scene.PUMPS).size();
                putIn(jar, data);
                enrol(talk, label);
                assertEquals(
                        "one more, and none less",
                        fleet + 1,
                        list(talk, Scene.PUMPS).size());
                String pump = Scene.PUMPS + "/Example%20Devices/" + label.group(1);
                changeAndStop(talk, pump);
                assertEquals("every answer is in words", List.of(), talk.bad());
            }
        } finally {
            device.destroy();
            device.waitFor();
        }
    }

    /**
     * Offline, into a local repository of its own: what is not ours comes from the one that built us, what is ours from the project's folder and from
     * nowhere else. What is missing fails the build, and with it this test.
     */
    private static void build(Path project, Path localRepository) throws Exception {
        Command built = Command.of(
                Map.of(),
                List.of(
                        "sh",
                        "-c",
                        "cd \"$0\" && exec ./mvnw -o -B -ntp -Dmaven.repo.local=\"$1\" -Dmaven.repo.local.tail=\"$2\" verify",
                        project.toString(),
                        localRepository.toString(),
                        System.getProperty("cisterna.localRepository")));
        assertEquals(built.toString(), 0, built.status());
        assertTrue(built.output(), built.output().contains("BUILD SUCCESS"));
        assertTrue(
                "its tests ran: " + built.output(),
                Pattern.compile("Tests run: (1[0-9]|[2-9]\\d)")
                        .matcher(built.output())
                        .find());
        assertTrue(
                "without a warning but that rules are skipped: " + built.output(),
                built.output()
                        .lines()
                        .noneMatch(line ->
                                line.contains("[WARNING]") && !line.contains("Failures: 0, Errors: 0, Skipped: ")));
        try (Stream<Path> ours = Files.list(localRepository.resolve("org/cisterna"))) {
            assertTrue("the APIs came from the project's folder", ours.count() > 3);
        }
    }

    private static void assertManifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes headers = file.getManifest().getMainAttributes();
            assertEquals("org.example.acmeflow.driver", headers.getValue("Bundle-SymbolicName"));
            assertEquals("a driver exports nothing", null, headers.getValue("Export-Package"));
            String imports = headers.getValue("Import-Package");
            assertTrue(imports, imports.contains("org.cisterna.pump.spi;version=\"[2.0,3)\""));
            assertTrue(imports, !imports.contains("jspecify") && !imports.contains("org.example"));
            assertTrue(headers.getValue("Provide-Capability").contains("org.cisterna.pump.spi.PumpDriver"));
            assertTrue("nothing but itself is in it", file.stream().noneMatch(each -> each.getName()
                    .startsWith("org/cisterna")));
        }
    }

    /** What the device says of itself when it is there. */
    private static Matcher label(Process device) throws IOException {
        BufferedReader said = device.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        Matcher label = LABEL.matcher(String.valueOf(line));
        assertTrue("it says its label: " + line, label.matches());
        assertEquals("its own scheme", NAME, label.group(3));
        return label;
    }

    private static void configure(Path data, int port) throws IOException {
        Files.createDirectories(data.resolve("config"));
        JsonObject configuration = Json.object()
                .put(":configurator:resource-version", 1)
                .put(":configurator:symbolic-name", "acme.flow")
                .put(":configurator:version", "1.0.0")
                .put(
                        "org.example.acmeflow.links",
                        Json.object().put("port", port).build())
                .build();
        Files.write(data.resolve("config/acme.json"), configuration.canonicalBytes());
    }

    private static void putIn(Path jar, Path data) throws IOException {
        Path drivers = data.resolve("drivers");
        Path part = Files.copy(jar, drivers.resolve("acme.part"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, drivers.resolve("acme.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<JsonObject> list(Talk talk, String path) throws InterruptedException {
        Talk.Reply reply = talk.get("integrator", path);
        assertTrue(path + ": " + reply, reply.isDone());
        return ((JsonArray) Json.parse(reply.text().getBytes(StandardCharsets.UTF_8))).objects();
    }

    private static void enrol(Talk talk, Matcher label) throws Exception {
        assertTrue(
                "it is admitted and runs: " + list(talk, "/api/v1/drivers/found"),
                Patience.sees(() -> list(talk, "/api/v1/drivers/found").stream()
                        .anyMatch(each -> each.string("state").equals("RUNNING")
                                && each.string("file").equals("acme.jar"))));
        assertTrue("the host uses it", Patience.sees(() -> list(talk, "/api/v1/drivers").stream()
                .anyMatch(each -> each.string("family").equals(NAME)
                        && each.string("state").equals("RUNNING"))));
        String address = NAME + ":" + label.group(4);
        assertTrue("its device is seen", Patience.sees(() -> list(talk, "/api/v1/pumps/found").stream()
                .anyMatch(each -> each.string("address").equals(address))));
        JsonObject request = Json.object()
                .put("address", address)
                .put("family", NAME)
                .put("pairingCode", label.group(2))
                .put("patient", "DEMO-900001")
                .put("indication", "spasticity-spinal")
                .put(
                        "reservoir",
                        Json.array(List.of(Json.object()
                                .put("drug", "baclofen")
                                .put("concentration", "2000 mcg/mL")
                                .build())))
                .put(
                        "catheter",
                        Json.array(List.of(Json.object()
                                .put("model", "a catheter")
                                .put("supplied", "110 cm")
                                .put("trimmed", "42.5 cm")
                                .put("bore", "0.0026 mL/cm")
                                .build())))
                .build();
        Talk.Reply enrolled = talk.send("technician", "POST", Scene.PUMPS, request.canonicalText());
        assertEquals(enrolled.toString(), 201, enrolled.status());
    }

    private static void changeAndStop(Talk talk, String pump) throws Exception {
        try (DoseChanges changes = DoseChanges.start(talk, pump)) {
            changes.awaitApplied();
            changes.awaitApplied();
        }
        JsonObject snapshot = read(talk, pump);
        assertEquals("RUNNING", snapshot.string("motor"));
        assertTrue(snapshot.toString(), snapshot.number("revision") >= 3);
        String reason =
                Json.object().put("reason", "a test of the platform").build().canonicalText();
        Talk.Reply stopped = talk.send(Scene.PROGRAMMER, "POST", pump + "/stop", reason);
        assertTrue(stopped.toString(), stopped.isDone());
        assertEquals("STOPPED", read(talk, pump).string("motor"));
    }

    private static JsonObject read(Talk talk, String pump) throws InterruptedException {
        String visit = talk.visit(pump).orElseThrow(() -> new AssertionError("no visit of " + pump));
        Talk.Reply reply = talk.post(Scene.PROGRAMMER, "/api/v1/visits/" + visit + "/read");
        assertTrue(reply.toString(), reply.isDone());
        return reply.object().object("snapshot");
    }
}
