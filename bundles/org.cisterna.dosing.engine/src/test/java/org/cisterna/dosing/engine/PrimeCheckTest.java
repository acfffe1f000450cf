// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.Order;
import org.cisterna.dosing.Verdict;
import org.junit.jupiter.api.Test;

/** What a person reads of a prime, and what refuses it. */
class PrimeCheckTest {

    private static final Sketch PRIME = Sketch.of("functions-morphine")
            .with("content", "{'path':[{}]}")
            .with("order", "{'mode':'continuous','daily':'2 mg/day','prime':{'part':'PATH'}}");

    @Test
    void aPumpThatDeclaresNoPrimeIsNotToldToRunOne() {
        Sketch without = PRIME.without("capabilities.functions.prime");

        assertThat(PRIME.found("FUNCTION_MISSING")).isEmpty();
        assertThat(without.found("FUNCTION_MISSING")).hasSize(1).allSatisfy(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(each.subject()).isEqualTo("order.prime");
            assertThat(each.message()).contains("declares no prime");
        });
    }

    @Test
    void aPrimeOfLessThanTheGridIsRefused() {
        Sketch less = PRIME.with("order.prime.volume", "'0.00009 mL'");

        assertThat(less.found("PRIME")).hasSize(1).allSatisfy(each -> {
            assertThat(each.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(each.message()).contains("nothing of the volume is on the pump's grid");
        });
    }

    /** The path is full, so all of it is pushed out; but no more than the path is pushed, and none is said to be. */
    @Test
    void justWhatItIsToFillIsNoExcess() {
        Sketch full = PRIME.with("content", "{'path':[{'solution':[{'drug':'morphine','concentration':'25 mg/mL'}]}]}");

        assertThat(full.found("PRIME"))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("it would push morphine 9045 mcg out of the tip at once;")
                .doesNotContain("more than what it is to fill");
        assertThat(full.with("order.prime.volume", "'0.3619 mL'").found("PRIME"))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("it is 0.0001 mL more than what it is to fill");
    }

    /** On a grid of 0.5 µL 0.3 µL of the path are left: they follow with the day, or, where the pump stands still, not at all. */
    @Test
    void whatTheGridLeavesFollowsOnlyWhereSomethingRuns() {
        Sketch coarse = PRIME.with("capabilities.functions.prime.volumeGrid", "'0.0005 mL'");
        DosingRequest request = coarse.request();
        DosingRequest stop = request.withOrder(
                new Order.Combined(new Order.Stop(), request.order().beside()));

        assertThat(coarse.found("PRIME"))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("the pump's grid leaves 0.0003 mL of it, which follows in 5.4 min");
        assertThat(new RuleEngine().propose(stop).findings())
                .filteredOn(each -> each.code().equals("PRIME"))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("the pump's grid leaves 0.0003 mL of it;")
                .doesNotContain("follows in");
    }
}
