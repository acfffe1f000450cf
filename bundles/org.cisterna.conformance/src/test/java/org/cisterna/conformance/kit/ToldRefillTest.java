// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.driver.medstream.MedstreamDriver;
import org.cisterna.sim.medstream.MedstreamFamily;
import org.junit.jupiter.api.Test;

/** A pump whose reservoir is measured is told its own account again, and not what the sensor shows: else it would be the kit that moved it. */
final class ToldRefillTest {

    @Test
    void aToldRefillOfNothingMovesNoAccount() {
        RuleId rule = RuleId.parse("8.01");
        KitResult result = new Kit(MedstreamDriver::new, new SimRigFactory(new MedstreamFamily()))
                .run(new KitOrder(Profile.FAST, 4, List.of(rule)), verdict -> {});
        Verdict verdict = result.verdict(rule).orElseThrow();
        assertThat(verdict.kind()).as(verdict.reason()).isEqualTo(Verdict.Kind.PASS);
    }
}
