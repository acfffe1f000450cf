// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;

/** The process in which a driver runs, watched from outside: it is ended when it goes on too long, and all that it leaves is data. */
final class KitProcess {

    /** How long a run of the fast profile may go on. */
    static final long FAST_SECONDS = 600;
    /** The same of the full one. */
    static final long FULL_SECONDS = 5_400;

    private static final int MOST_WORDS = 2_000;
    private static final int MOST_LINE = 40;
    /** More than the result of any run has; what is larger is not read into memory. */
    private static final long MOST_BYTES = 256L << 20;

    private final PrintStream err;
    private volatile String last = "none";
    private volatile String words = "";

    KitProcess(PrintStream err) {
        this.err = err;
    }

    /**
     * Runs the kit.
     *
     * @param order the arguments of the process, without where its result goes
     * @param seconds how long it may go on
     * @return what it left
     * @throws Refused when it did not come to its end; such a driver is not conformant
     */
    JsonObject run(List<String> order, long seconds) throws InterruptedException, Refused {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("cisterna-conform");
            Path to = folder.resolve("result.json");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx768m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "conform-inside",
                    "--to",
                    to.toString()));
            command.addAll(order);
            watch(new ProcessBuilder(command).start(), seconds, refusal(to));
            if (!Files.exists(to)) {
                throw unended("it ended without a result");
            }
            if (Files.size(to) > MOST_BYTES) {
                throw unended("it left " + Files.size(to) + " bytes, more than " + MOST_BYTES);
            }
            return (JsonObject) Json.parse(Files.readAllBytes(to));
        } catch (IOException e) {
            throw new Refused(Exit.INCOMPLETE, "the process could not be started: " + e.getMessage());
        } catch (IllegalArgumentException | ClassCastException e) {
            throw unended("what it left is no result: " + e.getMessage());
        } finally {
            delete(folder);
        }
    }

    /** Where the process says that it was wrongly used, before or instead of a result: no driver in the bundle, no rig for its family. */
    static Path refusal(Path result) {
        return result.resolveSibling("refused.txt");
    }

    private Refused unended(String how) {
        return new Refused(
                Exit.INCOMPLETE,
                "the driver's process did not come to its end: " + how + (words.isEmpty() ? "" : "; it said: " + words)
                        + ". It is not conformant");
    }

    private void watch(Process process, long seconds, Path refusal) throws InterruptedException, Refused, IOException {
        Thread reader = new Thread(() -> follow(process), "cisterna-conform-progress");
        Thread listener = new Thread(() -> listen(process), "cisterna-conform-words");
        reader.setDaemon(true);
        listener.setDaemon(true);
        reader.start();
        listener.start();
        // whoever ends this command ends the driver too
        Thread ender = new Thread(() -> destroy(process), "cisterna-conform-end");
        Runtime.getRuntime().addShutdownHook(ender);
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                end(process);
                throw unended("it went on for " + seconds + " s, the last verdict was " + last + ", and was ended");
            }
            reader.join(TimeUnit.SECONDS.toMillis(10));
            listener.join(TimeUnit.SECONDS.toMillis(10));
            if (process.exitValue() == Exit.USAGE.status() && Files.isRegularFile(refusal)) {
                throw Refused.usage(Files.readString(refusal));
            }
            if (process.exitValue() != 0) {
                throw unended("it ended with status " + process.exitValue() + " after the verdict " + last);
            }
        } finally {
            end(process);
            Runtime.getRuntime().removeShutdownHook(ender);
        }
    }

    private static void end(Process process) throws InterruptedException {
        destroy(process);
        process.waitFor();
    }

    /** Whatever the driver started goes first: nobody finds it once its parent is gone. */
    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Verdicts as they come. A driver may print there too, so a line that is too long to be one is passed over, not kept. */
    private void follow(Process process) {
        try (InputStreamReader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            char[] some = new char[4_096];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                for (int i = 0; i < read; i++) {
                    if (some[i] == '\n') {
                        heard(line.toString().strip());
                        line.setLength(0);
                    } else if (line.length() <= MOST_LINE) {
                        line.append(some[i]);
                    }
                }
            }
        } catch (IOException gone) {
            err.println("cisterna: nothing more is heard of the driver's process: " + gone.getMessage());
        }
    }

    private void heard(String line) {
        if (line.matches("[0-9]{1,2}\\.[0-9]{2} [A-Z_]+")) {
            // the last one is kept for the words about a process that did not come to its end
            last = line;
            if (!line.endsWith(" SKIPPED")) {
                err.println(line);
            }
        }
    }

    /** What it says about itself; the beginning is enough, and all is read, so that it does not stand still over a full pipe. */
    private void listen(Process process) {
        StringBuilder said = new StringBuilder();
        try (InputStreamReader in = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
            char[] some = new char[4_096];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                said.append(some, 0, Math.min(read, MOST_WORDS - Math.min(MOST_WORDS, said.length())));
                words = said.toString().replaceAll("\\p{Cntrl}+", " ").strip();
            }
        } catch (IOException gone) {
            err.println("cisterna: nothing more is heard of the driver's process: " + gone.getMessage());
        }
    }

    private void delete(@org.jspecify.annotations.Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            err.println("cisterna: " + folder + " could not be deleted: " + e.getMessage());
        }
    }
}
