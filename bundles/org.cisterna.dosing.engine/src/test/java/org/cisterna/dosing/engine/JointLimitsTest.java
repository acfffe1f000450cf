// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.junit.jupiter.api.Test;

/** Limits that hold together: of each pair both values are right alone, at the edge they just fit, and one step beyond they are refused. */
class JointLimitsTest {

    private static final Sketch DAY = Sketch.of("functions-baclofen");
    private static final Sketch PATIENT = Sketch.of("functions-patient-bolus");

    /** 96 mcg a day of 2000 mcg/mL is the pump's least rate, 0.048 mL/day; of 2001 it is less. */
    @Test
    void aDoseFitsWithOneConcentrationAndNotWithAStrongerOne() {
        Sketch edge = solution(DAY, 2000).with("order.daily", "'96 mcg/day'");

        assertThat(blocks(edge, "RATE_RANGE")).isEmpty();
        assertThat(blocks(solution(edge, 2001), "RATE_RANGE")).hasSize(1);
        assertThat(blocks(solution(edge, 2001).with("order.daily", "'400 mcg/day'"), "RATE_RANGE"))
                .as("the concentration alone")
                .isEmpty();
    }

    /** 3 mg of the day and twelve times 0.5 mg are 9 mg, to the nanogram. */
    @Test
    void theDayAndItsBolusesAreHeldToTheCeilingTogether() {
        String bolus = "{'dose':'0.5 mg','duration':'10 min','lockout':'2 h','most':12}";
        Sketch both = PATIENT.with("order.patientBolus", bolus);

        assertThat(blocks(ceiling(both, "9 mg/day"), "PATIENT_BOLUS")).isEmpty();
        assertThat(blocks(ceiling(both, "8999.999 mcg/day"), "PATIENT_BOLUS"))
                .singleElement()
                .satisfies(each -> assertThat(each.value()).isEqualTo("9000 mcg/day"));
        assertThat(blocks(ceiling(PATIENT, "8999.999 mcg/day"), "DAILY_DOSE"))
                .as("the day alone")
                .isEmpty();
        assertThat(blocks(ceiling(both.with("order.daily", "'2 mg/day'"), "8999.999 mcg/day"), "PATIENT_BOLUS"))
                .as("the same boluses on a smaller day")
                .isEmpty();
    }

    @Test
    void anIntervalIsHeldAgainstTheDurationOfItsBolus() {
        assertThat(blocks(periodic("1 h", "1 h"), "BOLUS_INTERVAL")).isEmpty();
        assertThat(blocks(periodic("61 min", "1 h"), "BOLUS_INTERVAL")).hasSize(1);
        assertThat(blocks(periodic("61 min", "2 h"), "BOLUS_INTERVAL"))
                .as("the duration alone")
                .isEmpty();
    }

    /** 400 mcg of the day and 600 of a bolus each hour are 1000, the institution's ceiling. */
    @Test
    void whatComesEachHourIsAddedUpToTheDay() {
        String bolus = "{'dose':'25 mcg','duration':'10 min','interval':'1 h'}";
        Sketch edge = DAY.with("order.periodicBolus", bolus);

        assertThat(ceilings(edge)).isEmpty();
        assertThat(ceilings(edge.with("order.daily", "'402 mcg/day'")))
                .as("one step of the rate more")
                .isNotEmpty();
        assertThat(ceilings(edge.with("order.periodicBolus.interval", "'30 min'")))
                .isNotEmpty();
        assertThat(ceilings(DAY.with("order.daily", "'402 mcg/day'"))).isEmpty();
    }

    private static Sketch periodic(String duration, String interval) {
        return DAY.with(
                "order.periodicBolus", "{'dose':'1 mcg','duration':'" + duration + "','interval':'" + interval + "'}");
    }

    private static Sketch solution(Sketch sketch, int microgramsPerMillilitre) {
        return sketch.with(
                "solution", "[{'drug':'baclofen','concentration':'" + microgramsPerMillilitre + " mcg/mL'}]");
    }

    private static Sketch ceiling(Sketch sketch, String most) {
        return sketch.with(
                "institution", "{'institution':'Clinic','version':'1','ceilingDailyDose':['morphine " + most + "']}");
    }

    private static List<Finding> blocks(Sketch sketch, String code) {
        return sketch.found(code).stream()
                .filter(each -> each.verdict() == Verdict.BLOCK)
                .toList();
    }

    /** What the institution's ceiling refuses, whichever check says it. */
    private static List<Finding> ceilings(Sketch sketch) {
        return sketch.proposal().findings(Verdict.BLOCK).stream()
                .filter(each -> each.limiter().equals(Optional.of("institution")))
                .toList();
    }
}
