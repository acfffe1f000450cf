// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.cisterna.conformance.accuracy.MeasuredRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was weighed, from the command line. */
final class MeasuredTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Exit measured(Path file, String out, String... more) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "--measured", file.toString(), "--out", folder.resolve(out).toString()));
        arguments.addAll(List.of(more));
        return new Conform(new PrintStream(this.out, true, StandardCharsets.UTF_8), System.err).run(arguments);
    }

    /** 5 uL every 15 min of a liquid of 1 g/mL: 0.48 mL/day. */
    private Path file(int rows, String last) throws Exception {
        StringBuilder csv = new StringBuilder(MeasuredRun.HEAD).append('\n');
        for (int i = 0; i < rows; i++) {
            csv.append(Instant.parse("2026-01-05T00:00:00Z").plusSeconds(900L * i))
                    .append(",")
                    .append(i * 5 / 1_000)
                    .append(String.format(java.util.Locale.ROOT, ".%03d000", i * 5 % 1_000))
                    .append(",37.0,1.000000\n");
        }
        return Files.writeString(folder.resolve("run" + rows + last.length() + ".csv"), csv + last);
    }

    @Test
    void isJudgedAgainstTheClaim() throws Exception {
        assertThat(measured(file(300, ""), "good", "--rate", "0.5 mL/day", "--claim", "14.5"))
                .isEqualTo(Exit.GOOD);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("mean       -4 %, claimed within 14.5 %", "1440 min: -4 %");
        assertThat(Files.readString(folder.resolve("good/accuracy.html")))
                .contains("<svg", "Within what the pump declares");
        assertThat(measured(file(300, ""), "bad", "--rate", "0.6 mL/day", "--claim", "14.5"))
                .isEqualTo(Exit.FINDING);
        assertThat(measured(
                        file(1, "2026-01-05T00:05:00Z,0.005,37,1\n"), "short", "--rate", "0.5 mL/day", "--claim", "14"))
                .as("five minutes are in no window")
                .isEqualTo(Exit.INCOMPLETE);
    }

    @Test
    void wrongUseIsSaid() throws Exception {
        Path file = file(10, "");
        assertThatThrownBy(() -> measured(file, "a", "--rate", "0.5 mL/day")).hasMessageContaining("--claim");
        assertThatThrownBy(() -> measured(file, "a", "--rate", "0.5", "--claim", "14.5"))
                .hasMessageContaining("--rate");
        assertThatThrownBy(() -> measured(file, "a", "--rate", "0.5 mL/day", "--claim", "145 permille"))
                .hasMessageContaining("--claim");
        assertThatThrownBy(() -> measured(file(10, "nonsense\n"), "b", "--rate", "0.5 mL/day", "--claim", "14.5"))
                .hasMessageContaining("line 12");
    }
}
