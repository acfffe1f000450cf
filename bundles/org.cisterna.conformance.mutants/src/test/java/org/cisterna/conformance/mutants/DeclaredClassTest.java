// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.Test;

/** A driver that declares a lower class than it has is tested no less. */
final class DeclaredClassTest {

    private static final List<RuleId> HIGHER = Rulebook.shipped().rules().stream()
            .filter(each -> each.subject().isJudgedByKit())
            .filter(each -> !each.appliesTo(DriverClass.READABLE))
            .map(Rule::id)
            .filter(Kit.tested()::contains)
            .toList();

    private static KitResult run(OtherDriver.SessionChange change) {
        return new Kit(() -> lower(change), new SimRigFactory(new SynchromedFamily()))
                .run(new KitOrder(Profile.FAST, 1, HIGHER), verdict -> {});
    }

    private static PumpDriver lower(OtherDriver.SessionChange change) {
        return FunctionMutants.declaring(
                        new SynchromedDriver(),
                        each -> FunctionMutants.of(DriverClass.READABLE, each.mri(), each, each.eventLog()))
                .sessions(change);
    }

    @Test
    void whatItKeepsOfTheHigherClassIsSaid() {
        KitResult result = run((session, context) -> session);
        assertThat(HIGHER).hasSizeGreaterThan(4);
        assertThat(HIGHER).allSatisfy(each -> assertThat(
                        result.verdict(each).orElseThrow().kind())
                .as(each.text())
                .isEqualTo(Verdict.Kind.PASS));
    }

    @Test
    void whatItDoesNotKeepIsSaidAndBreaksNothing() {
        KitResult result = run((session, context) -> new WriteMutants.AnyRevision(session, context, true));
        List<Verdict> skipped = result.verdicts().stream()
                .filter(each -> HIGHER.contains(each.rule()) && each.kind() == Verdict.Kind.SKIPPED)
                .toList();
        assertThat(skipped).isNotEmpty();
        assertThat(skipped).allSatisfy(each -> assertThat(each.reason())
                .startsWith("not a rule of the class READABLE; tested all the same, FAIL: "));
        assertThat(result.stories()).isEmpty();
        assertThat(result.level()).isNotEqualTo(KitResult.Level.BROKEN);
    }
}
