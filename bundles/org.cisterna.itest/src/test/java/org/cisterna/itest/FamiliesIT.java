// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;

/** A pump of each family, side by side in one product: enrolled, read, programmed by two people, and stopped. */
public final class FamiliesIT {

    private static final List<String> SERIALS = List.of("S2-000001", "P2-000001");

    @Test
    public void aPumpOfEachFamilyIsEnrolledReadProgrammedAndStopped() throws Exception {
        Path data = Product.newFolder("families").resolve("data");
        Files.createDirectories(data.resolve("sim"));
        Files.write(data.resolve("sim/fleet.json"), fleet());
        try (DemoProcess demo = DemoProcess.start(data)) {
            Talk talk = new Talk(new RestExamples(URI.create(demo.address() + "/"), demo.people()));
            for (String serial : SERIALS) {
                String pump = Scene.PUMPS + "/" + RestExamples.encoded("Cisterna Simulations") + "/" + serial;
                assertTrue(serial + " is enrolled", Patience.sees(() -> talk.get(Scene.PROGRAMMER, pump)
                        .isDone()));
                String rate;
                try (DoseChanges changes = DoseChanges.start(talk, pump)) {
                    changes.awaitApplied();
                    changes.awaitApplied();
                    rate = changes.rate().orElseThrow();
                }
                JsonObject snapshot = read(talk, pump);
                assertEquals(serial, "RUNNING", snapshot.string("motor"));
                assertTrue(
                        serial + " runs what was sent: " + snapshot.object("programme") + ", " + rate,
                        snapshot.object("programme").string("mode").equals("continuous"));
                Talk.Reply stopped = talk.send(
                        Scene.PROGRAMMER,
                        "POST",
                        pump + "/stop",
                        Json.object()
                                .put("reason", "a test of the platform")
                                .build()
                                .canonicalText());
                assertTrue(serial + ": " + stopped, stopped.isDone());
                assertEquals(serial, "STOPPED", read(talk, pump).string("motor"));
            }
            assertEquals("every answer is in words", List.of(), talk.bad());
        }
    }

    private static JsonObject read(Talk talk, String pump) throws InterruptedException {
        String visit = talk.visit(pump).orElseThrow(() -> new AssertionError("no visit of " + pump));
        Talk.Reply reply = talk.post(Scene.PROGRAMMER, "/api/v1/visits/" + visit + "/read");
        assertTrue(reply.toString(), reply.isDone());
        return reply.object().object("snapshot");
    }

    private static byte[] fleet() {
        return Json.object()
                .put("seed", "1")
                .put(
                        "pumps",
                        Json.array(List.of(
                                pump("synchromed", "S2-20", SERIALS.get(0)),
                                pump("prometra", "P2-20", SERIALS.get(1)))))
                .build()
                .canonicalBytes();
    }

    private static JsonObject pump(String family, String model, String serial) {
        return Json.object()
                .put("family", family)
                .put("model", model)
                .put("serial", serial)
                .put("pairingCode", "31415926")
                .put("implanted", Instant.now().minus(Duration.ofDays(30)).toString())
                .put("catheter", "0.1755 mL")
                .put("fill", "20 mL")
                .put(
                        "content",
                        Json.array(List.of(Json.object()
                                .put("drug", "baclofen")
                                .put("concentration", "2000 mcg/mL")
                                .build())))
                .put(
                        "programme",
                        Json.array(List.of(Json.object()
                                .put("startMinute", 0)
                                .put("nanolitresPerDay", 140_000)
                                .build())))
                .build();
    }
}
