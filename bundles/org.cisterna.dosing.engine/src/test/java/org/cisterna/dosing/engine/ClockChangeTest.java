// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The days of 23 and of 25 hours, on either of which the pump's day has 24. */
class ClockChangeTest {

    /** 20 mcg/h until 02:30, then 40 until 03:00, then 20: 490 mcg in each 24 h. */
    private static final Sketch HALF_PAST_TWO = Sketch.of("functions-baclofen")
            .with(
                    "order",
                    "{'mode':'flex','steps':[{'start':'00:00','rate':'20 mcg/h'},{'start':'02:30','rate':'40 mcg/h'},"
                            + "{'start':'03:00','rate':'20 mcg/h'}]}");

    private static final String SPRING = "2026-03-29T01:00:00Z";
    private static final String AUTUMN = "2026-10-25T01:00:00Z";

    @ParameterizedTest
    @ValueSource(strings = {SPRING, AUTUMN})
    void theDayIsAcceptedWithAWordAndTheStepComesOnceIn24Hours(String change) {
        Proposal plain = HALF_PAST_TWO.proposal();
        Proposal changed = at(HALF_PAST_TWO, change).proposal();

        assertThat(changed.verdict()).isEqualTo(plain.verdict()).isNotEqualTo(Verdict.BLOCK);
        assertThat(changed.programme()).isPresent().isEqualTo(plain.programme());
        assertThat(changed.total("baclofen")).isPresent().isEqualTo(plain.total("baclofen"));
        assertThat(changed.total("baclofen").orElseThrow().after().orElseThrow().text())
                .isEqualTo("490 mcg/day");
        assertThat(changed.findings())
                .filteredOn(each -> each.code().equals("CLOCK_CHANGE"))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("the pump's does not", "tell the patient");
    }

    @ParameterizedTest
    @ValueSource(strings = {SPRING, AUTUMN})
    void theCeilingHoldsToTheNanogramOnBothDays(String change) {
        assertThat(ceiling(at(HALF_PAST_TWO, change), "490 mcg/day").verdict()).isNotEqualTo(Verdict.BLOCK);
        assertThat(ceiling(at(HALF_PAST_TWO, change), "489.999 mcg/day").verdict())
                .isEqualTo(Verdict.BLOCK);
    }

    private static Sketch at(Sketch sketch, String change) {
        return sketch.with("clockChange", "'" + change + "'");
    }

    private static Proposal ceiling(Sketch sketch, String most) {
        return sketch.with(
                        "institution",
                        "{'institution':'Clinic','version':'1','ceilingDailyDose':['baclofen " + most + "']}")
                .proposal();
    }
}
