// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryFileTest {

    private static String refusal(String file) {
        Refused refused = catchThrowableOfType(Refused.class, () -> StoryFile.read(file));
        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        return refused.words();
    }

    @Test
    void theDemoTellsEveryStoryOfTheDocumentation() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of("..", "..", "docs", "scenarios"))) {
            files = all.filter(each -> each.toString().endsWith(".scenario")).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(StoryFile.read(file.toString()).path()).isAbsolute();
        }
    }

    @Test
    void aPumpOfAStoryHasAPatientThatCanBeEnrolled() {
        assertThat(DevicesProcess.patient("S2-000001")).isEqualTo("DEMO-000001");
        assertThat(List.of(
                        "S2-1", "P2-1", "x", "a-pump-with-a-rather-long-serial", "S2-800001", "P2-800001", "M3-800001"))
                .extracting(DevicesProcess::patient)
                .doesNotHaveDuplicates()
                .allMatch(each -> each.matches("DEMO-[0-9]{9}"));
    }

    @Test
    void allThatIsWrongIsSaidBeforeAnythingStarts(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("bad.scenario");
        Files.writeString(
                file,
                """
                scenario bad
                pump T-1 family synchromed model S2-20 holds 20 mL of baclofen 2000 mcg/mL catheter 0.1755 mL runs 0.144 mL/day
                at 1 h T-1 fault FLOW_VALVE on
                at 1 h T-2 read
                """);
        assertThat(refusal(file.toString()))
                .contains("line 3: \"FLOW_VALVE\" cannot be here")
                .contains("line 4: \"T-2\" is no pump of this file");
        assertThat(refusal(folder.resolve("none").toString())).contains("is no file");
        assertThat(refusal(folder.toString())).contains("is no file");
        Files.writeString(
                file,
                """
                scenario odd
                pump T-1 family synchromed model S2-20 holds 20 mL of baclofen 2000 mcg/mL catheter 0.17 mL runs 0.144 mL/day
                at 1 h T-1 press
                """);
        assertThat(refusal(file.toString())).contains("line 2: the demo has no catheter of 0.17 mL");
    }
}
