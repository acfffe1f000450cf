// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Processor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who works with Bndtools resolves and runs {@code run.bndrun} without Maven. The bnd command line stands for that: it
 * must find the list that Maven found, and start what it says.
 */
final class BndCommandLineTest {

    private static final Path ROOT = House.root();
    private static final Path BND = ROOT.resolve("features/target/bnd/bnd.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void findsTheListThatMavenFound() throws Exception {
        Path output = folder.resolve("output.txt");
        Process bnd = bnd(ROOT, output, "resolve", "resolve", "-b", "run.bndrun");
        assertThat(bnd.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(bnd.exitValue()).as(Files.readString(output)).isZero();

        TreeSet<String> found = new TreeSet<>();
        Files.readAllLines(output).stream()
                .filter(line -> line.contains(";version='["))
                .map(String::strip)
                .forEach(found::add);
        assertThat(found).isEqualTo(committedList());
    }

    private static Set<String> committedList() throws IOException {
        TreeSet<String> committed = new TreeSet<>();
        try (Processor run = new Processor()) {
            run.setProperties(ROOT.resolve("run.bndrun").toFile());
            Parameters list = new Parameters(run.getProperty("-runbundles"), run);
            list.forEach((name, attributes) -> committed.add(name + ";version='" + attributes.getVersion() + "'"));
        }
        assertThat(committed).hasSizeGreaterThan(20);
        return committed;
    }

    @Test
    void startsWhatTheListSays() throws Exception {
        int port = freePort();
        // the file itself bakes nothing in, so whoever runs it adds the folder and the port
        Path run = Files.writeString(
                folder.resolve("started.bndrun"),
                """
                -include: %s
                -runproperties.test: cisterna.data=%s,org.osgi.service.http.port=%d
                """
                        .formatted(ROOT.resolve("run.bndrun"), folder.resolve("data"), port));
        Path output = folder.resolve("output.txt");
        Process bnd = bnd(folder, output, "run", run.getFileName().toString());
        try {
            int status = statusOfFirstAnswer(bnd, port);
            assertThat(status).as(Files.readString(output)).isPositive();
        } finally {
            // the platform stops in order, which takes a moment, and writes into the folder until then
            List<ProcessHandle> platform = bnd.descendants().toList();
            platform.forEach(ProcessHandle::destroy);
            bnd.destroy();
            assertThat(bnd.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (ProcessHandle each : platform) {
                each.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    /** Asks until an answer comes; zero when the process ended or time ran out. */
    private static int statusOfFirstAnswer(Process process, int port) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(PATIENCE)
                .build();
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } catch (ConnectException notYet) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static Process bnd(Path folder, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", BND.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
