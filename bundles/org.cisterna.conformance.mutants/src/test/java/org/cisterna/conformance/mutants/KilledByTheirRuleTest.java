// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault is found by the rule that it breaks, with a message that says what was seen. */
final class KilledByTheirRuleTest {

    static List<Mutant> all() {
        return Mutants.all();
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("all")
    void isKilled(Mutant mutant) throws Exception {
        KitResult result = Faulty.run(mutant, List.of(mutant.rule()));
        Verdict verdict = result.verdict(mutant.rule()).orElseThrow();
        assertThat(verdict.kind())
                .as("%s: %s", mutant.fault(), verdict.reason())
                .isEqualTo(Verdict.Kind.FAIL);
        assertThat(verdict.reason().length())
                .as("what was seen: %s", verdict.reason())
                .isGreaterThan(15);
        assertThat(result.level()).isNotEqualTo(KitResult.Level.CONFORMANT);
    }

    @Test
    void eachTestedRuleHasAFault() {
        Set<String> without = new TreeSet<>();
        Kit.tested().forEach(each -> without.add(each.text()));
        Mutants.all().stream().map(Mutant::rule).map(RuleId::text).forEach(without::remove);
        assertThat(without).isEmpty();
    }
}
