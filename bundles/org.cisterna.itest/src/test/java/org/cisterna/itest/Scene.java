// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A platform in this JVM, where a test can take its bundles out, over the folder of a demonstration whose devices go on in a process of their
 * own.
 */
public final class Scene implements AutoCloseable {

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
        return open(
                name,
                product,
                text -> admitsByItself ? text : text.replace("\"admitByItself\": true", "\"admitByItself\": false"),
                "--speed",
                "60");
    }

    /** The product as it ships, with another configuration, over a demonstration started with these arguments. */
    public static Scene open(String name, UnaryOperator<String> configured, String... arguments) throws Exception {
        return open(name, Product.named("cisterna"), configured, arguments);
    }

    private static Scene open(String name, Product product, UnaryOperator<String> configured, String... arguments)
            throws Exception {
        Path data = Product.newFolder(name).resolve("data");
        DemoProcess demo = DemoProcess.start(data, arguments);
        try {
            demo.kill();
            Path configuration = data.resolve("config/demo.json");
            Files.writeString(configuration, configured.apply(Files.readString(configuration)));
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

    /** The demonstration; its platform has ended, its people and devices go on. */
    public DemoProcess demo() {
        return demo;
    }

    /** Where the platform serves. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + platform.port() + "/");
    }

    /** Stops a bundle of ours. */
    public void stop(String symbolicName) throws BundleException {
        bundle(symbolicName).orElseThrow().stop();
    }

    /** Starts it again, and waits until the platform is well. */
    public void start(String symbolicName) throws Exception {
        bundle(symbolicName).orElseThrow().start();
        if (!Patience.sees(() -> talk.get("nobody", "/health").is(200))) {
            throw new AssertionError("it is not well again: " + talk.get("nobody", "/health"));
        }
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

    /** The pumps of the catalogue as the list shows them; those beside them are in the middle of something. */
    List<JsonObject> pumps() throws InterruptedException {
        return ((JsonArray) Json.parse(talk.get(PROGRAMMER, PUMPS).text().getBytes(StandardCharsets.UTF_8)))
                .objects().stream()
                        .filter(each -> each.string("serial").matches("[A-Z]\\d-0\\d{5}"))
                        .toList();
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
