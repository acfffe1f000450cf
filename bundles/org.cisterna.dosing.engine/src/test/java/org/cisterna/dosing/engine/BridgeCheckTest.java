// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.dosing.Finding;
import org.junit.jupiter.api.Test;

/** What a person reads of a bridge before signing it: every drug with its dose, without it and while its rounding shows. */
class BridgeCheckTest {

    @Test
    void ofEveryDrugItSaysWhatWouldComeWithoutTheBridgeAndWhatItsRoundingDoes() {
        // 0.08 mL/day of the old 10 and 20 mg/mL, for the whole path without a bridge and for 3.467 µL of it with one
        assertThat(Sketch.of("functions-mixture").found("BRIDGE"))
                .hasSize(1)
                .first()
                .extracting(Finding::message)
                .asString()
                .contains(
                        "without it the patient would get morphine 800 mcg/day, BUPivacaine 1600 mcg/day for 108.54 h",
                        "of the old solution then leaves the tip, morphine 800 mcg/day, BUPivacaine 1600 mcg/day for 1.04 h");
    }

    @Test
    void aBridgeOnTheGridIsSaidToBeOnIt() {
        Sketch twoDays = Sketch.of("functions-morphine").with("capabilities.tubingVolume", "'0.2372 mL'");

        assertThat(twoDays.found("BRIDGE")).hasSize(1).allSatisfy(each -> assertThat(each.message())
                .contains("it is through in 48 h, which is on the pump's grid;")
                .doesNotContain("rounded"));
    }
}
