// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/time.md} works, and is what stands there. */
class TimePageTest {

    @Test
    void exampleOfTheTimePage() throws Exception {
        // begin
        VirtualTime time = VirtualTime.create(Seeds.seed("a pump that is asked every hour"));
        List<Duration> asked = new ArrayList<>();
        time.run(() -> {
            TimeSource house = time.house();
            Worker worker = time.threads().start("asks", () -> {
                while (true) {
                    asked.add(Duration.between(VirtualTime.HOUSE_START, house.now()));
                    house.sleepUntil(house.now().plus(Duration.ofHours(1)));
                }
            });
            time.advance(Duration.ofHours(2));
            worker.interrupt();
        });
        assertThat(asked).containsExactly(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(2));
        // end
    }

    @Test
    void theExampleIsWhatStandsOnThePage() throws Exception {
        String source = Files.readString(Path.of("src/test/java/org/cisterna/testkit/TimePageTest.java"));
        int begin = source.indexOf("// begin\n") + "// begin\n".length();
        String example =
                source.substring(begin, source.indexOf("        // end\n")).replaceAll("(?m)^ {8}", "");
        assertThat(Files.readString(Path.of("../../docs/time.md"))).contains("```java\n" + example + "```");
    }
}
