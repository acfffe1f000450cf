// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;

/** {@code conform}: the kit on a driver, in a process of its own that is watched from here. */
final class Conform {

    static final String HELP =
            """
            ./cisterna conform DRIVER --out DIR [--profile fast|full] [--seed N] [--rules 4.05,15.05] [--json]
            ./cisterna conform DRIVER --out DIR --replay REPORT

            Holds a driver and the simulated pumps of its family to the rules of docs/rulebook, in a process of its own that is
            ended when it hangs. DIR gets report.json, junit.xml and verdicts.csv.

            DRIVER            the bundle of a driver, or the name of a shipped one: synchromed, prometra
            --out DIR         a folder that is new or empty
            --profile WHICH   fast (default), or full: faults at every byte
            --seed N          of all chance; 1 unless given
            --rules LIST      these rules alone; such a run never finds a driver conformant
            --replay REPORT   the same run as in a report.json, and whether it comes to the same
            --json            the summary as one line of canonical JSON

            Status: 0 conformant in its class, 1 a rule is broken or a replay differs, 2 wrong use, 3 nothing is broken, and not
            all was tested, or the driver's process did not come to its end.
            """;

    private static final long FAST_SECONDS = 600;
    private static final long FULL_SECONDS = 5_400;

    private final PrintStream out;
    private final PrintStream err;
    private volatile String last = "none";

    Conform(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    Exit run(List<String> arguments) throws Refused, InterruptedException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return Exit.GOOD;
        }
        if (arguments.isEmpty() || arguments.get(0).startsWith("--")) {
            throw Refused.usage("conform needs a driver first; ./cisterna conform --help says more");
        }
        List<String> named = new ArrayList<>(arguments.subList(1, arguments.size()));
        boolean json = named.remove("--json");
        Options options = Options.of("conform", named, Set.of("out", "profile", "seed", "rules", "replay"));
        Path jar = driver(arguments.get(0));
        Path folder =
                folder(options.text("out").orElseThrow(() -> Refused.usage("conform needs --out DIR for its report")));
        Optional<JsonObject> before = options.text("replay").isPresent()
                ? Optional.of(report(Path.of(options.text("replay").orElseThrow())))
                : Optional.empty();
        String profile = before.map(
                        each -> each.object("result").string("profile").toLowerCase(Locale.ROOT))
                .orElse(options.text("profile").orElse("fast"));
        if (!profile.equals("fast") && !profile.equals("full")) {
            throw Refused.usage("'" + profile + "' is no profile; there are fast and full");
        }
        String seed = before.map(each -> each.object("result").string("seed"))
                .orElse(Long.toString(options.number("seed", 1, 0, Long.MAX_VALUE / 100)));
        String rules = before.map(each ->
                        String.join(",", each.object("result").array("rules").strings()))
                .orElse(options.text("rules").orElse(""));
        checked(rules);
        List<String> inside = new ArrayList<>(
                List.of("--driver", jar.toString(), "--out", folder.toString(), "--profile", profile, "--seed", seed));
        if (!rules.isEmpty()) {
            inside.addAll(List.of("--rules", rules));
        }
        Optional<String> trouble = watched(inside, profile.equals("fast") ? FAST_SECONDS : FULL_SECONDS);
        Path written = folder.resolve("report.json");
        if (trouble.isPresent() || !Files.exists(written)) {
            err.println("cisterna: the driver's process did not come to its end: "
                    + trouble.orElse("it ended without a report") + ". It is not conformant");
            return Exit.INCOMPLETE;
        }
        return told(report(written), before, json);
    }

    private static void checked(String rules) throws Refused {
        for (String each : rules.isEmpty() ? new String[0] : rules.split(",", -1)) {
            try {
                if (Rulebook.shipped().rule(RuleId.parse(each)).isEmpty()) {
                    throw Refused.usage("there is no rule " + each);
                }
            } catch (IllegalArgumentException e) {
                throw Refused.usage(String.valueOf(e.getMessage()));
            }
        }
    }

    private static Path driver(String text) throws Refused {
        try {
            Path jar = Path.of(text);
            if (Files.isRegularFile(jar)) {
                return jar.toAbsolutePath();
            }
            Path shipped = Path.of(
                    System.getProperty("cisterna.home", "."),
                    "bundles/org.cisterna.driver." + text + "/target/org.cisterna.driver." + text + "-0.1.0.jar");
            if (text.matches("[a-z]+") && Files.isRegularFile(shipped)) {
                return shipped.toAbsolutePath();
            }
        } catch (InvalidPathException e) {
            throw Refused.usage("'" + text + "' is no path");
        }
        throw Refused.usage("'" + text + "' is neither the file of a driver nor the name of a shipped one");
    }

    private static Path folder(String text) throws Refused {
        try {
            Path folder = Files.createDirectories(Path.of(text)).toAbsolutePath();
            try (var files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw Refused.usage(folder + " is not empty; a report gets a folder of its own");
                }
            }
            return folder;
        } catch (IOException | InvalidPathException e) {
            throw Refused.usage("the folder " + text + " cannot be used: " + e.getMessage());
        }
    }

    private static JsonObject report(Path file) throws Refused {
        try {
            JsonObject report = (JsonObject) Json.parse(Files.readAllBytes(file));
            report.object("result").string("profile");
            return report;
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            throw Refused.usage(file + " is no report of the kit: " + e.getMessage());
        }
    }

    /** Runs the process to its end; what went wrong with it, if something did. */
    private Optional<String> watched(List<String> inside, long seconds) throws InterruptedException, Refused {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "conform-inside"));
        command.addAll(inside);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread reader = new Thread(() -> follow(process), "cisterna-conform-progress");
            reader.setDaemon(true);
            reader.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return Optional.of(
                        "it went on for " + seconds + " s, the last verdict was " + last + ", and was ended");
            }
            reader.join(TimeUnit.SECONDS.toMillis(10));
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("it ended with status " + process.exitValue() + " after the verdict " + last);
        } catch (IOException e) {
            throw new Refused(Exit.INCOMPLETE, "the process could not be started: " + e.getMessage());
        }
    }

    private void follow(Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("[0-9]{1,2}\\.[0-9]{2} [A-Z_]+")) {
                    // the last one is kept for the words about a process that did not come to its end
                    last = line;
                    if (!line.endsWith(" SKIPPED")) {
                        err.println(line);
                    }
                }
            }
        } catch (IOException gone) {
            err.println("cisterna: nothing more is heard of the driver's process: " + gone.getMessage());
        }
    }

    private Exit told(JsonObject report, Optional<JsonObject> before, boolean json) {
        JsonObject result = report.object("result");
        List<Verdict> verdicts = result.array("verdicts").objects().stream()
                .map(Verdict::fromJson)
                .toList();
        String digest = report.string("resultDigest");
        long left = report.number("threadsLeft");
        boolean same =
                before.map(each -> each.string("resultDigest").equals(digest)).orElse(true);
        if (json) {
            JsonObject.Builder line = Json.object();
            for (Verdict.Kind kind : Verdict.Kind.values()) {
                line.put(
                        kind.name(),
                        verdicts.stream().filter(each -> each.kind() == kind).count());
            }
            out.println(line.put("class", result.string("class"))
                    .put("level", result.string("level"))
                    .put("resultDigest", digest)
                    .put("same", same)
                    .build()
                    .canonicalText());
        } else {
            out.println("class      " + result.string("class"));
            out.println("level      " + result.string("level"));
            for (Verdict.Kind kind : Verdict.Kind.values()) {
                out.println(kind + " "
                        + verdicts.stream().filter(each -> each.kind() == kind).count());
            }
            verdicts.stream()
                    .filter(each -> each.kind() == Verdict.Kind.FAIL || each.kind() == Verdict.Kind.ERROR)
                    .forEach(each -> out.println(each.rule() + " " + each.kind() + ": " + each.reason()));
            out.println("seed       " + result.string("seed"));
            out.println("content    " + report.string("bundleContent"));
            out.println("result     " + digest);
        }
        before.filter(each -> !same).ifPresent(each -> differences(each, verdicts));
        if (left > 0) {
            err.println("cisterna: the driver left " + left + " threads behind");
        }
        if (!same || left > 0 || result.string("level").equals("BROKEN")) {
            return Exit.FINDING;
        }
        return result.string("level").equals("CONFORMANT") ? Exit.GOOD : Exit.INCOMPLETE;
    }

    private void differences(JsonObject before, List<Verdict> now) {
        List<Verdict> then = before.object("result").array("verdicts").objects().stream()
                .map(Verdict::fromJson)
                .toList();
        err.println("cisterna: the replay came to something else than the report");
        for (Verdict each : now) {
            then.stream()
                    .filter(old -> old.rule().equals(each.rule()) && !old.equals(each))
                    .forEach(old -> err.println(each.rule() + ": " + old.kind() + " (" + old.reason() + ") became "
                            + each.kind() + " (" + each.reason() + ")"));
        }
    }
}
