// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pump of 2000 mcg/mL whose rates are 100 mcg/day apart and whose boluses are 10 mcg apart, and that says it may be wrong by a fifth. */
class RoundingCheckTest {

    private static final Sketch COARSE = Sketch.of("functions-baclofen")
            .with("capabilities.rateGrid", "'0.05 mL/day'")
            .with("capabilities.rateMin", "'0.05 mL/day'")
            .with("capabilities.accuracyPerMille", "200")
            .with("capabilities.functions.bolus.volumeGrid", "'0.005 mL'")
            .with("capabilities.functions.patientBolus.volumeGrid", "'0.005 mL'");

    @Test
    void whatIsOnTheGridIsNotRounded() {
        assertThat(found(COARSE)).singleElement().satisfies(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.PASS);
            assertThat(each.message()).contains("nothing was rounded");
        });
    }

    /** 375 to 300 is a fifth to the nanogram. */
    @ParameterizedTest
    @CsvSource({
        "310, PASS, 300 mcg/day, -3.2 %",
        "375, CONFIRM, 300 mcg/day, -20 %",
        "375.001, BLOCK, 300 mcg/day, -20 %"
    })
    void orderedAndGivenOfTheDayStandSideBySideAndALossAboveThePumpsAccuracyIsRefused(
            String daily, Verdict verdict, String given, String change) {
        assertThat(found(COARSE.with("order.daily", "'" + daily + " mcg/day'")))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.verdict()).isEqualTo(verdict);
                    assertThat(each.value()).isEqualTo(given);
                    assertThat(each.message())
                            .startsWith("ordered " + daily + " mcg/day, the pump can give " + given + ", " + change);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "bolus, '''duration'':''10 min'''",
        "periodicBolus, '''duration'':''10 min'',''interval'':''6 h'''",
        "patientBolus, '''duration'':''10 min'',''lockout'':''6 h'''"
    })
    void soDoThoseOfEachBolus(String function, String rest) {
        assertThat(bolus(function, "10", rest)).isEmpty();
        assertThat(bolus(function, "10.3", rest)).singleElement().satisfies(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.PASS);
            assertThat(each.message()).startsWith("ordered 10.3 mcg a bolus, the pump can give 10 mcg, -2.9 %");
        });
        assertThat(bolus(function, "12.5", rest))
                .singleElement()
                .extracting(Finding::verdict)
                .isEqualTo(Verdict.CONFIRM);
        assertThat(bolus(function, "12.501", rest)).singleElement().satisfies(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(each.value()).isEqualTo("10 mcg");
            assertThat(each.message()).contains("20 % by which this pump may be wrong by itself", "order a bolus");
        });
    }

    /** A pump that says it is never wrong would have every rounding refused. */
    @Test
    void aLossThatIsNotEvenAskedIsNotRefused() {
        Sketch exact = COARSE.with("capabilities.accuracyPerMille", "1").with("order.daily", "'310 mcg/day'");
        assertThat(found(exact)).singleElement().extracting(Finding::verdict).isEqualTo(Verdict.PASS);
    }

    private static List<Finding> bolus(String function, String dose, String rest) {
        return found(COARSE.with("order." + function, "{'dose':'" + dose + " mcg'," + rest + "}")).stream()
                .filter(each -> each.subject().equals("order." + function + ".dose"))
                .toList();
    }

    private static List<Finding> found(Sketch sketch) {
        return sketch.found("ROUNDING");
    }
}
