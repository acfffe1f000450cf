// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault is found by the rule that it breaks, with a message that says what was seen. */
final class KilledByTheirRuleTest {

    /** The fault needs what only a pump with valves has. */
    private static final Set<String> OF_VALVES = Set.of("1.06", "13.06");

    static List<Mutant> all() {
        return Mutants.all();
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("all")
    void isKilled(Mutant mutant) throws Exception {
        boolean valves = OF_VALVES.contains(mutant.rule().text());
        DeviceFamily family = valves ? new PrometraFamily() : new SynchromedFamily();
        Supplier<PumpDriver> driver = valves ? PrometraDriver::new : SynchromedDriver::new;
        Path lies = Path.of(driver.get()
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        KitResult result = new Kit(
                        mutant.driver().apply(driver),
                        mutant.rig().apply(new SimRigFactory(family)),
                        mutant.bundle().apply(DriverBundle.of(lies)))
                .run(new KitOrder(Profile.FAST, 1, List.of(mutant.rule())), verdict -> {});
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
