// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A platform in this JVM, where a test can take its bundles out, over the folder of a demonstration whose devices go on in a process of their
 * own.
 */
final class Scene implements AutoCloseable {

    static final String PUMPS = "/api/v1/pumps";
    static final String PROGRAMMER = "programmer";

    private final DemoProcess demo;
    private final Platform platform;
    private final Talk talk;

    private Scene(DemoProcess demo, Platform platform) throws Exception {
        this.demo = demo;
        this.platform = platform;
        this.talk = new Talk(new RestExamples(URI.create("http://127.0.0.1:" + platform.port() + "/"), demo.people()));
    }

    /** Enrols a fleet as the demonstration does, pulls the plug of that platform, and starts the product here. */
    static Scene open(String name, Product product, boolean admitsByItself) throws Exception {
        Path data = Product.newFolder(name).resolve("data");
        DemoProcess demo = DemoProcess.start(data, "--speed", "60");
        try {
            demo.kill();
            Path configuration = data.resolve("config/demo.json");
            if (!admitsByItself) {
                String text = Files.readString(configuration);
                Files.writeString(configuration, text.replace("\"admitByItself\": true", "\"admitByItself\": false"));
            }
            Scene scene = new Scene(
                    demo, Platform.start(product, data, configuration.toUri().toString()));
            if (!Patience.sees(() -> scene.talk.get(PROGRAMMER, "/health").is(200))) {
                scene.platform.close();
                throw new AssertionError("it is not well: " + scene.talk.get(PROGRAMMER, "/health"));
            }
            return scene;
        } catch (Exception | AssertionError e) {
            demo.close();
            throw e;
        }
    }

    Path data() {
        return demo.data();
    }

    Platform platform() {
        return platform;
    }

    Talk talk() {
        return talk;
    }

    Devices devices() {
        return new Devices(data());
    }

    Optional<Bundle> bundle(String symbolicName) {
        return platform.bundle(symbolicName);
    }

    /** The pumps as the list shows them. */
    List<JsonObject> pumps() throws InterruptedException {
        return ((JsonArray) Json.parse(talk.get(PROGRAMMER, PUMPS).text().getBytes(StandardCharsets.UTF_8))).objects();
    }

    /** Whether every pump says of its link that it is so. */
    boolean allSay(String link, String reason) throws InterruptedException {
        return pumps().stream()
                .allMatch(each -> each.string("link").equals(link)
                        && each.string("linkReason").startsWith(reason));
    }

    /** The visit that stands open for a pump, else a new one. */
    String visit(JsonObject pump) throws InterruptedException {
        return talk.visit(address(pump)).orElseThrow(() -> new AssertionError("no visit of " + address(pump)));
    }

    /** Where a pump is found. */
    static String address(JsonObject pump) {
        return PUMPS + "/" + RestExamples.encoded(pump.string("manufacturer")) + "/" + pump.string("serial");
    }

    /** Stops the platform and the devices. */
    @Override
    public void close() throws IOException, BundleException {
        try (demo) {
            platform.close();
        }
    }
}
