// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names tests; each of them exists, and an item without one says that it is not met. */
final class SecurityPageTest {

    private static final Path PAGE = House.root().resolve("docs/security.md");
    private static final Pattern TEST = Pattern.compile("`([a-z]+)\\.([A-Z]\\w+(?:Test|IT))(?:#(\\w+))?`");
    private static final Pattern ROW = Pattern.compile("\\| \\d+\\.\\d+\\.\\d+.*");
    private static final List<String> WITHOUT_A_TEST =
            List.of("*not yet*", "there is none", "browser and platform TLS only");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher named = TEST.matcher(Files.readString(PAGE));
        int count = 0;
        while (named.find()) {
            count++;
            String method = named.group(3);
            boolean found = sources(named.group(1) + "/" + named.group(2) + ".java").stream()
                    .anyMatch(text -> method == null || TestSource.holds(text, method));
            if (!found) {
                missing.add(named.group());
            }
        }
        assertThat(count).as("tests named in %s", PAGE).isGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    @Test
    void anItemWithoutATestSaysWhy() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(each -> ROW.matcher(each).matches())
                .toList();
        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(rows).allSatisfy(row -> assertThat(
                        TEST.matcher(row).find() || WITHOUT_A_TEST.stream().anyMatch(row::contains))
                .as(row)
                .isTrue());
    }

    private static List<String> sources(String end) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> bundles = Files.list(House.root().resolve("bundles"))) {
            for (Path bundle : bundles.toList()) {
                Path tests = bundle.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        for (Path each : files.filter(file -> file.toString().endsWith("/" + end))
                                .toList()) {
                            texts.add(Files.readString(each));
                        }
                    }
                }
            }
        }
        return texts;
    }
}
