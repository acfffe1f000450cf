// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that was weighed: volumes by mass over density, and each bad row by its line. */
final class MeasuredRunTest {

    private static final String GOOD = MeasuredRun.HEAD
            + """

            2026-01-05T00:00:00Z,10.000000,37.0,0.993300
            2026-01-05T00:15:00Z,10.009933,37.1,0.993300
            2026-01-05T00:30:02Z,10.019866,37.0,0.993300
            2026-01-05T00:44:59Z,10.019866,36.9,1.000000
            2026-01-05T01:00:00Z,10.029866,37.0,1.000000
            """;

    @Test
    void massOverDensityIsVolume() {
        FlowRecord record = MeasuredRun.parse(GOOD);
        assertThat(record.interval()).isEqualTo(Duration.ofMinutes(15));
        assertThat(record.picolitres()).isEqualTo(List.of(0L, 10_000_000L, 20_000_000L, 20_000_000L, 30_000_000L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.009933,37.1 | 10.009933 | line 3: | columns",
                "2026-01-05T00:15:00Z | 5.1.2026 0:15 | line 3: | no time",
                "10.009933 | 10009.933000 | line 3: | from 0 to 1000",
                "10.009933 | 10,009933 | line 3: | columns",
                "10.009933 | 1.0e1 | line 3: | no mass",
                "10.009933 | -1.0 | line 3: | no mass",
                "37.1 | 310 | line 3: | temperature",
                "10.019866,37.0,0.993300 | 10.019866,37.0,993.3 | line 4: | density",
                "2026-01-05T00:30:02Z | 2026-01-05T00:30:32Z | line 4: | within 5 s",
                "2026-01-05T00:44:59Z | 2026-01-05T00:59:59Z | line 5: | missing one",
                "10.029866 | 9.900000 | line 6: | the mass fell by 119.866 mg",
                "mass [g] | mass [mg] | line 1: | units are sure"
            })
    void aBadRowIsNamedWithTheWayOut(String from, String to, String line, String words) {
        assertThat(GOOD).contains(from);
        assertThatThrownBy(() -> MeasuredRun.parse(GOOD.replace(from, to)))
                .hasMessageStartingWith(line)
                .hasMessageContaining(words)
                .hasMessageContaining(";");
    }

    /** Five seconds late and a milligram less are still a run; a hundredth more of either is none. */
    @Test
    void whatABalanceMayBeOffIsAllowedAtTheBorder() {
        String late = GOOD.replace("2026-01-05T00:30:02Z", "2026-01-05T00:30:05Z");
        assertThat(MeasuredRun.parse(late).picolitres()).hasSize(5);
        assertThatThrownBy(() -> MeasuredRun.parse(GOOD.replace("2026-01-05T00:30:02Z", "2026-01-05T00:30:05.001Z")))
                .hasMessageContaining("within 5 s");
        String swung = GOOD.replace("10.029866", "10.018866");
        assertThat(MeasuredRun.parse(swung).picolitres().get(4)).isEqualTo(19_000_000L);
        assertThatThrownBy(() -> MeasuredRun.parse(GOOD.replace("10.029866", "10.018865")))
                .hasMessageContaining("the mass fell by 1.001 mg");
    }

    @ParameterizedTest
    @CsvSource({"00:00:01, 1", "00:05:00, 300", "00:05:04, 300", "00:14:56, 900", "00:15:05, 900"})
    void theShortestWindowIsAMultipleOfTheInterval(String second, long seconds) {
        assertThat(MeasuredRun.parse(apart(second)).interval()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"00:00:00, 0", "00:07:00, 420", "00:13:00, 780", "00:15:06, 906", "01:00:00, 3600"})
    void anIntervalThatNoWindowIsAMultipleOfIsSaid(String second, long seconds) {
        assertThatThrownBy(() -> MeasuredRun.parse(apart(second)))
                .hasMessageStartingWith("line 3: the rows are " + seconds + " s apart")
                .hasMessageContaining("write a row every");
    }

    private static String apart(String second) {
        return MeasuredRun.HEAD + "\n2026-01-05T00:00:00Z,1,37,1\n2026-01-05T" + second + "Z,2,37,1\n";
    }

    @Test
    void theLeastAndTheMostOfEachColumnAreTaken() {
        String heavy = MeasuredRun.HEAD + "\n2026-01-05T00:00:00Z,0,37,1\n2026-01-05T00:15:00Z,1000,37,1\n";
        assertThat(MeasuredRun.parse(heavy).picolitres()).isEqualTo(List.of(0L, 1_000_000_000_000L));
        assertThatThrownBy(() -> MeasuredRun.parse(heavy.replace(",1000,", ",1000.000001,")))
                .hasMessageContaining("from 0 to 1000");
    }

    @Test
    void tooFewRowsAreSaid() {
        assertThatThrownBy(() -> MeasuredRun.parse("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> MeasuredRun.parse(MeasuredRun.HEAD + "\n2026-01-05T00:00:00Z,1,37,1\n"))
                .hasMessageContaining("two rows at least; this one has 1");
    }
}
