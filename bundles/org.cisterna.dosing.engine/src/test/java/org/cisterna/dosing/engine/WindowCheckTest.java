// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.dosing.Finding;
import org.junit.jupiter.api.Test;

/** A gap at the tip is a time in which fluid without drug leaves it: not one in which nothing flows. */
class WindowCheckTest {

    private static final Sketch EMPTY_PATH = Sketch.of("functions-morphine").with("content", "{'path':[{}]}");

    @Test
    void aPathWithoutDrugIsAGapWhileItIsPassed() {
        // 0.3618 mL at the ordered 0.08 mL a day
        assertThat(EMPTY_PATH.found("GAP_AT_TIP")).extracting(Finding::value).containsExactly("108.54 h");
    }

    @Test
    void aPathWithoutDrugIsNoGapWhileThePumpStandsStill() {
        Sketch stopped = EMPTY_PATH.with("order", "{'mode':'stop'}");

        assertThat(stopped.subject().physical().flow()).as("it was looked at").isPresent();
        assertThat(stopped.found("GAP_AT_TIP")).isEmpty();
    }

    /** 4.1628 mL at 0.048 mL a day take longer than the forecast of forty days. */
    @Test
    void aGapThatLastsLongerThanTheForecastIsToldUpToItsEnd() {
        Sketch slow = EMPTY_PATH
                .with("capabilities.tubingVolume", "'4 mL'")
                .with("order", "{'mode':'continuous','daily':'1.2 mg/day'}");

        assertThat(slow.found("GAP_AT_TIP")).extracting(Finding::value).containsExactly("960 h");
        assertThat(slow.found("FORECAST_ENDS")).hasSize(1);
    }

    /** What a prime pushes out at once is no gap: it begins when the prime is over, 0.1 mL at 24 mL a day later. */
    @Test
    void aGapBeginsAfterThePrime() {
        Sketch primed = EMPTY_PATH.with(
                "order", "{'mode':'continuous','daily':'2 mg/day','prime':{'part':'PATH','volume':'0.1 mL'}}");

        assertThat(primed.found("GAP_AT_TIP")).singleElement().satisfies(each -> {
            assertThat(each.value()).as("0.2618 mL at 0.08 mL a day").isEqualTo("78.54 h");
            assertThat(each.message()).contains("from 2026-03-01T09:06:00Z to 2026-03-04T15:38:24Z");
        });
    }
}
