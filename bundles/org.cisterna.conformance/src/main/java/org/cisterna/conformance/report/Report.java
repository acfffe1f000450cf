// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.bundle.TestedBundle;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.KitResult.Level;
import org.cisterna.pump.DriverClass;

/**
 * The open part of a report: what was tested, with what, and what came of it. Immutable; any thread.
 *
 * <p>It says of itself what it was made of (the digest of the result, of the driver's description), so that a report in which something was changed
 * afterwards contradicts itself; whoever changes all of it consistently is caught by the signature, and by a replay.
 */
public final class Report {

    /** The form of this version. */
    public static final String FORMAT = "cisterna-conformance/1";

    /** Stands in every report. */
    public static final String NOTICE =
            "Simulated pumps. Not a medical device, and no statement of conformity to any standard.";

    private final JsonObject json;
    private final JsonObject result;
    private final List<Verdict> verdicts;
    private final DriverClass driverClass;
    private final Level level;

    private Report(JsonObject json) {
        this.json = json;
        this.result = json.object("result");
        this.verdicts = result.array("verdicts").objects().stream()
                .map(Verdict::fromJson)
                .toList();
        this.driverClass = result.value("class", DriverClass::valueOf);
        this.level = result.value("level", Level::valueOf);
    }

    /**
     * Puts a report together.
     *
     * @param bundle what was tested
     * @param result of the kit, as JSON
     * @param threadsLeft how many threads the driver left behind
     * @param stories of what is broken, in their open form
     */
    public static Report of(TestedBundle bundle, JsonObject result, long threadsLeft, JsonArray stories) {
        return read(Json.object()
                .put("format", FORMAT)
                .put("notice", NOTICE)
                .put("bundle", bundle.name())
                .put("bundleVersion", bundle.version())
                .put("bundleContent", bundle.content().text())
                .put("bundleFile", bundle.file().text())
                .put("wiring", Json.texts(bundle.wiring()))
                .put("java", bundle.java())
                .put("threadsLeft", threadsLeft)
                .put("resultDigest", KitResult.digest(result).text())
                .put("result", result)
                .put("stories", stories)
                .build());
    }

    /**
     * Reads a report, and finds where it contradicts itself.
     *
     * @throws IllegalArgumentException in words, when it is none, or was edited
     */
    public static Report read(JsonObject json) {
        json.onlyNames(
                "format",
                "notice",
                "bundle",
                "bundleVersion",
                "bundleContent",
                "bundleFile",
                "wiring",
                "java",
                "threadsLeft",
                "resultDigest",
                "result",
                "stories",
                "accuracy",
                "known",
                "compared",
                "sealed",
                "framesDigest",
                "rigContent",
                "kitContent");
        if (!json.string("format").equals(FORMAT)) {
            throw new IllegalArgumentException(
                    "its form is " + json.string("format") + ", and this version reads " + FORMAT);
        }
        Report report = new Report(json);
        report.contradiction().ifPresent(words -> {
            throw new IllegalArgumentException("it was edited: " + words);
        });
        return report;
    }

    private Optional<String> contradiction() {
        if (!KitResult.digest(result).text().equals(json.string("resultDigest"))) {
            return Optional.of("the digest of the result, " + json.string("resultDigest")
                    + ", is not that of the result that stands in it, "
                    + KitResult.digest(result).text());
        }
        if (!Digest.of("org.cisterna.pump.driver/1", driver()).text().equals(result.string("driverDigest"))) {
            return Optional.of("the description of the driver is not the one that its digest names");
        }
        List<RuleId> order = verdicts.stream().map(Verdict::rule).toList();
        if (!order.equals(List.copyOf(new TreeSet<>(order)))) {
            return Optional.of("its verdicts are not one for each rule, by number");
        }
        for (JsonObject story : stories()) {
            RuleId rule = story.value("rule", RuleId::parse);
            if (verdict(rule).map(Verdict::kind).orElse(Verdict.Kind.PASS) != Verdict.Kind.FAIL) {
                return Optional.of("it tells how rule " + rule + " was broken, and has no verdict that it was");
            }
        }
        if (!json.string("notice").equals(NOTICE)) {
            return Optional.of("the notice about simulated pumps is not the one that stands in every report");
        }
        return isOfThisRulebook() ? contradictionWithTheRules(order) : Optional.empty();
    }

    private Optional<String> contradictionWithTheRules(List<RuleId> order) {
        List<RuleId> judged = Rulebook.shipped().rules().stream()
                .filter(rule -> rule.subject().isJudgedByKit())
                .map(Rule::id)
                .toList();
        if (!order.equals(judged)) {
            List<RuleId> missing = new ArrayList<>(judged);
            missing.removeAll(order);
            return Optional.of("its verdicts are not about the rules of this rulebook; missing: " + missing);
        }
        Level computed = KitResult.level(verdicts, driverClass, rules().isEmpty());
        return level == computed
                ? Optional.empty()
                : Optional.of("it says " + level + ", and its verdicts come to " + computed);
    }

    /** The same with one more part. */
    public Report with(String name, Json part) {
        JsonObject.Builder more = Json.object();
        json.names().stream()
                .filter(each -> !each.equals(name))
                .forEach(each -> more.put(each, json.get(each).orElseThrow()));
        return read(more.put(name, part).build());
    }

    /** A part that not every report has. */
    public Optional<JsonObject> part(String name) {
        return json.optionalObject(name);
    }

    /** As JSON. */
    public JsonObject toJson() {
        return json;
    }

    /** Whether it was made with the rules of this version. */
    public boolean isOfThisRulebook() {
        return result.string("rulebook").equals(Rulebook.shipped().digest().text());
    }

    /** What the driver said of itself. */
    public JsonObject driver() {
        return result.object("driver");
    }

    /** The class, read from the driver. */
    public DriverClass driverClass() {
        return driverClass;
    }

    /** What it comes to. */
    public Level level() {
        return level;
    }

    /** One for each rule that the kit judges, by number. */
    public List<Verdict> verdicts() {
        return verdicts;
    }

    /** The verdict of one rule. */
    public Optional<Verdict> verdict(RuleId rule) {
        return verdicts.stream().filter(each -> each.rule().equals(rule)).findFirst();
    }

    /** How many verdicts of a kind there are. */
    public long count(Verdict.Kind kind) {
        return verdicts.stream().filter(each -> each.kind() == kind).count();
    }

    /** The rules that were asked for; empty for all. */
    public List<String> rules() {
        return result.array("rules").strings();
    }

    /** How long a run in real time could take; empty for virtual time. */
    public Optional<String> within() {
        return result.optionalString("within");
    }

    /** The seed of all chance. */
    public String seed() {
        return result.string("seed");
    }

    /** How much was done, in lower case. */
    public String profile() {
        return result.string("profile").toLowerCase(java.util.Locale.ROOT);
    }

    /** Names everything that was found. */
    public String resultDigest() {
        return json.string("resultDigest");
    }

    /** The digest of what the bundle holds, whoever signed it. */
    public String bundleContent() {
        return json.string("bundleContent");
    }

    /** The digest of what the rig holds, for those that call themselves the same; empty in reports of before that was asked. */
    public Optional<String> rigContent() {
        return json.optionalString("rigContent");
    }

    /** The digest of what the kit itself holds, for those that call themselves the same version; empty in reports of before that was asked. */
    public Optional<String> kitContent() {
        return json.optionalString("kitContent");
    }

    /** How many threads the driver left behind. */
    public long threadsLeft() {
        return json.number("threadsLeft");
    }

    /** What passed before each broken rule was seen to be broken. */
    public List<JsonObject> stories() {
        return json.array("stories").objects();
    }

    /** A text of the report or of its result. */
    String text(String name) {
        return json.get(name).isPresent() ? json.string(name) : result.string(name);
    }
}
