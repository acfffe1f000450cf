// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.cisterna.dosing.PrimePlan;
import org.cisterna.pump.ProgrammePart;
import org.junit.jupiter.api.Test;

/** How fast a prime is, what is not one, and of which drugs it tells what happens to them. */
class PrimeDecisionTest {

    /** The whole path of 0.3618 mL, which holds no drug. */
    private static final Sketch PRIME = Sketch.of("functions-morphine")
            .with("content", "{'path':[{}]}")
            .with("order", "{'mode':'continuous','daily':'2 mg/day','prime':{'part':'PATH'}}");

    private static PrimePlan plan(Sketch sketch) {
        return sketch.proposal().outlook().prime().orElseThrow();
    }

    @Test
    void aPumpPrimesAtTheRateThatItDeclaresForIt() {
        Sketch slower = PRIME.with("capabilities.functions.prime.rate", "'12 mL/day'");

        assertThat(plan(PRIME).duration()).isEqualTo(Duration.ofSeconds(1_302));
        assertThat(plan(slower).duration()).isEqualTo(Duration.ofSeconds(2_604));
    }

    @Test
    void whereNoneIsDeclaredItIsComputedAtThePumpsHighestRate() {
        Sketch undeclared = PRIME.without("capabilities.functions.prime").with("capabilities.rateMax", "'6 mL/day'");

        assertThat(plan(undeclared).duration()).isEqualTo(Duration.ofSeconds(5_209));
    }

    @Test
    void lessThanOneStepOfTheGridIsNoPrime() {
        Sketch step = PRIME.with("order.prime.volume", "'0.0001 mL'");
        Sketch less = PRIME.with("order.prime.volume", "'0.00009 mL'");

        assertThat(step.subject().physical().prime().orElseThrow().nanolitres()).isEqualTo(100);
        assertThat(less.subject().physical().prime()).isEmpty();
        assertThat(less.proposal().outlook().parts())
                .as("a pump is never told to prime nothing")
                .noneMatch(each -> each instanceof ProgrammePart.Prime);
    }

    @Test
    void ofEveryDrugThatThePathHoldsItIsToldWhatLeavesTheTip() {
        Sketch other =
                PRIME.with("content", "{'path':[{'solution':[{'drug':'bupivacaine','concentration':'10 mg/mL'}]}]}");

        assertThat(plan(other).drugs())
                .extracting(PrimePlan.PrimedDrug::drug, each -> each.intoPath().text(), each -> each.atTip()
                        .text())
                .containsExactly(tuple("morphine", "9045 mcg", "0 mcg"), tuple("bupivacaine", "0 mcg", "3618 mcg"));
    }
}
