// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that ends by itself, as its user starts it.
 *
 * @param status its exit status
 * @param output what it said on standard output
 * @param errors what it said on standard error
 */
public record Command(int status, String output, String errors) {

    private static final long PATIENCE_SECONDS = 120;

    /** Runs {@code ./cisterna} with these arguments to its end. */
    public static Command run(String... arguments) throws IOException, InterruptedException {
        return within(PATIENCE_SECONDS, arguments);
    }

    /** The same for one that goes on for longer. */
    static Command within(long seconds, String... arguments) throws IOException, InterruptedException {
        Path home = home();
        Path commands = home.resolve("bundles/org.cisterna.cli/target");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcisterna.home=" + home,
                "-cp",
                commands + "/*:" + commands + "/lib/*",
                "org.cisterna.cli.Main"));
        line.addAll(List.of(arguments));
        return of(Map.of(), line, seconds);
    }

    /** The root of the project. */
    static Path home() {
        return Path.of(System.getProperty("cisterna.root")).toAbsolutePath().normalize();
    }

    /**
     * Runs any program to its end.
     *
     * @param environment on top of our own
     * @param line the program and its arguments
     */
    static Command of(Map<String, String> environment, List<String> line) throws IOException, InterruptedException {
        return of(environment, line, PATIENCE_SECONDS);
    }

    private static Command of(Map<String, String> environment, List<String> line, long seconds)
            throws IOException, InterruptedException {
        Path work = Product.newFolder("command");
        Path output = work.resolve("output");
        Path errors = work.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", line) + " did not end within " + seconds + " s");
        }
        return new Command(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }
}
