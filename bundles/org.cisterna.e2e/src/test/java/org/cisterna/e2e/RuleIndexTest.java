// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cisterna.e2e.rules.Rule;
import org.cisterna.e2e.rules.Rules;
import org.junit.jupiter.api.Test;

/** The page about human factors, the checks and the bad pages say the same. */
final class RuleIndexTest {

    private static final int RULES = 50;
    private static final Pattern ROW = Pattern.compile("\\| (H\\d\\d) \\| (.+?) \\| (.+?) \\| (.*?) ?\\|");
    private static final Pattern CHECK = Pattern.compile("`(\\w+)\\.(h\\d\\d)`");

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("cisterna.root"), "docs/human-factors.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(3)))
                        .as("%s stands once", row.group(1))
                        .isNull();
            }
        }
        return rows;
    }

    private static Set<String> numbers() {
        return IntStream.rangeClosed(1, RULES)
                .mapToObj(number -> String.format(Locale.ROOT, "H%02d", number))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyRuleHasItsRow() throws IOException {
        assertThat(rows().keySet()).isEqualTo(numbers());
    }

    @Test
    void everyRowNamesChecksThatAreThereOrSaysWhyNot() throws Exception {
        for (Map.Entry<String, String> row : rows().entrySet()) {
            Matcher check = CHECK.matcher(row.getValue());
            int named = 0;
            while (check.find()) {
                Class<?> type = Class.forName("org.cisterna.e2e.rules." + check.group(1));
                assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
                        .as("%s has a check %s", row.getKey(), check.group())
                        .contains(check.group(2));
                assertThat(check.group(2))
                        .as("the check is named after its rule")
                        .isEqualTo(row.getKey().toLowerCase(Locale.ROOT));
                named++;
            }
            long run = Rules.all().stream()
                    .filter(rule -> rule.number().equals(row.getKey()))
                    .count();
            assertThat(run)
                    .as("every check of %s is named and run", row.getKey())
                    .isEqualTo(named);
            if (named == 0) {
                assertThat(row.getValue())
                        .as("%s says why it has no check", row.getKey())
                        .startsWith("not yet applicable because ");
            }
        }
    }

    @Test
    void everyCheckHasItsBadPageAndEveryBadPageItsCheck() {
        List<String> checked =
                Rules.all().stream().map(Rule::number).distinct().sorted().toList();
        assertThat(PageServer.pages("bad")).containsExactlyElementsOf(checked);
    }
}
