// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of scenarios names tests that are there, and every test that is named after a scenario stands in its row. */
final class ScenarioIndexTest {

    private static final Path ROOT = Path.of(System.getProperty("cisterna.root"));
    private static final Pattern ROW = Pattern.compile("\\| (S\\d\\d) \\| (.+?) \\| (.+?) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern NAMED = Pattern.compile("void ((s\\d\\d)\\w+)\\(");

    private static Map<String, List<String>> rows() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/human-factors.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                List<String> tests = rows.computeIfAbsent(row.group(1), number -> new ArrayList<>());
                TEST.matcher(row.group(3)).results().forEach(test -> tests.add(test.group(1) + "." + test.group(2)));
            }
        }
        return rows;
    }

    /** The source of every test class, by its name. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> bundles = Files.list(ROOT.resolve("bundles"))) {
            for (Path bundle : bundles.toList()) {
                Path tests = bundle.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                                .toList()) {
                            sources.merge(
                                    file.getFileName().toString().replace(".java", ""),
                                    Files.readString(file),
                                    String::concat);
                        }
                    }
                }
            }
        }
        return sources;
    }

    @Test
    void everyTestOfTheTableIsThere() throws IOException {
        Map<String, String> sources = sources();
        Map<String, List<String>> rows = rows();
        assertThat(rows).hasSizeGreaterThan(20);
        rows.forEach((number, tests) -> {
            assertThat(tests).as("tests of %s", number).isNotEmpty();
            for (String test : tests) {
                String[] parts = test.split("\\.", -1);
                assertThat(sources).as(number).containsKey(parts[0]);
                assertThat(sources.get(parts[0])).as("%s of %s", test, number).contains("void " + parts[1] + "(");
            }
        });
    }

    @Test
    void everyTestNamedAfterAScenarioStandsInItsRow() throws IOException {
        Map<String, List<String>> rows = rows();
        Path here = ROOT.resolve("bundles/org.cisterna.e2e/src/test/java/org/cisterna/e2e");
        try (Stream<Path> files = Files.list(here)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("IT.java")).toList()) {
                String type = file.getFileName().toString().replace(".java", "");
                Matcher named = NAMED.matcher(Files.readString(file));
                while (named.find()) {
                    assertThat(rows.getOrDefault(named.group(2).toUpperCase(Locale.ROOT), List.of()))
                            .as("%s.%s", type, named.group(1))
                            .contains(type + "." + named.group(1));
                }
            }
        }
    }
}
