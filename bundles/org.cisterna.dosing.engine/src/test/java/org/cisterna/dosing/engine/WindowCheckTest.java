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
}
