// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;

/**
 * {@code ./cisterna demo} as its user starts it, in a process of its own, with a data folder of its own and a free port. What it says on standard
 * output is read until the ready line; what it says on standard error is kept beside the data.
 */
public final class DemoProcess implements AutoCloseable {

    private static final String READY = "Cisterna is ready: ";

    private final Process process;
    private final Path data;
    private final URI address;
    private final String said;

    private DemoProcess(Process process, Path data, URI address, String said) {
        this.process = process;
        this.data = data;
        this.address = address;
        this.said = said;
    }

    /** Starts {@code demo} and waits for its ready line. */
    public static DemoProcess start(Path data, String... more) throws IOException {
        return start("demo", data, more);
    }

    /** Starts a command and waits for its ready line. */
    public static DemoProcess start(String command, Path data, String... more) throws IOException {
        Process process = launch(command, data, more);
        StringBuilder said = new StringBuilder();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new DemoProcess(process, data, URI.create(line.substring(READY.length())), said.toString());
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("it ended before it was ready, with status "
                + process.onExit().join().exitValue() + ":\n" + said + errors(data));
    }

    /** Starts the command and does not wait for anything. */
    public static Process launch(String command, Path data, String... more) throws IOException {
        Path home =
                Path.of(System.getProperty("cisterna.root")).toAbsolutePath().normalize();
        Path commands = home.resolve("bundles/org.cisterna.cli/target");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcisterna.home=" + home,
                "-cp",
                commands + "/*:" + commands + "/lib/*",
                "org.cisterna.cli.Main",
                command,
                "--port",
                "0",
                "--data",
                data.toString()));
        line.addAll(List.of(more));
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.appendTo(errorFile(data).toFile()))
                .start();
    }

    private static Path errorFile(Path data) {
        return data.resolveSibling(data.getFileName() + ".err");
    }

    /** What it has said on standard error. */
    public static String errors(Path data) throws IOException {
        return Files.exists(errorFile(data)) ? Files.readString(errorFile(data)) : "";
    }

    /** What it said on standard output before its ready line. */
    public String said() {
        return said;
    }

    /** Where it serves. */
    public URI address() {
        return address;
    }

    /** Its data folder. */
    public Path data() {
        return data;
    }

    /** The process of the platform. */
    public Process process() {
        return process;
    }

    /** Secrets of the demo people by role, and of the second clinician as {@code clinician-2}: {@code token}, {@code password}. */
    public Map<String, JsonObject> people() throws IOException {
        JsonArray list = (JsonArray) Json.parse(Files.readAllBytes(data.resolve("demo-people.json")));
        Map<String, JsonObject> people = new HashMap<>();
        for (JsonObject each : list.objects()) {
            people.put(each.string("name").substring("demo-".length()), each);
        }
        return people;
    }

    /** Ends it as a user does, and waits for its end. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end within 40 s of being asked to");
        }
        if (Files.exists(data.resolve("cache/address.json"))) {
            throw new AssertionError("it ended without stopping in order; see " + errorFile(data));
        }
    }

    /** Pulls the plug of the platform; its devices go on. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Ends whatever is left of it, its devices included. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Path devices = data.resolve("sim").resolve("devices.json");
        if (Files.exists(devices)) {
            JsonObject announced = (JsonObject) Json.parse(Files.readAllBytes(devices));
            ProcessHandle.of(announced.number("pid")).ifPresent(ProcessHandle::destroy);
        }
    }
}
