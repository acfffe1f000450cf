// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.itest.Talk.Reply;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A driver that is only in the drivers folder, and one that replaces the shipped one, put in and taken out while pumps deliver. */
public final class DriversFolderIT {

    private static final String DRIVER = "org.cisterna.driver.synchromed";
    private static final String FOUND = "/api/v1/drivers/found";
    private static final String STOPPED = "driver stopped since";
    /** Where in a dialogue the pump falls silent, so that the change is on its way until somebody ends it. */
    private static final int SHORTEST = 900;

    private static final int LONGEST = 1_300;

    private static final BigDecimal PICOLITRES_PER_ML = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);
    /** The least that the motor moves. */
    private static final long STROKE_PICOLITRES = 10_000;

    @Test
    public void aDriverThatIsOnlyInTheFolderIsTakenOutInTheMiddleOfASendAndPutBack() throws Exception {
        long seed = Long.getLong("cisterna.seed", Product.newSeed());
        int after = SHORTEST + new Random(seed).nextInt(LONGEST - SHORTEST);
        System.out.println("DriversFolderIT: -Dcisterna.seed=" + seed + ", silent after " + after + " bytes");
        Product product = Product.named("cisterna");
        try (Scene scene = Scene.open("folder", product.without(DRIVER), false)) {
            Talk talk = scene.talk();
            int fleet = scene.pumps().size();
            assertTrue("nobody speaks their language: " + scene.pumps(), scene.allSay("DRIVER_STOPPED", STOPPED));

            Path jar = put(scene, product.jar(DRIVER), "synchromed.jar");
            String digest = found(scene, "FOUND").string("digest");
            assertTrue("it is not used before it is admitted", scene.allSay("DRIVER_STOPPED", STOPPED));
            assertEquals(
                    "only an integrator admits",
                    403,
                    talk.post("technician", "/api/v1/drivers/" + digest + "/admit")
                            .status());
            Reply admitted = talk.post("integrator", "/api/v1/drivers/" + digest + "/admit");
            assertEquals("it runs: " + admitted, "RUNNING", admitted.object().string("state"));
            assertTrue("the pumps come up", Patience.sees(() -> scene.allSay("SILENT", "")));

            RestExamples examples = talk.examples();
            Story.tellUntilReleased(examples);
            String serial = examples.kept("serial");
            String change = "/api/v1/drafts/" + examples.kept("change");
            JsonObject other = continuous(scene, serial);
            scene.devices().silence(serial, after);
            CompletableFuture<Reply> sending =
                    CompletableFuture.supplyAsync(() -> talk.sent(Scene.PROGRAMMER, change + "/send"));
            assertTrue(
                    "it is on its way, and stays so",
                    Patience.sees(() -> sending.isDone()
                                    || isIntended(talk, scene.pumps().get(0)))
                            && !sending.isDone());
            JsonObject began = scene.devices().truth(other.string("serial"));
            Files.delete(jar);

            Reply sent = sending.join();
            assertTrue("an act under way ends in words: " + sent, sent.isOutcomeOrRefusal());
            assertTrue("its pumps say it", Patience.sees(() -> scene.allSay("DRIVER_STOPPED", STOPPED)));
            assertEquals("none vanishes", fleet, scene.pumps().size());
            Reply refused = talk.post(Scene.PROGRAMMER, "/api/v1/visits/" + examples.kept("visit") + "/read");
            assertTrue("a reading is refused in words: " + refused, refused.says(503, "driver"));
            found(scene, "REMOVED");
            long standing = scene.devices().pushed(serial);
            assertTrue(
                    "it delivers without a driver",
                    Patience.sees(() -> scene.devices().pushed(serial) > standing));

            put(scene, product.jar(DRIVER), "synchromed.jar");
            // these bytes were admitted, and stay so
            assertTrue("the pumps come back: " + scene.pumps(), Patience.sees(() -> scene.allSay("SILENT", "")));
            assertDeliversAs(other, began, scene.devices().truth(other.string("serial")));
            String resolved = resolved(talk, examples.kept("visit"), change);
            System.out.println("DriversFolderIT: the act under way was answered "
                    + (sent.isDone() ? sent.object().string("state") : sent) + ", and was resolved as " + resolved);
            assertEquals("every answer is in words", List.of(), talk.bad());
            Command good = RestStoryIT.verify(scene.data());
            assertEquals("the ledger verifies: " + good, 0, good.status());
        }
    }

    @Test
    public void aJarOfTheSameNameReplacesTheShippedDriverForAsLongAsItIsThere() throws Exception {
        Product product = Product.named("cisterna");
        try (Scene scene = Scene.open("replaced", product, true)) {
            Talk talk = scene.talk();
            assertTrue("the pumps are there", Patience.sees(() -> scene.allSay("SILENT", "")));
            String visit = scene.visit(scene.pumps().get(1));
            String serial = scene.pumps().get(1).string("serial");
            JsonObject began = scene.devices().truth(serial);

            Path jar = put(scene, otherBytes(product.jar(DRIVER)), "newer.jar");
            JsonObject running = found(scene, "RUNNING");
            assertTrue("it says so: " + running, running.string("reason").contains("replaces the shipped " + DRIVER));
            assertEquals(
                    "the demonstration admits by itself", Optional.of("demo"), running.optionalString("admittedBy"));
            assertEquals("one of the two runs", List.of(Bundle.RESOLVED, Bundle.ACTIVE), states(scene));
            assertReads(scene, visit);

            Files.delete(jar);
            found(scene, "REMOVED");
            assertTrue("the shipped one runs again", Patience.sees(() -> states(scene)
                    .equals(List.of(Bundle.ACTIVE))));
            assertReads(scene, visit);
            // a dose is pushed in steps: on a machine quick enough the next one may still be to come
            assertTrue(
                    "it delivers all the while",
                    Patience.sees(() -> scene.devices().pushed(serial) > began.number("pushedPicolitres")));
            assertEquals("every answer is in words", List.of(), talk.bad());
        }
    }

    /** Puts a file whole into the folder, as people are told to: under another name first. */
    private static Path put(Scene scene, Path jar, String name) throws IOException {
        Path folder = scene.data().resolve("drivers");
        Path part = Files.copy(jar, folder.resolve(name + ".part"), StandardCopyOption.REPLACE_EXISTING);
        return Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same driver in other bytes. */
    private static Path otherBytes(Path jar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarFile from = new JarFile(jar.toFile());
                JarOutputStream to = new JarOutputStream(bytes, from.getManifest())) {
            for (var each : from.stream()
                    .filter(entry -> !entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME))
                    .toList()) {
                to.putNextEntry(new ZipEntry(each.getName()));
                try (var in = from.getInputStream(each)) {
                    in.transferTo(to);
                }
            }
            to.putNextEntry(new ZipEntry("another.txt"));
            to.write("the same driver in other bytes".getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(Product.newFolder("other").resolve("driver.jar"), bytes.toByteArray());
    }

    private static JsonObject found(Scene scene, String state) throws IOException, InterruptedException {
        boolean seen = Patience.sees(() ->
                files(scene).stream().anyMatch(each -> each.string("state").equals(state)));
        assertTrue("the folder says " + state + ": " + scene.talk().get("integrator", FOUND), seen);
        return files(scene).get(0);
    }

    private static List<JsonObject> files(Scene scene) throws InterruptedException {
        Reply reply = scene.talk().get("integrator", FOUND);
        return ((JsonArray) Json.parse(reply.text().getBytes(StandardCharsets.UTF_8))).objects();
    }

    private static List<Integer> states(Scene scene) {
        return scene.platform().bundles().stream()
                .filter(each -> DRIVER.equals(each.getSymbolicName()))
                .map(Bundle::getState)
                .toList();
    }

    private static void assertReads(Scene scene, String visit) throws IOException, InterruptedException {
        assertTrue(
                "it is read: " + scene.talk().post(Scene.PROGRAMMER, "/api/v1/visits/" + visit + "/read"),
                Patience.sees(() -> scene.talk()
                        .post(Scene.PROGRAMMER, "/api/v1/visits/" + visit + "/read")
                        .isDone()));
        assertTrue("none is missing: " + scene.pumps(), Patience.sees(() -> scene.allSay("SILENT", "")));
    }

    /** A pump that runs evenly, and that nobody touches. */
    private static JsonObject continuous(Scene scene, String but) throws InterruptedException {
        for (JsonObject pump : scene.pumps()) {
            if (!pump.string("serial").equals(but)) {
                JsonObject snapshot = scene.talk()
                        .post(Scene.PROGRAMMER, "/api/v1/visits/" + scene.visit(pump) + "/read")
                        .object()
                        .object("snapshot");
                JsonObject programme = snapshot.object("programme");
                if (programme.string("mode").equals("continuous")) {
                    return Json.object()
                            .put("serial", pump.string("serial"))
                            .put("rate", programme.string("rate"))
                            .build();
                }
            }
        }
        throw new AssertionError("no pump of the fleet runs evenly");
    }

    private static boolean isIntended(Talk talk, JsonObject pump) throws InterruptedException {
        return talk.get(Scene.PROGRAMMER, Scene.address(pump) + "/events")
                .text()
                .contains("\"pump.intent\"");
    }

    /** What the pump delivered in between is exactly what its programme says: nobody took it out of its course. */
    private static void assertDeliversAs(JsonObject pump, JsonObject began, JsonObject ended) {
        Duration between =
                Duration.between(Instant.parse(began.string("pumpTime")), Instant.parse(ended.string("pumpTime")));
        BigDecimal daily = new BigDecimal(pump.string("rate").replace(" mL/day", "")).multiply(PICOLITRES_PER_ML);
        long expected = daily.multiply(BigDecimal.valueOf(between.toMillis()))
                .divide(MILLIS_PER_DAY, 0, RoundingMode.DOWN)
                .longValueExact();
        long pushed = ended.number("pushedPicolitres") - began.number("pushedPicolitres");
        assertTrue(
                pump + " pushed " + pushed + " pL in " + between + ", expected " + expected,
                expected > 0 && Math.abs(pushed - expected) <= STROKE_PICOLITRES);
    }

    /** Reading says what became of the change, and the pump runs accordingly. */
    private static String resolved(Talk talk, String visit, String change) throws IOException, InterruptedException {
        String read = "/api/v1/visits/" + visit + "/read";
        assertTrue(
                "it is resolved: " + talk.get(Scene.PROGRAMMER, change),
                Patience.sees(() -> talk.post(Scene.PROGRAMMER, read).isDone()
                        && List.of("APPLIED", "NOT_APPLIED")
                                .contains(talk.get(Scene.PROGRAMMER, change)
                                        .object()
                                        .string("state"))));
        String state = talk.get(Scene.PROGRAMMER, change).object().string("state");
        JsonObject snapshot = talk.post(Scene.PROGRAMMER, read).object().object("snapshot");
        assertEquals(
                state + ", and the pump runs " + snapshot,
                state.equals("APPLIED"),
                snapshot.object("programme").string("mode").equals("flex"));
        assertEquals("RUNNING", snapshot.string("motor"));
        return state;
    }
}
