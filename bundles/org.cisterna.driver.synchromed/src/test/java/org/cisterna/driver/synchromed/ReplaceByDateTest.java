// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.junit.jupiter.api.Test;

/** The field bug of dates that are blank or too late, by hand. */
class ReplaceByDateTest {

    private static final Instant NOW = Instant.parse("2026-02-14T10:00:00Z");
    private static final int FINE = 1;
    private static final int WARNED = 2;
    private static final int AT_ITS_END = 3;
    private static final List<Alarm> DOUBT = List.of(new Alarm("REPLACE_BY_UNSURE", false, Optional.empty()));

    private static List<Alarm> said(int battery, Instant replaceBy) {
        return ReplaceByDate.doubted(new StatusAnswer(
                        7,
                        1,
                        0,
                        Instant.EPOCH,
                        NOW,
                        1,
                        0,
                        NOW,
                        Instant.EPOCH,
                        0,
                        0,
                        Optional.empty(),
                        0,
                        2,
                        0,
                        battery,
                        50,
                        replaceBy,
                        0,
                        Optional.empty(),
                        0,
                        0,
                        1,
                        0))
                .stream()
                .toList();
    }

    @Test
    void aBlankDateIsDoubtedWhateverTheBatterySays() {
        for (int battery : List.of(FINE, WARNED, AT_ITS_END)) {
            assertThat(said(battery, Instant.EPOCH)).as("battery %d", battery).isEqualTo(DOUBT);
        }
    }

    @Test
    void ninetyDaysAfterTheWarningAreTheMost() {
        Instant latest = NOW.plus(Duration.ofDays(90));
        assertThat(said(WARNED, latest)).isEmpty();
        assertThat(said(WARNED, latest.plusMillis(1))).isEqualTo(DOUBT);
        assertThat(said(FINE, latest.plusMillis(1)))
                .as("years are left, and the pump may say so")
                .isEmpty();
        assertThat(said(AT_ITS_END, NOW.minus(Duration.ofDays(1)))).isEmpty();
    }
}
