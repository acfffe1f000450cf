// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/rulebook/kill-matrix.md} says of each fault which rules find it. Each build holds its rows against the faults there are, and plays some of them
 * again, all rules on each; {@code cnf/long/kill-matrix} plays all and writes the page.
 *
 * <p>{@code -Dcisterna.matrix.part=I/N} every N-th fault from the I-th on, from 0, instead of those by chance; {@code -Dcisterna.matrix.rules=1.03,2.02} the
 * faults of these rules; {@code -Dcisterna.matrix.changed=19.06} every fault, with these rules alone, which were changed, and takes what the rows say of all
 * others; {@code -Dcisterna.write=true} writes their rows and takes out those of faults that are no more.
 */
final class KillMatrixTest {

    private static final Path PAGE = Path.of("../../docs/rulebook/kill-matrix.md");
    private static final String BEGIN = "<!-- rows -->\n";
    private static final Pattern ROW = Pattern.compile("\\| (\\d+\\.\\d+) \\| (.+) \\| ([0-9., ]*) \\|");
    /** Among more rules than this that find a fault, the one whose fault it is is not shown to see anything by itself. */
    private static final int CROWD = 10;

    /** Who finds a fault, by rule and words of the fault. */
    private static Map<String, List<String>> rows() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1) + " " + row.group(2), List.of(row.group(3).split(", ", -1)));
            }
        }
        return rows;
    }

    private static String name(Mutant mutant) {
        return mutant.rule().text() + " " + mutant.fault().replace("|", "/").strip();
    }

    /** Those of some rules, none for all, that find a fault. */
    private static List<String> killers(Mutant mutant, List<RuleId> rules) throws URISyntaxException {
        KitResult result = Faulty.run(mutant, rules);
        return result.verdicts().stream()
                .filter(each -> each.kind() == Verdict.Kind.FAIL || each.kind() == Verdict.Kind.ERROR)
                .map(Verdict::rule)
                .sorted()
                .map(RuleId::text)
                .toList();
    }

    /** Those that find a fault, when only some rules are others than when its row was written. */
    private static List<String> killers(Mutant mutant, List<RuleId> changed, List<String> row)
            throws URISyntaxException {
        List<RuleId> now = new ArrayList<>(row.stream()
                .map(RuleId::parse)
                .filter(each -> !changed.contains(each))
                .toList());
        killers(mutant, changed).stream().map(RuleId::parse).forEach(now::add);
        return now.stream().sorted().map(RuleId::text).toList();
    }

    @Test
    void everyFaultHasItsRowAndIsFoundByItsRule() throws IOException {
        Map<String, List<String>> rows = rows();
        assertThat(rows.keySet())
                .as("docs/rulebook/kill-matrix.md; play what is missing with cnf/long/kill-matrix")
                .containsExactlyInAnyOrderElementsOf(
                        Mutants.all().stream().map(KillMatrixTest::name).toList());
        for (Mutant mutant : Mutants.all()) {
            assertThat(rows.get(name(mutant)))
                    .as(name(mutant))
                    .contains(mutant.rule().text());
        }
    }

    @Test
    void noRuleFindsItsFaultsOnlyAmongMany() throws IOException {
        Map<String, Integer> least = new HashMap<>();
        rows().forEach((name, killers) -> least.merge(name.substring(0, name.indexOf(' ')), killers.size(), Math::min));
        least.values().removeIf(each -> each <= CROWD);
        List<String> blunt = least.keySet().stream()
                .map(RuleId::parse)
                .sorted()
                .map(RuleId::text)
                .toList();
        assertThat(blunt)
                .as("rules that need a fault which at most " + CROWD + " rules find")
                .isEmpty();
    }

    @Test
    void whatIsPlayedIsAsItsRowSays() throws Exception {
        Map<String, List<String>> rows = rows();
        List<RuleId> changed =
                named("cisterna.matrix.changed").stream().map(RuleId::parse).toList();
        for (Mutant mutant : changed.isEmpty() ? played() : Mutants.all()) {
            List<String> row = rows.getOrDefault(name(mutant), List.of());
            boolean whole = changed.isEmpty() || row.isEmpty();
            List<String> killers = whole ? killers(mutant, List.of()) : killers(mutant, changed, row);
            if (!changed.isEmpty() && killers.equals(row)) {
                continue;
            }
            System.out.println("KillMatrixTest: " + name(mutant) + ": " + String.join(", ", killers));
            if (Boolean.getBoolean("cisterna.write")) {
                rows.put(name(mutant), killers);
                write(rows);
            } else {
                assertThat(rows.get(name(mutant))).as(name(mutant)).isEqualTo(killers);
            }
        }
    }

    private static List<String> named(String property) {
        String rules = System.getProperty(property, "");
        return rules.isEmpty() ? List.of() : List.of(rules.split(",", -1));
    }

    private static List<Mutant> played() {
        List<Mutant> all = Mutants.all();
        List<String> named = named("cisterna.matrix.rules");
        if (!named.isEmpty()) {
            List<Mutant> some = all.stream()
                    .filter(each -> named.contains(each.rule().text()))
                    .toList();
            assertThat(some.stream().map(each -> each.rule().text())).containsAll(named);
            return some;
        }
        String part = System.getProperty("cisterna.matrix.part", "");
        if (part.isEmpty()) {
            long seed = Seeds.seed("KillMatrixTest");
            return List.of(all.get(new Random(seed).nextInt(all.size())));
        }
        String[] parts = part.split("/", -1);
        List<Mutant> some = new ArrayList<>();
        for (int i = Integer.parseInt(parts[0]); i < all.size(); i += Integer.parseInt(parts[1])) {
            some.add(all.get(i));
        }
        return some;
    }

    private static void write(Map<String, List<String>> rows) throws IOException {
        String page = Files.readString(PAGE);
        String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String table = Mutants.all().stream()
                .filter(each -> rows.containsKey(name(each)))
                .map(each -> "| " + each.rule().text() + " | "
                        + name(each).substring(each.rule().text().length() + 1) + " | "
                        + String.join(", ", rows.get(name(each))) + " |\n")
                .collect(Collectors.joining());
        Files.writeString(PAGE, head + "| rule | fault | found by |\n|---|---|---|\n" + table);
    }
}
