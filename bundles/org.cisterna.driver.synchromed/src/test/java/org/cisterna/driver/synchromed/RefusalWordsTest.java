// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cisterna.driver.synchromed.RefusedAnswer.Reason;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.dialogue.MalformedException;
import org.junit.jupiter.api.Test;

class RefusalWordsTest {

    private static Violation words(int code, int field, int index, long value, long limit) {
        return RefusalWords.violations(new RefusedAnswer(0x26, List.of(new Reason(code, field, index, value, limit))))
                .get(0);
    }

    @Test
    void theGoldenRefusalInWordsWithUnits() throws MalformedException {
        List<String> texts =
                RefusalWords.violations(RefusedAnswer.decode(new Golden().payload("refused-stage"))).stream()
                        .map(each -> each.code() + " " + each.field().orElse("") + " "
                                + each.value().orElse("") + " | " + each.limit().orElse(""))
                        .toList();
        assertThat(texts)
                .containsExactly(
                        "WRONG_REVISION revision 2 | 3",
                        "OUT_OF_RANGE steps[0].rate 0.047999 mL/day | 0.048 mL/day",
                        "OFF_GRID steps[0].rate 0.047999 mL/day | 0.001 mL/day",
                        "OUT_OF_RANGE steps[1].rate 24.001 mL/day | 24 mL/day",
                        "BAD_SCHEDULE steps[2].start 05:00 | 06:00",
                        "OFF_GRID steps[2].rate 0.1445 mL/day | 0.001 mL/day");
    }

    @Test
    void everyCodeOfThePageHasANameAndAnUnknownOneKeepsItsNumber() {
        for (int code :
                List.of(1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32)) {
            Violation violation = words(code, 0, 255, 0, 0);
            assertThat(violation.code()).doesNotStartWith("REFUSED_");
            assertThat(violation.message()).isNotBlank();
        }
        for (int code : List.of(0, 8, 15, 33, 65_535)) {
            assertThat(words(code, 77, 3, 5, 6).code()).isEqualTo("REFUSED_" + code);
            assertThat(words(code, 77, 3, 5, 6).message()).contains("value 5").contains("limit 6");
            assertThat(words(code, 77, 3, 5, 6).field()).contains("field-77[3]");
        }
    }

    @Test
    void unitsAreThoseOfTheField() {
        assertThat(words(17, 11, 1, 1_000_000_001, 1_000_000_000).value()).contains("1000000.001 mcg/mL");
        assertThat(words(17, 12, 255, 20_000_001, 20_000_000).limit()).contains("20 mL");
        assertThat(words(17, 8, 0, Long.MAX_VALUE, 1).value()).contains(Long.MAX_VALUE + " nL/day");
        assertThat(words(18, 5, 1, 61, 30).value()).contains("01:01");
        assertThat(words(18, 5, 1, 61, 30).limit()).contains("30 min");
        assertThat(words(17, 5, 1, 1_440, 1_439).value()).contains("minute 1440");
        assertThat(words(22, 10, 0, 41, 40).limit()).contains("40 bytes");
        assertThat(words(23, 10, 1, 0, 0).limit()).isEmpty();
    }
}
