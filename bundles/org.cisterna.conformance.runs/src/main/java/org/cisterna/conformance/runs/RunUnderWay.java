// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.run.KitRun;
import org.cisterna.conformance.run.ReportFile;
import org.cisterna.conformance.run.RunOrder;
import org.cisterna.conformance.run.RunResult;
import org.cisterna.pump.Caller;
import org.cisterna.pump.DriverClass;
import org.cisterna.time.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The run that goes on: its folder, its process, and how far it is. Thread-safe. */
final class RunUnderWay {

    private static final Logger LOG = LoggerFactory.getLogger(RunUnderWay.class);
    private static final Pattern VERDICT = Pattern.compile("([0-9]{1,2}\\.[0-9]{2}) [A-Z_]+");
    private static final int ID_LENGTH = 12;
    private static final int MOST_WORDS = 1_000;

    private final KitRun begun;
    private final Path folder;
    private final List<String> rules;
    private final TimeSource house;
    private int judged;
    private String words = "";
    private Kit.@Nullable Handle handle;

    private RunUnderWay(KitRun begun, Path folder, List<String> rules, TimeSource house) {
        this.house = house;
        this.begun = begun;
        this.folder = folder;
        this.rules = rules;
    }

    /**
     * Begins.
     *
     * @param parent where its folder is made
     * @param number how many runs the ledger knew before
     */
    static RunUnderWay of(
            RunOrder order,
            InstalledDriver driver,
            Caller caller,
            Rulebook book,
            TimeSource house,
            Path parent,
            int number)
            throws IOException {
        Instant now = house.now();
        List<String> rules = book.rules().stream()
                .filter(each -> each.subject().isJudgedByKit())
                .map(each -> each.id().text())
                .toList();
        Digest content = driver.content().orElseThrow();
        String id = Digest.of((number + " " + now + " " + driver.name() + " " + content.text() + " " + order.seed())
                        .getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, ID_LENGTH);
        KitRun begun = new KitRun(
                id,
                order,
                driver.version(),
                content,
                caller.printedName(),
                KitRun.State.RUNNING,
                now,
                Optional.empty(),
                0,
                rules.size(),
                "",
                "",
                Optional.empty());
        Path folder = parent.resolve("run-" + id);
        Files.createDirectories(folder.resolve("scratch"));
        return new RunUnderWay(begun, folder, rules, house);
    }

    String id() {
        return begun.id();
    }

    Digest content() {
        return begun.content();
    }

    Path scratch() {
        return folder.resolve("scratch");
    }

    /** What is tested: a copy, which nobody changes. */
    Path jar() {
        return folder.resolve(begun.order().driver() + ".jar");
    }

    /**
     * The arguments of the command, once what they name is in the folder.
     *
     * @param driver its jar
     * @param earlier the report to compare with
     */
    List<String> arguments(Path driver, Optional<byte[]> earlier) throws IOException {
        Files.copy(driver, jar());
        RunOrder order = begun.order();
        List<String> arguments = new ArrayList<>(List.of(
                jar().toString(),
                "--out",
                out().toString(),
                "--profile",
                order.profile().text(),
                "--seed",
                Long.toString(order.seed()),
                "--json"));
        if (!order.rules().isEmpty()) {
            arguments.addAll(List.of("--rules", order.rules()));
        }
        if (earlier.isPresent()) {
            Path before = folder.resolve("earlier.json");
            Files.write(before, earlier.get());
            arguments.addAll(List.of("--compare", before.toString()));
        }
        return arguments;
    }

    private Path out() {
        return folder.resolve("out");
    }

    synchronized void began(Kit.Handle started) {
        handle = started;
    }

    /** Ends its process; whoever listens to it is told when it is gone. */
    synchronized void end() {
        if (handle != null) {
            handle.end();
        }
    }

    synchronized void said(String line) {
        var verdict = VERDICT.matcher(line);
        if (verdict.matches()) {
            judged = Math.max(judged, rules.indexOf(verdict.group(1)) + 1);
        } else if (words.length() < MOST_WORDS) {
            words = (words + " " + line.replaceAll("\\p{Cntrl}+", " ").replaceFirst("^cisterna: ", "")).strip();
            words = words.substring(0, Math.min(words.length(), MOST_WORDS));
        }
    }

    /** As it stands. */
    synchronized KitRun now() {
        return new KitRun(
                begun.id(),
                begun.order(),
                begun.version(),
                begun.content(),
                begun.askedBy(),
                begun.state(),
                begun.started(),
                Optional.empty(),
                judged,
                rules.size(),
                judged < rules.size() ? rules.get(judged) : "",
                "",
                Optional.empty());
    }

    KitRun cancelled() {
        KitRun now = now();
        return ended(
                now,
                KitRun.State.CANCELLED,
                "it was cancelled when " + now.judged() + " of " + now.rules() + " rules were judged",
                house.now(),
                Optional.empty());
    }

    KitRun failed(String why) {
        return ended(now(), KitRun.State.FAILED, why, house.now(), Optional.empty());
    }

    /**
     * What came of it: a report that is about what was ordered, or none.
     *
     * @param why it was ended from here; empty when it ended by itself
     * @param evidence where the report is to be kept
     */
    synchronized KitRun finished(String why, Optional<EvidenceStore> evidence) throws IOException {
        Path report = out().resolve(ReportFile.JSON.fileName());
        if (!Files.isRegularFile(report)) {
            String told = why.isEmpty() ? words : why + (words.isEmpty() ? "" : "; it said: " + words);
            return failed(told.isEmpty() ? "its process ended without a report and said nothing" : told);
        }
        JsonObject json = (JsonObject) Json.parse(Files.readAllBytes(report));
        Optional<String> other = other(json);
        if (other.isPresent()) {
            return failed(other.get());
        }
        if (evidence.isEmpty()) {
            return failed("its report cannot be kept: the store of evidence is not there");
        }
        Map<ReportFile, Digest> files = new EnumMap<>(ReportFile.class);
        for (ReportFile each : ReportFile.values()) {
            Path file = out().resolve(each.fileName());
            if (Files.isRegularFile(file)) {
                files.put(each, evidence.get().put(Files.readAllBytes(file)));
            }
        }
        return ended(now(), KitRun.State.FINISHED, "", house.now(), Optional.of(result(json, files)));
    }

    /** In what a report is about something else than was ordered; a report of another build is not taken for one of this. */
    private Optional<String> other(JsonObject report) {
        JsonObject result = report.object("result");
        if (!report.string("bundleContent").equals(begun.content().text())) {
            return Optional.of("its report is about the content " + report.string("bundleContent") + ", and "
                    + begun.content().text() + " was to be tested");
        }
        if (!result.string("seed").equals(Long.toString(begun.order().seed()))
                || !result.string("profile").equals(begun.order().profile().name())
                || result.array("rules").size() == 0 != begun.order().rules().isEmpty()) {
            return Optional.of("its report is about another order than was given");
        }
        Digest digest = Digest.of("org.cisterna.conformance.result/1", result);
        return digest.text().equals(report.string("resultDigest"))
                ? Optional.empty()
                : Optional.of("its report contradicts itself: the digest of the result is not that of the result");
    }

    private static RunResult result(JsonObject report, Map<ReportFile, Digest> files) {
        JsonObject result = report.object("result");
        Map<Verdict.Kind, Long> counts = new EnumMap<>(Verdict.Kind.class);
        result.array("verdicts").objects().stream()
                .map(Verdict::fromJson)
                .forEach(each -> counts.merge(each.kind(), 1L, Long::sum));
        return new RunResult(
                result.value("class", DriverClass::valueOf),
                result.value("level", RunResult.Level::valueOf),
                counts,
                report.value("resultDigest", Digest::parse),
                result.string("kit"),
                result.value("rulebook", Digest::parse),
                report.number("threadsLeft"),
                files);
    }

    /** The same run, ended. */
    static KitRun ended(KitRun run, KitRun.State state, String words, Instant at, Optional<RunResult> result) {
        return new KitRun(
                run.id(),
                run.order(),
                run.version(),
                run.content(),
                run.askedBy(),
                state,
                run.started(),
                Optional.of(at),
                0,
                0,
                "",
                words,
                result);
    }

    /** Takes its folder away. */
    void tidy() {
        try {
            delete(folder);
        } catch (IOException left) {
            LOG.warn("the folder of a run of the conformance kit could not be deleted: {}", left.getMessage());
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
