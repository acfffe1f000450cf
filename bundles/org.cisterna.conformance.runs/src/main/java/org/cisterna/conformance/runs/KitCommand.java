// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kit as the command {@code conform}, with the class path of the commands that started the platform: it watches the driver's process, and makes the report
 * outside it. Here the command itself is watched.
 */
final class KitCommand implements Kit {

    private static final Logger LOG = LoggerFactory.getLogger(KitCommand.class);
    static final String MAIN = "org.cisterna.cli.Main";

    private static final Duration LEAVE = Duration.ofSeconds(10);

    private final Threads threads;
    private final TimeSource house;
    private final Optional<String> classPath;
    private final String main;

    /**
     * The commands.
     *
     * @param classPath of them; empty when the platform was started without
     * @param main their class
     */
    KitCommand(Threads threads, TimeSource house, Optional<String> classPath, String main) {
        this.main = main;
        this.threads = threads;
        this.house = house;
        this.classPath = classPath;
    }

    @Override
    public Optional<String> missing() {
        return classPath.isPresent()
                ? Optional.empty()
                : Optional.of("this platform was started without the commands, and the conformance kit is one of them;"
                        + " start it with ./cisterna demo or ./cisterna run, or test the driver's jar with"
                        + " ./cisterna conform");
    }

    @Override
    public Handle begin(List<String> arguments, Path scratch, Duration bound, Listener listener) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                classPath.orElseThrow(),
                main,
                "conform"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        Signal gone = threads.newSignal();
        Worker reader = threads.start("conformance-words", () -> {
            try {
                read(process, listener);
            } finally {
                gone.raise(); // it closes its standard error by ending, and nobody else has it
            }
        });
        threads.start(
                "conformance-run",
                () -> watch(process, gone, reader, house.now().plus(bound), listener));
        return () -> end(process);
    }

    private void watch(Process process, Signal gone, Worker reader, Instant until, Listener listener)
            throws InterruptedException {
        String words = "";
        try {
            if (!house.await(gone, until)) {
                words = "it went on beyond its bound, and was ended";
                end(process);
                house.await(gone, house.now().plus(LEAVE));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        reader.join(house.now().plus(LEAVE));
        listener.ended(words);
    }

    private static void read(Process process, Listener listener) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.said(line);
            }
        } catch (IOException closed) {
            LOG.info("nothing more is heard of the conformance kit: {}", closed.getMessage());
        }
    }

    /** The driver's process first; the command is asked, so that it ends one that it is just about to start. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroy();
    }
}
