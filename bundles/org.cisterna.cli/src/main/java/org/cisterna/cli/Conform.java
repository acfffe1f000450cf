// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.ledger.NodeKey;
import org.cisterna.audit.ledger.NoteKey;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.bundle.BundlePath;
import org.cisterna.conformance.bundle.TestedBundle;
import org.cisterna.conformance.kit.KitResult.Level;
import org.cisterna.conformance.report.Comparison;
import org.cisterna.conformance.report.KnownExceptions;
import org.cisterna.conformance.report.Report;
import org.cisterna.conformance.report.RuleSelection;
import org.cisterna.quantity.Durations;

/** {@code conform}: the kit on a driver, in a process of its own that is watched from here. */
final class Conform {

    static final String HELP =
            """
            ./cisterna conform DRIVER --out DIR [--profile fast|full] [--seed N] [--rules LIST] [--rig JAR] [--known FILE]
                       [--time wall --within TIME] [--compare REPORT] [--sign KEY] [--seal KEY] [--json]
            ./cisterna conform DRIVER --out DIR --replay REPORT [--key VKEY]
            ./cisterna conform --open frames.sealed --key KEY
            ./cisterna conform --measured FILE.csv --rate RATE --claim PERCENT --out DIR [--stroke VOLUME]

            Holds a driver and the pumps of a rig to the rules of docs/rulebook, in a process of its own that is ended when it
            hangs. DIR gets report.html, report.json, junit.xml and verdicts.csv, and frames.json when something is broken.

            DRIVER            the bundle of a driver, or the name of a shipped one: synchromed, prometra, medstream
            --out DIR         a folder that is new or empty
            --profile WHICH   fast (default), or full: faults at every byte
            --seed N          of all chance; 1 unless given
            --rules LIST      these rules alone, 4.05,15.05 or whole chapters, 4.*; such a run never finds a driver conformant
            --rig JAR         a rig of your own, which the jar names as a service of Java, or JAR#CLASS; without it the
                              generic one over the simulated devices of this house
            --time WHICH      virtual (default), or wall: for a rig whose pump cannot be told to live faster. Then --within
                              says how long the run may take, '1 min' to '14 day'; what does not fit is INCONCLUSIVE
            --known FILE      what is known to be broken: lines of RULE | LAST DAY | REASON. It is shown, does not make the
                              status 1 until its last day, and never makes a driver conformant
            --compare REPORT  says in words what is different from an earlier report.json
            --replay REPORT   the same run as in a report.json, and whether it comes to the same
            --sign KEY        signs the report with the Ed25519 key in this file; one that is not there is made, with its
                              verifier key in KEY.vkey, which ./cisterna verify REPORT --key takes
            --seal KEY        seals the messages on the link for the X25519 key in this file, public or private; one that
                              is not there is made, with its public half in KEY.pub. --open reads them again
            --key VKEY        who has to have signed the report of --replay and --compare
            --measured FILE   judges a run that was weighed on a bench, from its CSV file, by the same arithmetic:
                              --rate '0.5 mL/day' was set, --claim 14.5 is what the pump declares, plus or minus, in
                              percent, --stroke '1 uL' the smallest amount in which it moves fluid, when that is known
            --json            the summary as one line of canonical JSON

            Status: 0 conformant in its class, 1 a rule is broken, a replay differs or its report was edited, 2 wrong use,
            3 nothing is broken but what is known, and not all was tested, or the driver's process did not come to its end.
            """;

    private final PrintStream out;
    private final PrintStream err;

    Conform(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    Exit run(List<String> arguments) throws Refused, InterruptedException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return Exit.GOOD;
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("--open")) {
            return open(Options.of("conform", arguments, Set.of("open", "key")));
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("--measured")) {
            return new Measured(out).run(arguments);
        }
        for (String other : List.of("--open", "--measured")) {
            if (arguments.contains(other)) {
                throw Refused.usage(other + " has to stand first: it is another command, without a driver");
            }
        }
        if (arguments.isEmpty() || arguments.get(0).startsWith("--")) {
            throw Refused.usage("conform needs a driver first; ./cisterna conform --help says more");
        }
        List<String> named = new ArrayList<>(arguments.subList(1, arguments.size()));
        boolean json = named.remove("--json");
        Options options = Options.of(
                "conform",
                named,
                Set.of(
                        "out", "profile", "seed", "rules", "replay", "compare", "known", "rig", "sign", "seal", "key",
                        "time", "within"),
                Set.of("json"));
        Path jar = driver(arguments.get(0));
        Optional<NoteKey> key = options.text("key").isPresent()
                ? Optional.of(ReportFolder.verifier(Path.of(options.text("key").get())))
                : Optional.empty();
        if (key.isPresent()
                && options.text("replay").isEmpty()
                && options.text("compare").isEmpty()) {
            throw Refused.usage("--key says who has to have signed the report of --replay or --compare");
        }
        Optional<Report> replayed = earlier(options.text("replay"), key);
        Optional<Report> compared = earlier(options.text("compare"), key);
        Optional<KnownExceptions> known = known(options.text("known"));
        if (replayed.isPresent()) {
            for (String each : List.of("profile", "seed", "rules", "time", "within")) {
                if (options.text(each).isPresent()) {
                    throw Refused.usage("--" + each + " comes from the report that is replayed; leave it out");
                }
            }
        }
        List<String> order = order(options, replayed);
        Optional<String> rig = options.text("rig");
        if (rig.isPresent()) {
            RigJar.file(rig.get());
            order.addAll(List.of("--rig", rig.get()));
        }
        Path folder =
                folder(options.text("out").orElseThrow(() -> Refused.usage("conform needs --out DIR for its report")));
        Optional<NodeKey> signer = options.text("sign").isPresent()
                ? Optional.of(ReportNote.key(Path.of(options.text("sign").get())))
                : Optional.empty();
        Optional<byte[]> sealer = options.text("seal").isPresent()
                ? Optional.of(
                        SealedFrames.publicKey(Path.of(options.text("seal").get())))
                : Optional.empty();
        TestedBundle bundle = tested(jar);
        order.addAll(List.of("--driver", jar.toString()));
        JsonObject left = new KitProcess(err).run(order, RunBound.seconds(order));
        if (!tested(jar).file().equals(bundle.file())) {
            throw new Refused(Exit.FINDING, jar + " was changed while it was tested; there is no report about it");
        }
        Report report = report(bundle, left);
        String family = report.driver().string("family");
        Digest tried = RigJar.content(rig, family);
        report = report.with("rigContent", Json.text(tried.text()))
                .with("kitContent", Json.text(RigJar.kit().text()));
        JsonArray frames;
        try {
            frames = left.array("frames");
            Optional<JsonObject> accuracy = left.optionalObject("accuracy");
            if (accuracy.isPresent()) {
                report = report.with("accuracy", accuracy.get());
            }
        } catch (IllegalArgumentException e) {
            throw noResult(e);
        }
        if (known.isPresent()) {
            report = report.with("known", known.get().toJson(report));
        }
        if (compared.isPresent()) {
            report = report.with("compared", new Comparison(compared.get(), report).toJson());
        }
        new ReportFolder(folder).write(report, frames, sealer, signer);
        return told(report, replayed, known, json);
    }

    /** Opens a sealed part. */
    private Exit open(Options options) throws Refused {
        Path sealed = Path.of(options.text("open").orElseThrow());
        Path key = Path.of(options.text("key")
                .orElseThrow(
                        () -> Refused.usage("conform --open needs --key with the private key of the sealed part")));
        try {
            JsonObject json = (JsonObject) Json.parse(Files.readAllBytes(sealed));
            out.println(Json.parse(SealedFrames.open(json, key)).canonicalText());
            return Exit.GOOD;
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            throw Refused.usage(sealed + " is no sealed part: " + e.getMessage());
        }
    }

    private static List<String> order(Options options, Optional<Report> replayed) throws Refused {
        String profile =
                replayed.map(Report::profile).orElse(options.text("profile").orElse("fast"));
        if (!profile.equals("fast") && !profile.equals("full")) {
            throw Refused.usage("'" + profile + "' is no profile; there are fast and full");
        }
        String seed = replayed.isPresent()
                ? replayed.get().seed()
                : Long.toString(options.number("seed", 1, 0, Long.MAX_VALUE / 100));
        if (options.text("rules").filter(String::isBlank).isPresent()) {
            throw Refused.usage("--rules names no rule; leave it out for all of them, or name some: 4.05,15.*");
        }
        String rules = replayed.map(each -> String.join(",", each.rules()))
                .orElse(options.text("rules").orElse(""));
        List<String> order = new ArrayList<>(List.of("--profile", profile, "--seed", seed));
        Optional<Duration> within = replayed.isPresent()
                ? replayed.get().within().map(each -> Durations.parse(each).orElseThrow())
                : RunBound.within(options);
        within.ifPresent(each -> order.addAll(List.of("--within", Durations.text(each))));
        if (!rules.isEmpty()) {
            try {
                List<String> selected =
                        RuleSelection.of(rules).stream().map(RuleId::text).toList();
                order.addAll(List.of("--rules", String.join(",", selected)));
            } catch (IllegalArgumentException e) {
                throw Refused.usage(String.valueOf(e.getMessage()));
            }
        }
        return order;
    }

    private static TestedBundle tested(Path jar) throws Refused {
        try {
            return TestedBundle.of(jar, BundlePath.bundles());
        } catch (IOException e) {
            throw Refused.usage(jar + " cannot be read: " + e.getMessage());
        }
    }

    private static Report report(TestedBundle bundle, JsonObject left) throws Refused {
        try {
            return Report.of(bundle, left.object("result"), left.number("threadsLeft"), left.array("stories"));
        } catch (IllegalArgumentException e) {
            throw noResult(e);
        }
    }

    private static Refused noResult(IllegalArgumentException why) {
        return new Refused(
                Exit.INCOMPLETE,
                "what the driver's process left is no result, " + why.getMessage() + ". It is not conformant");
    }

    private static Optional<KnownExceptions> known(Optional<String> file) throws Refused {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(KnownExceptions.parse(
                    Files.readString(Path.of(file.get()), StandardCharsets.UTF_8), LocalDate.now(ZoneOffset.UTC)));
        } catch (IOException | IllegalArgumentException e) {
            throw Refused.usage(file.get() + ": " + e.getMessage());
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

    static Path folder(String text) throws Refused {
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

    private static Optional<Report> earlier(Optional<String> file, Optional<NoteKey> key) throws Refused {
        return file.isPresent() ? Optional.of(ReportFolder.read(Path.of(file.get()), key)) : Optional.empty();
    }

    private Exit told(Report report, Optional<Report> replayed, Optional<KnownExceptions> known, boolean json) {
        Optional<Comparison> replay = replayed.map(each -> new Comparison(each, report));
        boolean same = replay.map(Comparison::isSame).orElse(true);
        boolean otherBundle = replay.filter(Comparison::isOfAnotherBundle).isPresent();
        boolean otherRig = replay.filter(Comparison::isOfAnotherRig).isPresent();
        boolean otherKit = replay.filter(Comparison::isOfAnotherKit).isPresent();
        if (json) {
            out.println(line(report, same, !otherBundle, !otherRig, !otherKit).canonicalText());
        } else {
            summary(report);
        }
        known.ifPresent(each -> each.words(report).forEach(err::println));
        report.part("compared")
                .map(each -> each.array("words"))
                .map(JsonArray::strings)
                .ifPresent(words -> words.forEach(err::println));
        if (!same) {
            err.println("cisterna: the replay came to something else than the report");
            replay.orElseThrow().words().forEach(err::println);
        } else {
            if (otherBundle) {
                err.println("cisterna: the replay came to the same, with a driver that holds something else: "
                        + replayed.orElseThrow().bundleContent() + " then, " + report.bundleContent() + " now");
            }
            if (otherKit) {
                err.println("cisterna: the replay came to the same, with a kit that holds something else: "
                        + replayed.flatMap(Report::kitContent).orElseThrow() + " then, "
                        + report.kitContent().orElseThrow() + " now");
            }
            if (otherRig) {
                err.println("cisterna: the replay came to the same, with a rig that holds something else: "
                        + replayed.flatMap(Report::rigContent).orElseThrow() + " then, "
                        + report.rigContent().orElseThrow() + " now");
            }
        }
        if (report.threadsLeft() > 0) {
            err.println("cisterna: the driver left " + report.threadsLeft() + " threads behind");
        }
        boolean counts = report.level() == Level.BROKEN
                && !known.filter(each -> each.coversAllThatIsBroken(report)).isPresent();
        if (!same || report.threadsLeft() > 0 || counts) {
            return Exit.FINDING;
        }
        return report.level() == Level.CONFORMANT ? Exit.GOOD : Exit.INCOMPLETE;
    }

    private static JsonObject line(Report report, boolean same, boolean sameBundle, boolean sameRig, boolean sameKit) {
        JsonObject.Builder line = Json.object();
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            line.put(kind.name(), report.count(kind));
        }
        return line.put("class", report.driverClass().name())
                .put("level", report.level().name())
                .put("resultDigest", report.resultDigest())
                .put("same", same)
                .put("sameBundle", sameBundle)
                .put("sameRig", sameRig)
                .put("sameKit", sameKit)
                .build();
    }

    private void summary(Report report) {
        out.println("class      " + report.driverClass());
        out.println("level      " + report.level());
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            out.println(kind + " " + report.count(kind));
        }
        report.verdicts().stream()
                .filter(each -> each.kind() == Verdict.Kind.FAIL || each.kind() == Verdict.Kind.ERROR)
                .forEach(each -> out.println(each.rule() + " " + each.kind() + ": " + each.reason()));
        out.println("seed       " + report.seed());
        out.println("content    " + report.bundleContent());
        report.rigContent().ifPresent(each -> out.println("rig        " + each));
        report.kitContent().ifPresent(each -> out.println("kit        " + each));
        out.println("result     " + report.resultDigest());
    }
}
