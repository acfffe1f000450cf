// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.kit.Kit;
import org.junit.jupiter.api.Test;

/** Rules and tests belong together: what claims a rule exists on both sides, what nobody claims is counted, and the count only falls. */
final class RuleIndexTest {

    private static final Path FOLDER = House.root().resolve("docs/rulebook");

    /** What the first line of claims.txt says, once more: who raises it there meets it here. It is lowered and never raised. */
    private static final String KEPT = "open 0 untested 9";

    @Test
    void everyRuleStandsOnceWithAllItSays() throws IOException {
        assertThat(book().rules()).hasSize(205);
        assertThat(book().rules().stream().map(Rule::text)).doesNotHaveDuplicates();
    }

    @Test
    void everyClaimNamesARuleOfThePlatformAndATestThatRuns() throws IOException {
        assertThat(claims()).isNotEmpty();
        assertThat(holesOf(Files.readAllLines(FOLDER.resolve("claims.txt")))).isEmpty();
    }

    @Test
    void aWrongClaimIsFound() throws IOException {
        String good = "4.11 org.cisterna.checks.RuleIndexTest#aWrongClaimIsFound";
        assertThat(holesOf(List.of("open 1 untested 2", good))).isEmpty();
        assertThat(holesOf(List.of("open 1 untested 2", good.replace("4.11", "4.99"))))
                .hasSize(1);
        assertThat(holesOf(List.of("open 1 untested 2", good.replace("4.11", "4.05"))))
                .as("a rule that the kit judges")
                .hasSize(1);
        assertThat(holesOf(List.of("open 1 untested 2", good + "NotThere"))).hasSize(1);
        assertThat(holesOf(List.of("open 1 untested 2", good.replace("RuleIndexTest", "NoTest"))))
                .hasSize(1);
        assertThat(holesOf(List.of("open 1 untested 2", good, good)))
                .as("twice")
                .hasSize(1);
        assertThat(holesOf(List.of(good))).as("no number").isNotEmpty();
    }

    @Test
    void theNumberOfOpenRulesIsTheOneThatIsKept() throws IOException {
        String first = Files.readAllLines(FOLDER.resolve("claims.txt")).get(0);
        long untested = book().rules().stream()
                .filter(each -> each.subject().isJudgedByKit())
                .filter(each -> !Kit.tested().contains(each.id()))
                .count();
        assertThat(first)
                .as("the first line of claims.txt; when fewer are open or not tested than it says, lower it")
                .isEqualTo("open " + open().size() + " untested " + untested);
        assertThat(first)
                .as("the first line of claims.txt may only fall, and what is kept here falls with it")
                .isEqualTo(KEPT);
    }

    @Test
    void everyOpenRuleSaysWhyAndNoOtherDoes() throws IOException {
        assertThat(reasons().keySet())
                .as("docs/rulebook/open.txt; who claims a rule takes its line out")
                .containsExactlyElementsOf(open());
        assertThat(reasons().values()).allMatch(each -> each.length() > 40 && each.endsWith("."));
    }

    @Test
    void theIndexIsMadeFromRulesAndClaims() throws IOException {
        StringBuilder index = new StringBuilder(
                """
                # Rules and their tests

                Made from the chapters, from [claims.txt](claims.txt) and from [kill-matrix.md](kill-matrix.md), which has the faults by name; see
                [README.md](README.md). Do not edit.

                """);
        long judged = book().rules().stream()
                .filter(each -> each.subject().isJudgedByKit())
                .count();
        index.append(book().rules().size())
                .append(" rules. ")
                .append(judged)
                .append(" are the conformance kit's to judge, which tests ")
                .append(Kit.tested().size())
                .append(" of them; of the other ")
                .append(book().rules().size() - judged)
                .append(", which tests of the platform claim, ")
                .append(open().size())
                .append(
                        " are open.\n\n| rule | subject | class | | harm | tests | faults it finds |\n|---|---|---|---|---|---|---|\n");
        SortedMap<RuleId, List<String>> claims = claims();
        SortedMap<RuleId, Integer> faults = faults();
        for (Rule rule : book().rules()) {
            index.append("| ")
                    .append(String.join(
                            " | ",
                            List.of(
                                    rule.id().text() + (rule.invariant() ? " ◊" : ""),
                                    rule.subject().name(),
                                    rule.widest().name().substring(0, 1),
                                    rule.must() ? "MUST" : "SHOULD",
                                    rule.harm().name(),
                                    tests(rule, claims),
                                    faults.containsKey(rule.id()) ? String.valueOf(faults.get(rule.id())) : "")))
                    .append(" |\n");
        }
        Path file = FOLDER.resolve("index.md");
        if (Boolean.getBoolean("cisterna.write")) {
            Files.writeString(file, index);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("%s is stale: ./mvnw -pl cnf/checks -am verify -Dtest=RuleIndexTest -Dcisterna.write=true", file)
                .isEqualTo(index.toString());
    }

    @Test
    void everyRuleThatTheKitTestsHasAFaultAndNoOtherHas() throws IOException {
        assertThat(faults().keySet()).containsExactlyElementsOf(new TreeSet<>(Kit.tested()));
    }

    /** How many faults each rule has to find by itself, from the rows that are played. */
    private static SortedMap<RuleId, Integer> faults() throws IOException {
        SortedMap<RuleId, Integer> faults = new TreeMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("kill-matrix.md"))) {
            if (line.matches("\\| [0-9]+\\.[0-9]{2} \\|.*")) {
                faults.merge(RuleId.parse(line.split(" ", 3)[1]), 1, Integer::sum);
            }
        }
        return faults;
    }

    private static String tests(Rule rule, SortedMap<RuleId, List<String>> claims) throws IOException {
        if (rule.subject().isJudgedByKit()) {
            return Kit.tested().contains(rule.id()) ? "the kit" : "**not tested yet**";
        }
        List<String> names = new ArrayList<>();
        for (String each : claims.getOrDefault(rule.id(), List.of())) {
            names.add("`" + each.substring(each.lastIndexOf('.', each.indexOf('#')) + 1) + "`");
        }
        return names.isEmpty() ? "**open** " + reasons().getOrDefault(rule.id(), "") : String.join(", ", names);
    }

    /** Why rules are open. */
    private static SortedMap<RuleId, String> reasons() throws IOException {
        SortedMap<RuleId, String> reasons = new TreeMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("open.txt"))) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ", 2);
                reasons.put(RuleId.parse(words[0]), words[1]);
            }
        }
        return reasons;
    }

    private static List<RuleId> open() throws IOException {
        SortedMap<RuleId, List<String>> claims = claims();
        return book().rules().stream()
                .filter(each -> !each.subject().isJudgedByKit())
                .map(Rule::id)
                .filter(each -> !claims.containsKey(each))
                .toList();
    }

    private static SortedMap<RuleId, List<String>> claims() throws IOException {
        SortedMap<RuleId, List<String>> claims = new TreeMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve("claims.txt"))) {
            if (isClaim(line)) {
                String[] words = line.split(" ", 2);
                claims.computeIfAbsent(RuleId.parse(words[0]), any -> new ArrayList<>())
                        .add(words[1]);
            }
        }
        return claims;
    }

    private static boolean isClaim(String line) {
        return !line.isBlank() && !line.startsWith("#") && !line.startsWith("open ");
    }

    private static List<String> holesOf(List<String> lines) throws IOException {
        List<String> holes = new ArrayList<>();
        if (lines.isEmpty() || !lines.get(0).matches("open [0-9]+ untested [0-9]+")) {
            holes.add("the first line says how many rules are open: open 12 untested 3");
        }
        List<String> seen = new ArrayList<>();
        for (String line : lines) {
            if (!isClaim(line)) {
                continue;
            }
            String[] words = line.split(" ", -1);
            if (words.length != 2 || seen.contains(line)) {
                holes.add("a claim is a rule and a test, once: " + line);
                continue;
            }
            seen.add(line);
            Rule rule = book().rule(RuleId.parse(words[0])).orElse(null);
            if (rule == null || rule.subject().isJudgedByKit()) {
                holes.add(words[0] + " is no rule that the platform's tests claim");
            } else if (!isTest(words[1])) {
                holes.add("there is no test " + words[1]);
            }
        }
        return holes;
    }

    private static boolean isTest(String test) throws IOException {
        int hash = test.indexOf('#');
        if (hash < 0) {
            return false;
        }
        String file = "src/test/java/" + test.substring(0, hash).replace('.', '/') + ".java";
        List<Path> homes = new ArrayList<>(List.of(House.root().resolve("cnf/checks")));
        try (Stream<Path> bundles = Files.list(House.root().resolve("bundles"))) {
            bundles.forEach(homes::add);
        }
        for (Path home : homes) {
            Path source = home.resolve(file);
            if (Files.exists(source)) {
                return TestSource.holds(Files.readString(source), test.substring(hash + 1));
            }
        }
        return false;
    }

    private static Rulebook book() throws IOException {
        List<String> chapters = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(each -> each.getFileName().toString().matches("[0-9]{2}-.*\\.md"))
                    .sorted()
                    .toList()) {
                chapters.add(Files.readString(file));
            }
        }
        return Rulebook.of(chapters);
    }
}
