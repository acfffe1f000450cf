// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that this one started: timed from its start, ended by its own id, also when the benchmark itself is ended. */
final class Launched implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final long started;
    private final Path log;
    private final Thread hook;

    private Launched(String name, Process process, long started, Path log) {
        this.name = name;
        this.process = process;
        this.started = started;
        this.log = log;
        this.hook = new Thread(process::destroy, "end-" + name);
    }

    /** Starts a process whose output goes to a file; what it writes to standard output is left to the caller when {@code piped}. */
    static Launched start(String name, List<String> command, Path log, boolean piped) throws IOException {
        ProcessBuilder.Redirect toLog = ProcessBuilder.Redirect.appendTo(log.toFile());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(toLog);
        builder.redirectOutput(piped ? ProcessBuilder.Redirect.PIPE : toLog);
        long started = System.nanoTime();
        Process process = builder.start();
        Launched launched = new Launched(name, process, started, log);
        Runtime.getRuntime().addShutdownHook(launched.hook);
        process.getOutputStream().close();
        return launched;
    }

    /**
     * What the start took.
     *
     * @param wallMillis from the start of the process
     * @param cpuMillis of all its threads up to then
     * @param text what ended the wait
     */
    record Ready(double wallMillis, double cpuMillis, String text) {}

    /** Waits for a line of standard output that begins so. */
    Ready awaitLine(String beginning, Duration bound) throws IOException, InterruptedException {
        CompletableFuture<Ready> found = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(beginning, found), "read-" + name);
        reader.setDaemon(true);
        reader.start();
        try {
            return found.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IOException(name + " was not ready within " + bound.toSeconds() + " s; see " + log, late);
        } catch (ExecutionException ended) {
            throw new IOException(ended.getMessage(), ended);
        }
    }

    private void read(String beginning, CompletableFuture<Ready> found) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            // to its end, so that the process never waits for a reader
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(beginning)) {
                    found.complete(ready(line));
                }
            }
            found.completeExceptionally(new IOException(name + " ended before it was ready; see " + log));
        } catch (IOException broken) {
            found.completeExceptionally(broken);
        }
    }

    /** Asks an address until it answers with 200. */
    Ready awaitAnswer(int port, String path, Duration bound) throws IOException, InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        while (System.nanoTime() < end) {
            if (Http.status(port, path) == Http.GOOD) {
                return ready(path);
            }
            if (!process.isAlive()) {
                throw new IOException(name + " ended before it was ready; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        throw new IOException(name + " was not ready within " + bound.toSeconds() + " s; see " + log);
    }

    private Ready ready(String text) {
        double wall = (System.nanoTime() - started) / 1e6;
        return new Ready(wall, cpuMillis(), text);
    }

    /** Processor time of all its threads up to now. */
    double cpuMillis() {
        return process.info()
                .totalCpuDuration()
                .map(duration -> duration.toNanos() / 1e6)
                .orElse(Double.NaN);
    }

    long pid() {
        return process.pid();
    }

    /** Memory it holds, in KiB; empty where the system does not tell. */
    OptionalLong residentKibibytes() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst();
    }

    /** Ends it in good order, and by force when it does not obey. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                System.err.println(
                        "cisterna: " + name + " did not end within " + GRACE.toSeconds() + " s and was killed");
                process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " was ending", interrupted);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // this process is ending itself; the hook finds nothing left to end
            return;
        }
    }
}
