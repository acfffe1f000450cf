// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.itest.Command;
import org.cisterna.itest.DemoProcess;
import org.cisterna.itest.Devices;
import org.cisterna.itest.Product;
import org.cisterna.itest.RestExamples;
import org.cisterna.itest.Scene;
import org.openqa.selenium.By;

/**
 * What all scenarios play on: one {@code ./cisterna demo} as its user starts it, and a browser for each person, signed in through the page. A scenario
 * leaves the pumps it needs to itself, so each has one of its own.
 */
public final class Stage implements AutoCloseable {

    /** The manufacturer of every simulated pump. */
    static final String MANUFACTURER = "Cisterna Simulations";

    private final DemoProcess demo;
    private final URI address;
    private final AutoCloseable ends;
    private final Map<String, JsonObject> people;
    private final Map<String, Browser> browsers = new LinkedHashMap<>();

    private Stage(DemoProcess demo, URI address, AutoCloseable ends) throws IOException {
        this.demo = demo;
        this.address = address;
        this.ends = ends;
        this.people = demo.people();
    }

    /** Starts the demo, always with the same fleet. */
    static Stage set() throws IOException {
        DemoProcess demo = DemoProcess.start(Product.newFolder("stage").resolve("data"), "--seed", "417");
        return new Stage(demo, demo.address(), demo);
    }

    /** The same around a platform in this JVM, whose bundles a scenario can stop; ends with it. */
    static Stage around(Scene scene) throws IOException {
        return new Stage(scene.demo(), scene.address(), scene);
    }

    /** An address of the console. */
    public URI at(String path) {
        return address.resolve(path);
    }

    /** The demo itself. */
    DemoProcess demo() {
        return demo;
    }

    /** The simulated devices, whatever the platform believes. */
    Devices devices() {
        return new Devices(demo.data());
    }

    /** Sends a signal to the process of the devices: {@code STOP} makes every pump silent, {@code CONT} lets them go on. */
    void signalDevices(String name) {
        try {
            JsonObject announced =
                    (JsonObject) Json.parse(Files.readAllBytes(demo.data().resolve("sim/devices.json")));
            signal(announced.number("pid"), name);
        } catch (IOException e) {
            throw new UncheckedIOException("the devices are not announced", e);
        }
    }

    /** Sends a signal to a process. */
    static void signal(long process, String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("there is no kill", e);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopping);
        }
    }

    /** A program that does what a person does. */
    RestExamples program() {
        return new RestExamples(address, people);
    }

    /** The demo person with this role. */
    JsonObject person(String role) {
        return Optional.ofNullable(people.get(role)).orElseThrow(() -> new AssertionError("nobody is a " + role));
    }

    /** The page of a pump. */
    String pump(String serial) {
        return "/pumps/" + RestExamples.encoded(MANUFACTURER) + "/" + serial;
    }

    /** The browser of the person with this role, signed in. */
    Browser as(String role) {
        Browser known = browsers.get(role);
        if (known != null) {
            return known;
        }
        Browser browser = Browser.start();
        browsers.put(role, browser);
        signIn(browser, role);
        return browser;
    }

    /** A browser in which nobody is signed in; closed with the stage. */
    Browser stranger(String name, String language) {
        Browser browser = Browser.start(language);
        Browser before = browsers.put(name, browser);
        if (before != null) {
            before.close();
        }
        return browser;
    }

    /** Signs a person in, as they do it. */
    void signIn(Browser browser, String role) {
        signIn(browser, role, at("/"));
    }

    /** Signs a person in at another address of the console. */
    void signIn(Browser browser, String role, URI address) {
        browser.open(address.resolve("/sign-in"));
        Pages page = new Pages(browser);
        page.type("Account", person(role).string("name"));
        page.type("Password", person(role).string("password"));
        page.press("Sign in");
        browser.await(role + " is signed in", driver -> !driver.findElements(By.className("me-name"))
                .isEmpty());
    }

    /** Forgets the browser of a person, whose next one signs in anew. */
    void forget(String name) {
        Browser browser = browsers.remove(name);
        if (browser != null) {
            browser.close();
        }
    }

    /** Every browser that is open, by person. */
    Map<String, Browser> browsers() {
        return Map.copyOf(browsers);
    }

    /** What all pages complained about since this was asked last. */
    List<String> complaints() {
        List<String> found = new ArrayList<>();
        browsers.forEach((name, browser) ->
                browser.complaints().stream().filter(Stage::matters).forEach(words -> found.add(name + ": " + words)));
        return found;
    }

    /** A page that is refused (403, 404, 409, 422, 503) is noted as an error by the browser; what a page loads must be there. */
    private static boolean matters(String complaint) {
        boolean answer = complaint.matches("(?s).*the server responded with a status of (?:4\\d\\d|503).*");
        return !answer || complaint.contains("/a/");
    }

    /** Pictures of all that is open. */
    void picture(String name) throws IOException {
        Path folder = Path.of(System.getProperty("cisterna.work")).resolveSibling("pictures");
        Files.createDirectories(folder);
        for (Map.Entry<String, Browser> each : browsers.entrySet()) {
            each.getValue().picture(folder.resolve(name + "-" + each.getKey() + ".png"));
            Files.writeString(
                    folder.resolve(name + "-" + each.getKey() + ".html"),
                    each.getValue().driver().getPageSource());
        }
    }

    /** What {@code ./cisterna verify} says of the ledger as it stands. */
    Command verify() throws IOException, InterruptedException {
        return Command.run(
                "verify",
                demo.data().resolve("ledger").toString(),
                "--key",
                demo.data().resolve("ledger.vkey").toString());
    }

    @Override
    public void close() throws IOException {
        browsers.values().forEach(Browser::close);
        try {
            ends.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the platform of a scenario did not end", e);
        }
    }
}
