// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.canonical.Digest;
import org.cisterna.conformance.Rule.Harm;
import org.cisterna.conformance.Rule.Subject;
import org.cisterna.pump.DriverClass;

/**
 * All rules, read from their chapters. Immutable.
 *
 * <p>The form of a chapter is in {@code docs/rulebook/README.md}; what departs from it is refused with its line.
 */
public final class Rulebook {

    private static final List<String> CHAPTERS = List.of(
            "01-descriptor",
            "02-sessions",
            "03-reading",
            "04-programming",
            "05-quantities",
            "06-bolus",
            "07-prime-and-bridge",
            "08-reservoir",
            "09-accuracy",
            "10-alarms",
            "11-time",
            "12-battery",
            "13-scanner",
            "14-resets",
            "15-links",
            "16-event-log",
            "17-calls",
            "18-lifecycle",
            "19-security",
            "20-errors");
    private static final Pattern HEAD =
            Pattern.compile("## (\\d+\\.\\d\\d) ([A-Z]+), class ([TRM]), (MUST|SHOULD), harm ([CHML])(, invariant)?");
    private static final List<String> FIELDS = List.of("Why", "Test", "Failed", "Fault");

    private final SortedMap<RuleId, Rule> rules;
    private final Digest digest;

    private Rulebook(SortedMap<RuleId, Rule> rules, Digest digest) {
        this.rules = rules;
        this.digest = digest;
    }

    /** The rules of this version of the house. */
    public static Rulebook shipped() {
        List<String> texts = new ArrayList<>();
        for (String chapter : CHAPTERS) {
            try (InputStream in = Rulebook.class.getResourceAsStream("/rulebook/" + chapter + ".md")) {
                if (in == null) {
                    throw new IllegalStateException("the bundle does not hold the chapter " + chapter);
                }
                texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the chapter " + chapter, e);
            }
        }
        return of(texts);
    }

    /**
     * Reads chapters.
     *
     * @param chapters the text of each, in the order of their numbers
     * @throws IllegalArgumentException naming the line that is wrong, a number that is used twice, or one that is missing
     */
    public static Rulebook of(List<String> chapters) {
        SortedMap<RuleId, Rule> rules = new TreeMap<>();
        for (int i = 0; i < chapters.size(); i++) {
            int before = rules.size();
            readChapter(chapters.get(i), i + 1, rules);
            if (rules.size() == before) {
                throw new IllegalArgumentException("chapter " + (i + 1) + " has no rule");
            }
        }
        return new Rulebook(rules, Digest.of(String.join("\n", chapters).getBytes(StandardCharsets.UTF_8)));
    }

    private static void readChapter(String text, int chapter, SortedMap<RuleId, Rule> rules) {
        List<String> lines = text.lines().toList();
        int next = 1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("## ")) {
                continue;
            }
            Rule rule = readRule(lines, i);
            RuleId expected = new RuleId(chapter, next);
            if (!rule.id().equals(expected)) {
                throw new IllegalArgumentException("line " + (i + 1) + " of chapter " + chapter + ": rule " + rule.id()
                        + " stands where " + expected + " should");
            }
            rules.put(rule.id(), rule);
            next++;
        }
    }

    private static Rule readRule(List<String> lines, int at) {
        Matcher head = HEAD.matcher(lines.get(at));
        if (!head.matches()) {
            throw new IllegalArgumentException("no head of a rule: " + lines.get(at));
        }
        String id = head.group(1);
        List<String> body = new ArrayList<>();
        for (int i = at + 1; i < lines.size() && !lines.get(i).startsWith("## "); i++) {
            if (!lines.get(i).isBlank()) {
                body.add(lines.get(i));
            }
        }
        if (body.size() != 1 + FIELDS.size()) {
            throw new IllegalArgumentException("rule " + id + " has " + body.size()
                    + " lines; it has one for what it says and one each for " + String.join(", ", FIELDS));
        }
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            String prefix = "- " + FIELDS.get(i) + ": ";
            String line = body.get(i + 1);
            if (!line.startsWith(prefix) || line.length() == prefix.length()) {
                throw new IllegalArgumentException(
                        "rule " + id + " has no line '" + prefix.strip() + "' where it should: " + line);
            }
            fields.add(line.substring(prefix.length()));
        }
        return new Rule(
                RuleId.parse(id),
                Subject.valueOf(head.group(2)),
                widest(head.group(3)),
                head.group(4).equals("MUST"),
                Harm.valueOf(head.group(5)),
                head.group(6) != null,
                body.get(0),
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3));
    }

    private static DriverClass widest(String letter) {
        return switch (letter) {
            case "T" -> DriverClass.TRANSACTIONAL;
            case "R" -> DriverClass.READABLE;
            default -> DriverClass.MANUAL;
        };
    }

    /** All of them, by number. */
    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /** One of them; empty when there is no such rule. */
    public Optional<Rule> rule(RuleId id) {
        return Optional.ofNullable(rules.get(id));
    }

    /** Names exactly these texts. */
    public Digest digest() {
        return digest;
    }
}
