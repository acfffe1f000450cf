// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Verdict;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;
import org.junit.jupiter.api.Test;

/**
 * When a path that holds something else is bridged, at whose dose, and that every reason against it refuses the order: a fault that went
 * unsaid would let the old solution run at the rate of the new one.
 */
class BridgingTest {

    /** From 10 to 25 mg/mL of morphine; 0.3618 mL of path at 0.2 mL a day are 43.416 h. */
    private static final Sketch UP = Sketch.of("functions-morphine");

    private static final String STOPPED =
            "{'programme':{'mode':'stopped'},'solution':[{'drug':'morphine','concentration':'10 mg/mL'}]}";

    @Test
    void aPathThatHoldsWhatTheReservoirHoldsNeedsNoBridge() {
        Case subject = UP.subject();
        Mix same = subject.physical().reservoir().labelled();

        assertThat(bridging(subject, PathQueue.of(Ratio.of(361_800), same))).isEqualTo(Bridging.NOT_NEEDED);
    }

    @Test
    void aStoppedPumpIsBridgedAtItsLastDose() {
        BridgeDecision bridge = UP.with("running", STOPPED)
                .subject()
                .physical()
                .bridging()
                .decision()
                .orElseThrow();

        assertThat(bridge.rate()).as("2 mg/day of 10 mg/mL").isEqualTo(new FlowRate(200_000));
        assertThat(Duration.ofMillis(bridge.millis())).isEqualTo(Duration.ofHours(43));
    }

    @Test
    void withoutALastDoseTheDoseMustBeNamed() {
        Sketch nobodyKnows = UP.with("running", STOPPED).with("lastTherapeutic", "[]");

        refuses(nobodyKnows, "nothing runs, and no dose of morphine was given before");
    }

    @Test
    void anOrderThatThePumpCannotRunHasNothingToBridgeTo() {
        refuses(UP.with("order", "{'mode':'continuous','daily':'1 mg/day'}"), "there is no programme to bridge to");
    }

    @Test
    void aBridgeShorterThanAStepOfTheGridIsNone() {
        refuses(
                UP.with("order", "{'mode':'continuous','daily':'2 mg/day','bridge':{'dose':'200 mg/day'}}"),
                "less than one step of the pump's grid");
    }

    @Test
    void thePumpsLongestBridgeIsStillOneAndAnHourMoreIsNot() {
        Sketch justFits = UP.with("capabilities.functions.bridge.longest", "'43 h'");

        assertThat(justFits.found("BRIDGE_REQUIRED")).isEmpty();
        assertThat(justFits.found("BRIDGE")).hasSize(1);
        refuses(UP.with("capabilities.functions.bridge.longest", "'42 h'"), "this pump's longest is 42 h");
    }

    /** The dose of an order is one of the drug that runs as the primary, also where the path's label begins with the other. */
    @Test
    void theDoseDuringTheBridgeIsOneOfTheDrugThatRuns() {
        BridgeDecision bridge = UP.with(
                        "content",
                        "{'path':[{'solution':[{'drug':'bupivacaine','concentration':'20 mg/mL'},"
                                + "{'drug':'morphine','concentration':'10 mg/mL'}]}]}")
                .with("order", "{'mode':'continuous','daily':'2 mg/day','bridge':{'dose':'2 mg/day'}}")
                .subject()
                .physical()
                .bridging()
                .decision()
                .orElseThrow();

        assertThat(bridge.rate()).as("2 mg/day of morphine 10 mg/mL").isEqualTo(new FlowRate(200_000));
    }

    @Test
    void theDoseIsOneOfThePathWhereThePathHoldsNothingOfWhatRuns() {
        BridgeDecision bridge = UP.with(
                        "content", "{'path':[{'solution':[{'drug':'bupivacaine','concentration':'20 mg/mL'}]}]}")
                .with("order", "{'mode':'continuous','daily':'2 mg/day','bridge':{'dose':'2 mg/day'}}")
                .subject()
                .physical()
                .bridging()
                .decision()
                .orElseThrow();

        assertThat(bridge.rate()).as("2 mg/day of bupivacaine 20 mg/mL").isEqualTo(new FlowRate(100_000));
    }

    @Test
    void aPathThatNoLabelCanNameIsNotBridged() {
        String unlabelled = "no solution that could be written on a label";
        Ratio largest = Ratio.of(Quantity.MAX_BASE_UNITS);

        assertThat(fault(Map.of("morphine", Ratio.of(1, 3)))).contains(unlabelled);
        assertThat(fault(Map.of("morphine", largest.plus(Ratio.ONE)))).contains(unlabelled);
        assertThat(fault(drugs(6))).contains(unlabelled);
        assertThat(of(Map.of("morphine", largest)).decision())
                .as("a label can name the highest concentration there is")
                .isPresent();
    }

    @Test
    void aPathOfAsManyDrugsAsASolutionMayHoldIsBridged() {
        Bridging five = of(drugs(5));

        assertThat(five.isNeeded()).isTrue();
        assertThat(five.fault()).isEmpty();
        assertThat(five.decision().orElseThrow().oldSolution().ingredients()).hasSize(5);
    }

    private static Map<String, Ratio> drugs(int count) {
        Map<String, Ratio> drugs = new LinkedHashMap<>();
        drugs.put("morphine", Ratio.of(10_000_000));
        for (int i = 1; i < count; i++) {
            drugs.put("drug" + i, Ratio.of(1_000_000));
        }
        return drugs;
    }

    private static String fault(Map<String, Ratio> held) {
        Bridging bridging = of(held);
        assertThat(bridging.isNeeded()).isTrue();
        assertThat(bridging.decision()).isEmpty();
        return bridging.fault().orElseThrow();
    }

    private static Bridging of(Map<String, Ratio> held) {
        return bridging(UP.subject(), PathQueue.of(Ratio.of(361_800), new Mix(held)));
    }

    private static Bridging bridging(Case subject, PathQueue queue) {
        DosingRequest request = subject.request();
        Optional<WeekPlan> next = subject.physical().plan();
        return Bridging.of(request, subject.physical().reservoir(), queue, next);
    }

    private static void refuses(Sketch sketch, String why) {
        assertThat(sketch.found("BRIDGE_REQUIRED")).hasSize(1).allSatisfy(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(each.message()).contains("the path still holds morphine 10000 mcg/mL", why);
        });
        assertThat(sketch.found("BRIDGE")).extracting(Finding::message).isEmpty();
    }
}
