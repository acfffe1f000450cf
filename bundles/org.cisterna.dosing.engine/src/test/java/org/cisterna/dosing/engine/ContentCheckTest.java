// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.junit.jupiter.api.Test;

/** What is asked of the content of reservoir and path, and where asking begins. */
class ContentCheckTest {

    private static final Sketch UP = Sketch.of("functions-morphine");

    /** Another solution behind a path of which nothing is known: nobody can say for how long the old one still comes. */
    @Test
    void anotherSolutionBehindAnUnknownPathIsRefusedForTherapy() {
        Sketch unknown = UP.with("catheter", "[]");

        assertThat(unknown.found("BRIDGE_REQUIRED")).hasSize(1).allSatisfy(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(each.message())
                    .contains(
                            "the path still holds morphine 10000 mcg/mL",
                            "the volume or the content of the path is not known, so no bridge can be made");
        });
    }

    @Test
    void aStopIsNotHeldUpByAnUnknownPath() {
        Sketch stop = UP.with("catheter", "[]").with("order", "{'mode':'stop'}");

        assertThat(stop.found("BRIDGE_REQUIRED")).isEmpty();
    }

    @Test
    void theSameSolutionNeedsNoBridgeBehindAnUnknownPath() {
        Sketch same = UP.with("catheter", "[]").with("solution", "[{'drug':'morphine','concentration':'10 mg/mL'}]");

        assertThat(same.found("BRIDGE_REQUIRED")).isEmpty();
    }

    /** 2 mL of 1500 below 18 mL of 1000 make 1050, 5 % more: just that is not asked about, and one of 1501 is. */
    @Test
    void aResidualIsAskedAboutFromMoreThanFivePercentOn() {
        assertThat(residual("1500 mcg/mL").found("RESIDUAL"))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.PASS);
        assertThat(residual("1501 mcg/mL").found("RESIDUAL"))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.CONFIRM);
        assertThat(residual("500 mcg/mL").found("RESIDUAL"))
                .as("5 % less is as much")
                .extracting(Finding::verdict)
                .containsExactly(Verdict.PASS);
        assertThat(residual("499 mcg/mL").found("RESIDUAL"))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.CONFIRM);
    }

    private static Sketch residual(String left) {
        return Sketch.of("functions-baclofen")
                .with("solution", "[{'drug':'baclofen','concentration':'1000 mcg/mL'}]")
                .with(
                        "content",
                        "{'fill':{'residual':'2 mL','residualSolution':[{'drug':'baclofen','concentration':'" + left
                                + "'}],'volume':'18 mL'}}");
    }

    @Test
    void aPumpThatCanBeEmptiedLeavesNothingToAskAbout() {
        Sketch emptied = UP.with("capabilities.residualVolume", "'0 mL'");

        assertThat(UP.found("RESIDUAL_UNKNOWN")).hasSize(1);
        assertThat(emptied.found("BRIDGE")).as("the path is bridged as before").hasSize(1);
        assertThat(emptied.found("RESIDUAL_UNKNOWN")).isEmpty();
    }

    /** 0.2 mL a day of what 19 mL of 25 and 10 mg/mL over 1 mL of 10 and 20 make: 24.25 and 10.5 mg/mL. */
    @Test
    void whatTheProgrammeGivesOfTheNewContentIsSaidOfEveryDrug() {
        Sketch filled = Sketch.of("functions-mixture")
                .with(
                        "content",
                        "{'fill':{'residual':'1 mL','residualSolution':[{'drug':'morphine','concentration':'10 mg/mL'},"
                                + "{'drug':'bupivacaine','concentration':'20 mg/mL'}],'volume':'19 mL'}}");

        assertThat(filled.found("CONTENT_DIFFERS"))
                .hasSize(1)
                .first()
                .extracting(Finding::message)
                .asString()
                .contains("and then gives morphine 4850 mcg/day, BUPivacaine 2100 mcg/day;");
    }

    /** A refill with the same solution: nothing else will come, and nothing is said to. */
    @Test
    void aRefillOfTheSameDoesNotDiffer() {
        Sketch same = Sketch.of("functions-baclofen")
                .with(
                        "content",
                        "{'fill':{'residual':'1.4 mL','residualSolution':[{'drug':'baclofen','concentration':"
                                + "'2000 mcg/mL'}],'volume':'18 mL'}}");

        assertThat(same.found("CONTENT_DIFFERS")).isEmpty();
        assertThat(same.proposal().outlook().contentDiffers()).isEmpty();
    }
}
