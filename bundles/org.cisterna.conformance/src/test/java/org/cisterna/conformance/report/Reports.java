// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.conformance.bundle.TestedBundle;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Moment;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.Story;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.sim.Bytes;

/** Reports made by hand: every rule is passed but for those that are named. */
final class Reports {

    static final TestedBundle BUNDLE = new TestedBundle(
            "com.example.driver",
            "1.2.3",
            Digest.of(new byte[] {1}),
            Digest.of(new byte[] {2}),
            List.of("org.cisterna.pump [2.0,3) from org.cisterna.pump.api, package 2.0.0"),
            17);

    private Reports() {}

    static DriverDescriptor driver(String name) {
        return new DriverDescriptor("example", name, "1.2.3", "Example", "An example.", true, Optional.empty());
    }

    static Verdict fail(String rule, String reason) {
        return new Verdict(
                RuleId.parse(rule), Kind.FAIL, reason, List.of(reason, "1 of 3 observations broke the rule"));
    }

    static KitResult result(String name, Map<String, Verdict> others) {
        DriverDescriptor driver = driver(name);
        List<Verdict> verdicts = new ArrayList<>();
        List<Story> stories = new ArrayList<>();
        for (Rule rule : Rulebook.shipped().rules()) {
            if (!rule.subject().isJudgedByKit()) {
                continue;
            }
            Verdict verdict = Optional.ofNullable(others.get(rule.id().text()))
                    .orElse(
                            rule.appliesTo(driver.conduct().driverClass())
                                    ? new Verdict(rule.id(), Kind.PASS, "kept", List.of("3 observations"))
                                    : Verdict.of(rule.id(), Kind.SKIPPED, "not a rule of this class"));
            verdicts.add(verdict);
            if (verdict.kind() == Kind.FAIL) {
                stories.add(story(rule.id(), verdict.reason()));
            }
        }
        return new KitResult(
                driver,
                "a rig, 1",
                KitOrder.all(Profile.FAST, 1),
                Rulebook.shipped().digest(),
                verdicts,
                stories);
    }

    private static Story story(RuleId rule, String seen) {
        Instant at = Instant.parse("2026-01-05T00:10:00Z");
        return new Story(
                rule,
                seen,
                7,
                List.of(
                        new Moment(at, "call", "commit, at most PT1M30S", Optional.empty()),
                        new Moment(at, "to pump", "3 bytes", Optional.of(Bytes.fromHex("0a0bfe"))),
                        new Moment(at.plusSeconds(1), "end", "commit link: CUT: " + seen, Optional.empty())));
    }

    static Report report(String name, Map<String, Verdict> others) {
        KitResult result = result(name, others);
        return Report.of(
                BUNDLE,
                result.toJson(),
                0,
                Json.array(result.stories().stream().map(Story::toOpenJson).toList()));
    }

    static Report good() {
        return report("Example", Map.of());
    }
}
