// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;

/** A pump of each family with telemetry, side by side in one product: enrolled, read, programmed by two people, and stopped. */
public final class FamiliesIT {

    private static final List<String> SERIALS =
            SimulatedFleet.serials(SimulatedFleet.families().size());

    @Test
    public void aPumpOfEachFamilyIsEnrolledReadProgrammedAndStopped() throws Exception {
        Path data = Product.newFolder("families").resolve("data");
        Files.createDirectories(data.resolve("sim"));
        Files.write(data.resolve("sim/fleet.json"), SimulatedFleet.file(SERIALS));
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
}
