// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    private static List<String> lines(String... cells) {
        Csv csv = new Csv("Fleet", List.of("as asked"));
        csv.row(cells);
        return new String(csv.bytes(), StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void itSaysFirstWhatItIsAndEndsItsRowsAsTheStandardHasIt() {
        String file = new String(new Csv("Fleet", List.of("as asked")).bytes(), StandardCharsets.UTF_8);
        assertThat(file)
                .isEqualTo(
                        "\ufeff\"Simulated pumps only. Not a medical device.\"\r\n\"Fleet\"\r\n\"as asked\"\r\n\r\n");
    }

    @Test
    void nothingInACellIsAFormula() {
        for (String formula : List.of(
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "  =1",
                "\u00a0=cmd|' /C calc'!A0",
                "=HYPERLINK(\"x\")")) {
            String cell = lines(formula).get(4);
            assertThat(cell).as(formula).startsWith("\"'");
        }
        assertThat(lines("326 mcg/day", "", "S-1 = 2", "é").get(4)).isEqualTo("\"326 mcg/day\",\"\",\"S-1 = 2\",\"é\"");
    }

    @Test
    void quotesStayInTheirCell() {
        assertThat(lines("a \"b\", c").get(4)).isEqualTo("\"a \"\"b\"\", c\"");
    }
}
