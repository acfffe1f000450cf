// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;

/**
 * Rules that are known to be broken, each with a reason and a last day. They are shown in the report, and keep a build from failing on what is known;
 * they never make anything conformant, and after the last day they count again.
 */
public final class KnownExceptions {

    /**
     * One of them.
     *
     * @param rule which
     * @param until the last day on which it is known
     * @param reason why
     */
    public record Known(RuleId rule, LocalDate until, String reason) {}

    private final SortedMap<RuleId, Known> byRule;
    private final LocalDate today;

    private KnownExceptions(SortedMap<RuleId, Known> byRule, LocalDate today) {
        this.byRule = byRule;
        this.today = today;
    }

    /**
     * Reads a file: {@code RULE | LAST DAY | REASON} a line; what begins with {@code #} is a comment.
     *
     * @param today the day of the run
     * @throws IllegalArgumentException in words, with the line that is wrong
     */
    public static KnownExceptions parse(String text, LocalDate today) {
        SortedMap<RuleId, Known> byRule = new TreeMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\|", 3);
            String where = "line " + (i + 1) + ": ";
            if (parts.length < 3 || parts[2].isBlank()) {
                throw new IllegalArgumentException(
                        where + "a known exception is written 4.05 | 2027-01-31 | why; this is: " + line);
            }
            Known known;
            try {
                known = new Known(
                        RuleSelection.of(parts[0].strip()).get(0), LocalDate.parse(parts[1].strip()), parts[2].strip());
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException(where + e.getMessage(), e);
            }
            if (parts[0].contains("*") || parts[0].contains(",")) {
                throw new IllegalArgumentException(where + "one rule a line, no more: " + parts[0].strip());
            }
            if (byRule.put(known.rule(), known) != null) {
                throw new IllegalArgumentException(where + "rule " + known.rule() + " stands twice");
            }
        }
        return new KnownExceptions(byRule, today);
    }

    /** The one that is known today about a rule. */
    public Optional<Known> of(RuleId rule) {
        return Optional.ofNullable(byRule.get(rule)).filter(each -> !today.isAfter(each.until()));
    }

    /** Whether a rule is broken that has to be kept, and all such were known. */
    public boolean coversAllThatIsBroken(Report report) {
        Rulebook book = Rulebook.shipped();
        List<Verdict> broken = report.verdicts().stream()
                .filter(each -> each.kind() == Verdict.Kind.FAIL)
                .filter(each -> book.rule(each.rule()).filter(Rule::must).isPresent())
                .toList();
        return !broken.isEmpty()
                && broken.stream().allMatch(each -> of(each.rule()).isPresent());
    }

    /** What they come to with a report, in words, one a line. */
    public List<String> words(Report report) {
        List<String> words = new ArrayList<>();
        for (Known each : byRule.values()) {
            Verdict.Kind kind = report.verdict(each.rule()).map(Verdict::kind).orElse(Verdict.Kind.NOT_TESTABLE);
            String head = each.rule() + ", until " + each.until() + ", " + each.reason() + ": ";
            if (today.isAfter(each.until())) {
                words.add(
                        head + (kind == Verdict.Kind.FAIL ? "broken, past its end, and counts again" : "past its end"));
            } else if (kind == Verdict.Kind.FAIL) {
                words.add(head + "broken, as is known; not conformant all the same");
            } else {
                words.add(head + "not broken (" + kind + "); the exception can be taken out");
            }
        }
        return words;
    }

    /** As JSON, for a report. */
    public JsonObject toJson(Report report) {
        return Json.object()
                .put("today", today.toString())
                .put("words", Json.texts(words(report)))
                .put(
                        "exceptions",
                        Json.array(byRule.values().stream()
                                .map(each -> Json.object()
                                        .put("rule", each.rule().text())
                                        .put("until", each.until().toString())
                                        .put("reason", each.reason())
                                        .build())
                                .toList()))
                .build();
    }
}
