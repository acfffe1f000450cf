// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue and those who ask it say the same, and it speaks as the house does. */
class TextsTest {

    private static final Pattern ASKED = Pattern.compile("\\btext\\(\\s*\"([A-Za-z0-9._-]+)\"\\s*([,)+])");
    private static final Pattern LITERAL = Pattern.compile("\"([A-Za-z][A-Za-z0-9._-]*)\"");

    @Test
    void whatIsAskedForIsThereAndWhatIsThereIsAskedFor() throws IOException {
        Set<String> literals = new TreeSet<>();
        Set<String> there = Texts.all().keySet();
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(java|jte)"))
                    .toList()) {
                String source = Files.readString(file);
                Matcher asked = ASKED.matcher(source);
                while (asked.find()) {
                    String key = asked.group(1);
                    if (asked.group(2).equals("+")) {
                        assertThat(there)
                                .as("%s asks for what begins with %s", file, key)
                                .anyMatch(each -> each.startsWith(key));
                    } else {
                        assertThat(there).as("%s asks for %s", file, key).contains(key);
                    }
                }
                Matcher literal = LITERAL.matcher(source);
                while (literal.find()) {
                    literals.add(literal.group(1));
                }
            }
        }
        for (String key : there) {
            assertThat(literals.contains(key)
                            || literals.stream().anyMatch(each -> each.endsWith(".") && key.startsWith(each)))
                    .as("somebody says %s", key)
                    .isTrue();
        }
    }

    @Test
    void theHouseSpeaksPlainly() {
        Texts.all().forEach((key, words) -> {
            assertThat(words).as(key).isNotBlank().doesNotContain("!", " ml", "µ", " cc", "/d ", "q.d.", "{}");
            assertThat(words)
                    .as("%s: a decimal comma or a zero at the end", key)
                    .doesNotContainPattern("\\d,\\d{1,2}\\b|\\d\\.\\d*0\\b");
        });
    }

    @Test
    void aTextThatIsNotThereIsAFault() {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException().isThrownBy(() -> Texts.text("no.such"));
        assertThat(Texts.text("trouble.503.words", "X", "y")).startsWith("X (y) is not there now");
    }
}
