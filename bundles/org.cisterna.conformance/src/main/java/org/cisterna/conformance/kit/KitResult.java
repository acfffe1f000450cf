// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.quantity.Durations;

/**
 * What came of a run.
 *
 * @param driver what the driver said of itself
 * @param rig which rig
 * @param order what was to be done
 * @param rulebook names the rules exactly
 * @param verdicts one for each rule that the kit judges, by number
 * @param stories what passed before each broken rule was seen to be broken; no part of what {@link #digest()} names
 */
public record KitResult(
        DriverDescriptor driver,
        String rig,
        KitOrder order,
        Digest rulebook,
        List<Verdict> verdicts,
        List<Story> stories) {

    /** The version of the kit. */
    public static final String KIT = "1.0.0";

    public KitResult {
        verdicts = List.copyOf(verdicts);
        stories = List.copyOf(stories);
    }

    /** What it comes to. */
    public enum Level {
        /** No rule is broken, and every rule of harm C was tested. */
        CONFORMANT,
        /** A rule is broken. */
        BROKEN,
        /** Nothing is broken, and a rule of harm C was not decided. What was not tested is not conformant. */
        INCOMPLETE
    }

    /** The class, read from the driver. */
    public DriverClass driverClass() {
        return driver.conduct().driverClass();
    }

    /** The verdict of one rule. */
    public Optional<Verdict> verdict(RuleId rule) {
        return verdicts.stream().filter(each -> each.rule().equals(rule)).findFirst();
    }

    /** How many verdicts of a kind there are. */
    public long count(Verdict.Kind kind) {
        return verdicts.stream().filter(each -> each.kind() == kind).count();
    }

    /** Whether a rule keeps the driver from being called conformant without being broken. */
    public static boolean isMissing(Rule rule, Verdict verdict, DriverClass driverClass) {
        return rule.must()
                && rule.harm() == Rule.Harm.C
                && rule.appliesTo(driverClass)
                && !verdict.isDecided()
                && !isAbsence(verdict);
    }

    /** A function that the pump declares not to have breaks nothing and is missed by nobody. */
    private static boolean isAbsence(Verdict verdict) {
        return verdict.kind() == Verdict.Kind.SKIPPED && verdict.reason().startsWith(Kit.ABSENT);
    }

    /** What it comes to. */
    public Level level() {
        return level(verdicts, driverClass(), order.rules().isEmpty());
    }

    /**
     * What verdicts come to.
     *
     * @param verdicts of a run
     * @param driverClass of the driver
     * @param all whether all rules were asked for
     * @throws IllegalArgumentException when one is about a rule that this rulebook does not have
     */
    public static Level level(List<Verdict> verdicts, DriverClass driverClass, boolean all) {
        Rulebook book = Rulebook.shipped();
        boolean missing = !all;
        boolean broken = false;
        for (Verdict verdict : verdicts) {
            Rule rule = book.rule(verdict.rule())
                    .orElseThrow(() -> new IllegalArgumentException("there is no rule " + verdict.rule()));
            broken |= verdict.kind() == Verdict.Kind.FAIL && rule.must();
            missing |= verdict.kind() == Verdict.Kind.ERROR || isMissing(rule, verdict, driverClass);
        }
        if (broken) {
            return Level.BROKEN;
        }
        return missing ? Level.INCOMPLETE : Level.CONFORMANT;
    }

    /** Names everything that a result as JSON says. */
    public static Digest digest(JsonObject result) {
        return Digest.of("org.cisterna.conformance.result/1", result);
    }

    /** Names everything that was found. The same driver, rig, order and kit give the same one. */
    public Digest digest() {
        return digest(toJson());
    }

    /** As JSON. */
    public JsonObject toJson() {
        return Json.object()
                .put("kit", KIT)
                .put("class", driverClass().name())
                .put("level", level().name())
                .put("driver", driver.toJson())
                .put("driverDigest", driver.digest().text())
                .put("rig", rig)
                .put("profile", order.profile().name())
                .put("seed", Long.toString(order.seed()))
                .put(
                        "rules",
                        Json.texts(order.rules().stream().map(RuleId::text).toList()))
                .put("rulebook", rulebook.text())
                .putOptional("within", order.within().map(Durations::text))
                .put(
                        "verdicts",
                        Json.array(verdicts.stream().map(Verdict::toJson).toList()))
                .build();
    }
}
