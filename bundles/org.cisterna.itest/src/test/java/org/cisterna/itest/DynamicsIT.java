// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** While pumps deliver and people work, bundles go and come back. The devices run in a process of their own, as in the demonstration. */
public final class DynamicsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DRIVER = "org.cisterna.driver.synchromed";
    /** Without these nothing can be said about pumps but that they are missing. */
    private static final List<String> SAID_BY_WEB = List.of("org.cisterna.pump.host", "org.cisterna.rest");

    private static final String PUMPS = "/api/v1/pumps";

    @Test
    public void theDriverIsStoppedUpdatedAndStartedInTheMiddleOfASend() throws Exception {
        Path data = Product.newFolder("driver").resolve("data");
        try (DemoProcess demo = DemoProcess.start(data)) {
            demo.kill();
            try (Platform platform = platform(data)) {
                RestExamples examples = examples(platform, demo);
                awaitHealth(examples);
                Story.tellUntilReleased(examples);
                String serial = examples.kept("serial");
                String change = "/api/v1/drafts/" + examples.kept("change");
                Devices devices = new Devices(data);
                Bundle driver = platform.bundle(DRIVER).orElseThrow();
                try (Load load = Load.start(examples)) {
                    CompletableFuture<String> sending =
                            CompletableFuture.supplyAsync(() -> load.send("POST", change + "/send"));
                    awaitIntent(examples, serial, sending);
                    driver.stop();
                    String sent = sending.join();
                    assertTrue(
                            "an act under way ends in words: " + sent,
                            sent.contains("state") || sent.contains("detail"));
                    assertTrue("its pumps say it: " + pump(examples), awaitTrue(() -> pump(examples)
                            .contains("driver stopped since")));
                    long before = devices.pushed(serial);
                    assertTrue("it delivers without a driver", awaitTrue(() -> devices.pushed(serial) > before));

                    Product.Part jar = Product.named("cisterna").parts().stream()
                            .filter(each -> each.name().equals(DRIVER))
                            .findFirst()
                            .orElseThrow();
                    try (InputStream in = Files.newInputStream(jar.file())) {
                        driver.update(in);
                    }
                    driver.start();
                    assertTrue("its pumps come back: " + pump(examples), awaitTrue(() -> !pump(examples)
                            .contains("driver stopped since")));
                }
                String visit = "/api/v1/visits/" + examples.kept("visit") + "/read";
                awaitTrue(() -> status(examples, "POST", visit) == 200);
                JsonObject snapshot = object(examples, "POST", visit).object("snapshot");
                JsonObject found = object(examples, "GET", change);
                String words = "the pump runs " + snapshot + ", the change is " + found;
                System.out.println("DynamicsIT: " + found.string("state"));
                assertEquals(
                        words,
                        found.string("state").equals("APPLIED"),
                        snapshot.object("programme").string("mode").equals("flex"));
                assertTrue(words, !List.of("UNKNOWN", "SENDING").contains(found.string("state")));
                assertEquals(words, "RUNNING", snapshot.string("motor"));
            }
        }
        Command good = RestStoryIT.verify(data);
        assertEquals("the ledger verifies: " + good, 0, good.status());
    }

    @Test
    public void everyBundleIsStoppedAndStartedOnceUnderLoad() throws Exception {
        Path data = Product.newFolder("every").resolve("data");
        try (DemoProcess demo = DemoProcess.start(data)) {
            demo.kill();
            try (Platform platform = platform(data)) {
                RestExamples examples = examples(platform, demo);
                awaitHealth(examples);
                List<String> trouble = new ArrayList<>();
                try (Load load = Load.start(examples)) {
                    for (Bundle bundle : platform.bundles()) {
                        if (bundle.getSymbolicName().startsWith("org.cisterna.") && !Platform.isFragment(bundle)) {
                            stopAndStart(bundle, examples, trouble);
                        }
                    }
                    // the HTTP service itself answers a request that is inside a servlet while that goes away
                    System.out.println("DynamicsIT: requests caught in the act by a bundle that stopped: "
                            + load.bad().size());
                }
                assertEquals(List.of(), trouble);
                Devices devices = new Devices(data);
                long before = devices.pushed("S2-000001");
                assertTrue("the pumps deliver", awaitTrue(() -> devices.pushed("S2-000001") > before));
            }
        }
        Command good = RestStoryIT.verify(data);
        assertEquals("the ledger verifies: " + good, 0, good.status());
    }

    private static void stopAndStart(Bundle bundle, RestExamples examples, List<String> trouble) throws Exception {
        String name = bundle.getSymbolicName();
        bundle.stop();
        String without = answer(examples, PUMPS);
        bundle.start();
        boolean back =
                awaitTrue(() -> status(examples, "GET", "/health") == 200 && status(examples, "GET", PUMPS) == 200);
        System.out.println("DynamicsIT: without " + name + ": " + without + (back ? "" : "; IT DID NOT COME BACK"));
        if (!back) {
            trouble.add(name + " was started again and the platform did not recover: " + answer(examples, "/health"));
        }
        if (SAID_BY_WEB.contains(name) && !without.startsWith("503 {\"code\":\"SERVICE_MISSING\"")) {
            trouble.add("without " + name + " the answer does not say so: " + without);
        }
        if (without.startsWith("5") && !without.startsWith("503")) {
            trouble.add("without " + name + " the answer is " + without);
        }
    }

    private static Platform platform(Path data) throws Exception {
        return Platform.start(
                Product.named("cisterna"),
                data,
                data.resolve("config/demo.json").toUri().toString());
    }

    private static RestExamples examples(Platform platform, DemoProcess demo) throws IOException {
        return new RestExamples(URI.create("http://127.0.0.1:" + platform.port() + "/"), demo.people());
    }

    private static void awaitHealth(RestExamples examples) throws IOException, InterruptedException {
        assertTrue(
                "it is well: " + answer(examples, "/health"),
                awaitTrue(() -> status(examples, "GET", "/health") == 200));
    }

    private static void awaitIntent(RestExamples examples, String serial, CompletableFuture<String> sending)
            throws IOException, InterruptedException {
        String events =
                "/api/v1/pumps/" + RestExamples.encoded(examples.kept("manufacturer")) + "/" + serial + "/events";
        awaitTrue(() -> sending.isDone() || answer(examples, events).contains("\"pump.intent\""));
    }

    private static String pump(RestExamples examples) throws IOException, InterruptedException {
        JsonArray pumps = (JsonArray)
                Json.parse(examples.send("programmer", "GET", PUMPS, "").body());
        JsonObject first = pumps.objects().get(0);
        return first.string("link") + " " + first.string("linkReason");
    }

    private static JsonObject object(RestExamples examples, String method, String path)
            throws IOException, InterruptedException {
        return (JsonObject)
                Json.parse(examples.send("programmer", method, path, "").body());
    }

    private static int status(RestExamples examples, String method, String path) throws InterruptedException {
        try {
            return examples.send("programmer", method, path, "").statusCode();
        } catch (IOException nobodyListens) {
            return 0;
        }
    }

    private static String answer(RestExamples examples, String path) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = examples.send("programmer", "GET", path, "");
            return response.statusCode() + " "
                    + new String(response.body(), StandardCharsets.UTF_8).replaceAll("(?s)^(.{300}).*", "$1");
        } catch (IOException nobodyListens) {
            return "nobody listens";
        }
    }

    /** Something that is looked at again and again. */
    private interface Look {
        boolean see() throws IOException, InterruptedException;
    }

    private static boolean awaitTrue(Look look) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (look.see()) {
                return true;
            }
        }
        return false;
    }

    /** Somebody who looks at the pumps all the time. */
    private static final class Load implements AutoCloseable {

        private final RestExamples examples;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<String> bad = new ArrayList<>();
        private final Thread thread = new Thread(this::work, "load");

        private Load(RestExamples examples) {
            this.examples = examples;
        }

        static Load start(RestExamples examples) {
            Load load = new Load(examples);
            load.thread.start();
            return load;
        }

        private void work() {
            while (!ended.get()) {
                String answer = send("GET", PUMPS);
                if (answer.startsWith("500")) {
                    synchronized (bad) {
                        bad.add(answer);
                    }
                }
            }
        }

        String send(String method, String path) {
            try {
                HttpResponse<byte[]> response = examples.send("programmer", method, path, "");
                return response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8);
            } catch (IOException nobodyListens) {
                return "nobody listens";
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }

        List<String> bad() {
            synchronized (bad) {
                return List.copyOf(bad);
            }
        }

        @Override
        public void close() {
            ended.set(true);
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
