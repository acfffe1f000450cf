// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.dosing.DailyDose;
import org.cisterna.dosing.LastDose;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Ratio;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** The table for people says what the code does. */
class RoundingTableTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_]+)` \\| ([A-Z_]+) \\|");
    private static final String LAST_DOSE = "LAST_DOSE";

    private static Map<String, String> table() throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("../../docs/rounding.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                table.put(row.group(1), row.group(2));
            }
        }
        return table;
    }

    @Test
    void everyRoundingStandsInTheTableWithItsDirection() throws IOException {
        Map<String, String> code = new LinkedHashMap<>();
        for (Rounding each : Rounding.values()) {
            code.put(each.name(), each.direction().name());
        }
        code.put(LAST_DOSE, "DOWN");

        assertThat(table()).isEqualTo(code);
    }

    @Test
    void everyRowRoundsAsItsDirectionSays() throws IOException {
        SplittableRandom random = new SplittableRandom(Seeds.seed("RoundingTableTest"));
        for (Map.Entry<String, String> row : table().entrySet()) {
            for (int i = 0; i < 1_000 && !row.getKey().equals(LAST_DOSE); i++) {
                Ratio exact = Ratio.of(random.nextLong(1_000_000_000_000L), random.nextLong(1, 10_000));
                long grid = random.nextLong(1, 100_000);
                Ratio off =
                        Ratio.of(Rounding.valueOf(row.getKey()).of(exact, grid)).minus(exact);
                within(row.getValue(), off, grid);
            }
        }
    }

    private static void within(String direction, Ratio off, long grid) {
        switch (direction) {
            case "DOWN" -> assertThat(off).isLessThanOrEqualTo(Ratio.ZERO).isGreaterThan(Ratio.of(-grid));
            case "UP" -> assertThat(off).isGreaterThanOrEqualTo(Ratio.ZERO).isLessThan(Ratio.of(grid));
            case "HALF_EVEN" -> assertThat(off.abs()).isLessThanOrEqualTo(Ratio.of(grid, 2));
            default -> throw new AssertionError("no such direction: " + direction);
        }
    }

    @Test
    void halfwayGoesToTheEvenNeighbour() {
        assertThat(Rounding.SHOWN_VOLUME.of(Ratio.of(5, 2), 1)).isEqualTo(2);
        assertThat(Rounding.SHOWN_VOLUME.of(Ratio.of(7, 2), 1)).isEqualTo(4);
    }

    @Test
    void theLastDoseIsRoundedDownSoThatARiseIsNotUnderstated() {
        Solution solution = Solution.of("baclofen", new Concentration(1_999_999));
        Programme programme = new Programme.Continuous(new FlowRate(163_333));

        LastDose last = LastDose.of(programme, solution, Instant.EPOCH).get(0);

        Ratio exact = DailyDose.of(programme, solution).get(0).nanograms();
        assertThat(exact.isWhole()).isFalse();
        assertThat(last.rate().exact()).isEqualTo(new Ratio(exact.floor(), Ratio.ONE.denominator()));
    }
}
