// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;

/** The platform is killed while a change is on its way to a pump. The pump goes on, and what became of the change is found out and said. */
public final class KilledPlatformIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The longest a pump of this family stands in a commit, in pump time, which a dialogue holds to real time. */
    private static final Duration INTERIM_STOP = Duration.ofSeconds(60);
    /** A whole dialogue with a pump is longer; where it falls silent decides how far the change came. */
    private static final int LONGEST = 2_000;

    private static final int SHORTEST = 600;

    @Test
    public void aKillInTheMiddleOfASendIsResolvedByReading() throws Exception {
        long seed = Long.getLong("cisterna.seed", Product.newSeed());
        int after = SHORTEST + new Random(seed).nextInt(LONGEST - SHORTEST);
        System.out.println("KilledPlatformIT: -Dcisterna.seed=" + seed + ", silent after " + after + " bytes");
        Path data = Product.newFolder("killed").resolve("data");
        try (DemoProcess demo = DemoProcess.start(data, "--speed", "600")) {
            RestExamples examples = new RestExamples(demo.address(), demo.people());
            Story.tellUntilReleased(examples);
            String change = examples.kept("change");
            String serial = examples.kept("serial");
            Devices devices = new Devices(data);
            devices.silence(serial, after);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(examples, change));
            awaitIntentOrEnd(examples, serial, sending);
            demo.kill();
            long before = devices.pushed(serial);
            String moment = devices.pumpTime();
            assertTrue("pump time goes on without a platform", awaitTrue(() -> !devices.pumpTime()
                    .equals(moment)));

            try (DemoProcess again = DemoProcess.start(data, "--speed", "600")) {
                RestExamples later = new RestExamples(again.address(), again.people());
                JsonObject snapshot = readAfresh(later, examples.kept("manufacturer"), serial);
                JsonObject found = object(later, "programmer", "GET", "/api/v1/drafts/" + change, "");
                // a pump that was caught in its declared interim stop proves nothing until that is over; it is bounded
                Instant end = Instant.now().plus(INTERIM_STOP).plus(PATIENCE);
                while (found.string("state").equals("UNKNOWN") && Instant.now().isBefore(end)) {
                    assertEquals(
                            "seed " + seed + ": only an interim stop leaves a reading without a proof; " + snapshot,
                            "INTERIM_STOP",
                            snapshot.string("motor"));
                    snapshot = readAfresh(later, examples.kept("manufacturer"), serial);
                    found = object(later, "programmer", "GET", "/api/v1/drafts/" + change, "");
                }
                String mode = snapshot.object("programme").string("mode");
                String state = found.string("state");
                String words = "seed " + seed + ": the pump runs " + mode + ", the change is " + state + " " + found;
                System.out.println(words);
                assertEquals(words, state.equals("APPLIED"), mode.equals("flex"));
                assertTrue(words, !state.equals("UNKNOWN") && !state.equals("SENDING"));
                assertEquals("running after all " + snapshot, "RUNNING", snapshot.string("motor"));
                assertTrue("it delivers", awaitTrue(() -> devices.pushed(serial) > before));
                again.stop();
            }
        }
        Command good = RestStoryIT.verify(data);
        assertEquals("the ledger verifies: " + good, 0, good.status());
    }

    private static void send(RestExamples examples, String change) {
        try {
            examples.send("programmer", "POST", "/api/v1/drafts/" + change + "/send", "");
        } catch (IOException killed) {
            // the platform goes down under it; that is the test
            System.out.println("KilledPlatformIT: the send ended with " + killed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitIntentOrEnd(RestExamples examples, String serial, CompletableFuture<Void> sending)
            throws IOException, InterruptedException {
        String events =
                "/api/v1/pumps/" + RestExamples.encoded(examples.kept("manufacturer")) + "/" + serial + "/events";
        Instant end = Instant.now().plus(PATIENCE);
        while (!sending.isDone() && Instant.now().isBefore(end)) {
            String answer =
                    new String(examples.send("programmer", "GET", events, "").body(), StandardCharsets.UTF_8);
            if (answer.contains("\"type\":\"pump.intent\"")) {
                return;
            }
        }
    }

    /** Something that is looked at again and again. */
    private interface Look {
        boolean see() throws IOException;
    }

    private static boolean awaitTrue(Look look) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (look.see()) {
                return true;
            }
        }
        return false;
    }

    /** A reading in whatever visit stands open, else in a new one. */
    private static JsonObject readAfresh(RestExamples examples, String manufacturer, String serial)
            throws IOException, InterruptedException {
        String visits = "/api/v1/pumps/" + RestExamples.encoded(manufacturer) + "/" + serial + "/visits";
        var open = ((JsonArray) Json.parse(
                        examples.send("programmer", "GET", visits, "").body()))
                .objects().stream().filter(each -> each.flag("open")).findFirst();
        JsonObject visit = open.isPresent() ? open.get() : object(examples, "programmer", "POST", visits, "");
        return object(examples, "programmer", "POST", "/api/v1/visits/" + visit.string("id") + "/read", "")
                .object("snapshot");
    }

    private static JsonObject object(RestExamples examples, String role, String method, String path, String body)
            throws IOException, InterruptedException {
        return (JsonObject) Json.parse(examples.send(role, method, path, body).body());
    }
}
