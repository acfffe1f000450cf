// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;

/**
 * Real jars with something wrong are put into the folder of a running demo, one after the other, while two people change the dose of a pump beside them again and
 * again. Each is said in words in the list, and no change of the neighbour is lost. docs/drivers/bad-drivers.md has the table.
 */
public final class BadDriversIT {

    private static final String NEIGHBOUR = Scene.PUMPS + "/Cisterna%20Simulations/S2-000001";
    /** A pump of the demo in the middle of a command whose end nobody knows: no trouble that a bad driver made. */
    private static final String STORY = "Cisterna Simulations/S2-800003";

    private static final String FOUND = "/api/v1/drivers/found";
    private static final String DRIVERS = "/api/v1/drivers";

    @Test
    public void whatIsNoGoodDriverIsSaidOnItsFileAndTheOthersGoOn() throws Exception {
        try (DemoProcess demo = demo("bad-files")) {
            Talk talk = talk(demo);
            Path data = demo.data();
            try (DoseChanges changes = DoseChanges.start(talk, NEIGHBOUR)) {
                changes.awaitApplied();
                BadJars.put(data, "half.jar", BadJars.half());
                BadJars.put(data, "nobundle.jar", BadJars.noBundle());
                BadJars.put(data, "needing.jar", BadJars.needing());
                BadJars.put(data, "start-throws.jar", BadJars.driver("start-throws"));
                BadJars.put(data, "constructor.jar", BadJars.throwingConstructor());
                BadJars.put(data, "twin-1.jar", BadJars.driver("twin-1"));
                assertFile(talk, "half.jar", "REFUSED", "copy it again");
                assertFile(talk, "nobundle.jar", "REFUSED", "no OSGi bundle");
                assertFile(talk, "needing.jar", "REFUSED", "org.example.nowhere");
                assertFile(talk, "start-throws.jar", "REFUSED", "the vendor's start threw");
                assertFile(talk, "constructor.jar", "RUNNING", "its driver could not be made");
                assertFile(talk, "twin-1.jar", "RUNNING", "");
                changes.awaitApplied();
                assertTrue("the first is used", Patience.sees(() -> states(talk, "bad-twin")
                        .contains("RUNNING")));
                BadJars.put(data, "twin-2.jar", BadJars.driver("twin-2"));
                assertTrue("the second is not", Patience.sees(() -> reasons(talk, "bad-twin")
                        .contains("there is another driver for the family bad-twin")));
                // the last one, since it keeps the folder's own thread for as long as a start may take
                BadJars.put(data, "start-blocks.jar", BadJars.driver("start-blocks"));
                assertFile(talk, "start-blocks.jar", "REFUSED", "has not come back after 20 s");
                changes.awaitApplied();
            }
            assertEquals("every answer is in words", List.of(), talk.bad());
        }
    }

    @Test
    public void whatADriverOrItsPumpDoesWrongIsSaidInTheListAndTheOthersGoOn() throws Exception {
        Map<String, List<String>> said = new TreeMap<>(Map.of(
                "throws", List.of("DRIVER_FAILED", "threw", "com/vendor/Forgotten"),
                "null", List.of("DRIVER_FAILED", "gave null"),
                "blocks", List.of("DRIVER_FAILED", "does not come back"),
                "late", List.of("LINK_FAILED", "did not answer READ in time"),
                "serial", List.of("IDENTITY_MISMATCH", "Bad Devices/OTHER-9"),
                "control", List.of("DEVICE_TEXT", "not printable"),
                "floods", List.of("DEVICE_FLOODS", "1000"),
                "unit", List.of("PREVIEW_DIFFERS", "another programme than the plan's"),
                "range", List.of("REFUSED_BY_PUMP", "refused what it declares")));
        try (DemoProcess demo = demo("bad-pumps")) {
            Talk talk = talk(demo);
            try (DoseChanges changes = DoseChanges.start(talk, NEIGHBOUR)) {
                for (Map.Entry<String, List<String>> bad : said.entrySet()) {
                    String family = "bad-" + bad.getKey();
                    BadJars.put(demo.data(), bad.getKey() + ".jar", BadJars.driver(bad.getKey()));
                    assertTrue(family + " comes", Patience.sees(() -> states(talk, family)
                            .contains("RUNNING")));
                    String pump = enrol(talk, family);
                    provoke(
                            talk,
                            pump,
                            bad.getKey().equals("unit") || bad.getKey().equals("range"),
                            family,
                            bad.getValue());
                    changes.awaitApplied();
                }
            }
            assertEquals("every answer is in words", List.of(), talk.bad());
            JsonObject blocks = driver(talk, "bad-blocks").orElseThrow();
            assertTrue("its call is counted: " + blocks, blocks.number("stuckCalls") >= 1);
            for (JsonObject each : list(talk, DRIVERS)) {
                boolean bad = each.string("family").startsWith("bad-");
                assertEquals(
                        "nobody else is blamed: " + each,
                        bad,
                        each.array("troubles").objects().stream()
                                .anyMatch(trouble -> !trouble.string("subject").equals(STORY)));
            }
        }
    }

    /** Short bounds, so that what hangs is noticed soon. */
    private static DemoProcess demo(String name) throws Exception {
        Path data = Product.newFolder(name).resolve("data");
        Files.createDirectories(data.resolve("config"));
        Files.write(
                data.resolve("config/bounds.json"),
                Json.object()
                        .put(":configurator:resource-version", 1)
                        .put(":configurator:symbolic-name", "bounds")
                        .put(":configurator:version", "1.0.0")
                        .put(
                                "org.cisterna.pump.host",
                                Json.object()
                                        .put("readMillis", 4_000)
                                        .put("graceMillis", 500)
                                        .build())
                        .build()
                        .canonicalBytes());
        return DemoProcess.start(data);
    }

    private static Talk talk(DemoProcess demo) throws Exception {
        return new Talk(new RestExamples(URI.create(demo.address() + "/"), demo.people()));
    }

    private static List<JsonObject> list(Talk talk, String path) throws InterruptedException {
        Talk.Reply reply = talk.get("integrator", path);
        assertTrue(path + ": " + reply, reply.isDone());
        return ((JsonArray) Json.parse(reply.text().getBytes(StandardCharsets.UTF_8))).objects();
    }

    private static void assertFile(Talk talk, String file, String state, String words) throws Exception {
        assertTrue(
                file + " is " + state + ", " + words + ": " + list(talk, FOUND),
                Patience.sees(() -> list(talk, FOUND).stream()
                        .anyMatch(each -> each.string("file").equals(file)
                                && each.string("state").equals(state)
                                && each.string("reason").contains(words))));
    }

    private static List<JsonObject> drivers(Talk talk, String family) throws InterruptedException {
        return list(talk, DRIVERS).stream()
                .filter(each -> each.string("family").equals(family))
                .toList();
    }

    private static Optional<JsonObject> driver(Talk talk, String family) throws InterruptedException {
        return drivers(talk, family).stream().findFirst();
    }

    private static List<String> states(Talk talk, String family) throws InterruptedException {
        return drivers(talk, family).stream().map(each -> each.string("state")).toList();
    }

    private static String reasons(Talk talk, String family) throws InterruptedException {
        return drivers(talk, family).stream()
                .map(each -> each.string("reason"))
                .toList()
                .toString();
    }

    private static String enrol(Talk talk, String family) throws InterruptedException {
        JsonObject request = Json.object()
                .put("address", family + ":1")
                .put("family", family)
                .put("pairingCode", "12345678")
                .put("patient", "BAD-" + (100_000 + Math.abs(family.hashCode() % 800_000)))
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
        assertEquals(family + ": " + enrolled, 201, enrolled.status());
        return Scene.PUMPS + "/Bad%20Devices/B-" + family;
    }

    /** Reads the pump, or changes its dose, until the list tells what came of it. */
    private static void provoke(Talk talk, String pump, boolean byAChange, String family, List<String> words)
            throws Exception {
        if (byAChange) {
            try (DoseChanges doomed = DoseChanges.start(talk, pump)) {
                assertTold(talk, family, words);
                assertTrue(
                        "it never ends applied: " + doomed.endings(),
                        !doomed.endings().containsValue("APPLIED"));
            }
            return;
        }
        String visit = talk.visit(pump).orElseThrow(() -> new AssertionError("no visit of " + pump));
        Talk.Reply read = talk.post(Scene.PROGRAMMER, "/api/v1/visits/" + visit + "/read");
        assertTrue(family + " is refused in words: " + read, !read.isDone() && read.isOutcomeOrRefusal());
        assertTold(talk, family, words);
    }

    private static void assertTold(Talk talk, String family, List<String> words) throws Exception {
        boolean told = Patience.sees(() -> driver(talk, family).stream()
                .flatMap(each -> each.array("troubles").objects().stream())
                .anyMatch(each -> each.string("code").equals(words.get(0))
                        && words.subList(1, words.size()).stream()
                                .allMatch(word -> each.string("words").contains(word))));
        assertTrue(family + " is told as " + words + ": " + driver(talk, family), told);
    }
}
