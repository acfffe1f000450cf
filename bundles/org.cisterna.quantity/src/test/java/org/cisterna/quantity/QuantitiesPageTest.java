// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page docs/quantities.md says what is true. */
class QuantitiesPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "quantities.md");
    private static final Path THIS = Path.of("src/test/java/org/cisterna/quantity/QuantitiesPageTest.java");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    /** The rows of the table whose head begins with these columns. */
    private static List<List<String>> table(String... head) throws IOException {
        List<List<String>> rows = Files.readAllLines(PAGE).stream()
                .map(line -> line.startsWith("| ") ? cells(line) : List.<String>of())
                .dropWhile(cells -> !startsWith(cells, head))
                .skip(2)
                .takeWhile(cells -> !cells.isEmpty())
                .toList();
        assertThat(rows).as("rows of the table %s", List.of(head)).hasSizeGreaterThan(5);
        return rows;
    }

    private static boolean startsWith(List<String> cells, String... head) {
        return cells.size() >= head.length && cells.subList(0, head.length).equals(List.of(head));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(2, line.length() - 2).split(" \\| ", -1))
                .map(QuantitiesPageTest::plain)
                .toList();
    }

    private static String plain(String cell) {
        String text = cell.startsWith("`") && cell.endsWith("`") ? cell.substring(1, cell.length() - 1) : cell;
        return ESCAPE.matcher(text).replaceAll(m -> String.valueOf((char) Integer.parseInt(m.group(1), 16)));
    }

    @Test
    void theUnitsAreThoseThatAreReadAndWritten() throws IOException {
        for (List<String> row : table("amount", "base unit")) {
            Kind kind = Kind.named(row.get(0));
            assertThat(Kind.text(kind.of(1))).as(row.get(0)).isEqualTo(row.get(4));
            assertThat(kind.parse(row.get(5)).accepted().orElseThrow()).isEqualTo(kind.of(Quantity.MAX_BASE_UNITS));
            if (kind != Kind.DURATION) {
                assertThat(Kind.text(kind.of(0))).isEqualTo("0 " + row.get(2));
                assertThat(Kind.text(kind.of(Quantity.MAX_BASE_UNITS))).isEqualTo(row.get(5));
            }
            for (String unit : row.get(3).split(", | or ", -1)) {
                assertThat(kind.parse("1 " + unit).refusal()).as(unit).isEmpty();
            }
            assertThat(kind.parse("1").refusal().orElseThrow().wayOut()).contains(" one of " + row.get(3) + ",");
        }
    }

    @Test
    void whatIsReadIsWrittenBackAsThePageSays() throws IOException {
        for (List<String> row : table("amount", "read", "written back as")) {
            Object value = Kind.named(row.get(0)).parse(row.get(1)).orElseThrow();
            assertThat(Kind.text(value)).as(row.get(1)).isEqualTo(row.get(2));
        }
    }

    @Test
    void whatIsRefusedIsRefusedInTheWordsOfThePage() throws IOException {
        for (List<String> row : table("amount", "text", "what is wrong", "what to do")) {
            Parsed.Refused<?> refused =
                    Kind.named(row.get(0)).parse(row.get(1)).refusal().orElseThrow();
            assertThat(List.of(refused.reason(), refused.wayOut()))
                    .as(row.get(1))
                    .containsExactly(row.get(2), row.get(3));
        }
    }

    @Test
    void theExampleIsTheOneThatRunsHere() throws IOException {
        // example
        DoseRate wanted = DoseRate.parse("500 mcg/day").orElseThrow();
        Concentration concentration = Concentration.parse("12 mg/mL").orElseThrow();
        FlowRate grid = FlowRate.parse("0.001 mL/day").orElseThrow();

        Ratio exact = FlowRate.of(wanted, concentration); // 125000/3 nL/day
        FlowRate achieved = new FlowRate(exact.floorToMultipleOf(grid.nanolitresPerDay())); // 0.041 mL/day
        Ratio dose = DoseRate.at(achieved, concentration); // 492000 ng/day, not 500000
        // end

        assertThat(exact).hasToString("125000/3");
        assertThat(achieved).hasToString("0.041 mL/day");
        assertThat(dose).isEqualTo(Ratio.of(492_000));
        assertThat(between(PAGE, "```java", "```")).isEqualTo(between(THIS, "        // example", "        // end"));
    }

    private static String between(Path file, String start, String end) throws IOException {
        return Files.readAllLines(file).stream()
                .dropWhile(line -> !line.equals(start))
                .skip(1)
                .takeWhile(line -> !line.equals(end))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theFractionsInTheProseAreRight() {
        DoseRate ten = DoseRate.parse("10 mcg/h").orElseThrow();
        Concentration three = Concentration.parse("3 mcg/mL").orElseThrow();
        Concentration seven = Concentration.parse("7 mcg/mL").orElseThrow();
        assertThat(FlowRate.of(ten, three).dividedBy(1_000_000)).isEqualTo(Ratio.of(80));
        assertThat(FlowRate.of(ten, seven).dividedBy(1_000_000)).isEqualTo(Ratio.of(240, 7));
    }
}
