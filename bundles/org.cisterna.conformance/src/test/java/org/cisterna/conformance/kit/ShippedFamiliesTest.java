// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.driver.medstream.MedstreamDriver;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.medstream.MedstreamFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The families that ship keep every rule that is tested. */
final class ShippedFamiliesTest {

    /** A driver and the devices it drives. */
    record Shipped(Supplier<PumpDriver> driver, DeviceFamily family) {
        /** Its bundle: the jar of it, or in the middle of a build the folder of what will be in it. */
        DriverBundle bundle() {
            try {
                return DriverBundle.of(Path.of(driver.get()
                        .getClass()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
            } catch (URISyntaxException e) {
                throw new AssertionError("a driver lies nowhere", e);
            }
        }

        @Override
        public String toString() {
            return family.name();
        }
    }

    static Stream<Shipped> families() {
        return Stream.of(
                new Shipped(SynchromedDriver::new, new SynchromedFamily()),
                new Shipped(PrometraDriver::new, new PrometraFamily()),
                new Shipped(MedstreamDriver::new, new MedstreamFamily()));
    }

    @ParameterizedTest
    @MethodSource("families")
    void keepEveryRuleThatIsTested(Shipped shipped) {
        KitResult result = new Kit(shipped.driver(), new SimRigFactory(shipped.family()), shipped.bundle())
                .run(KitOrder.all(Profile.FAST, 1), verdict -> {});
        List<String> broken = new ArrayList<>();
        for (Verdict each : result.verdicts()) {
            if (each.kind() == Kind.FAIL || each.kind() == Kind.ERROR || each.kind() == Kind.INCONCLUSIVE) {
                broken.add(each.rule() + " " + each.kind() + " " + each.reason() + " " + each.evidence());
            }
        }
        assertThat(broken).isEmpty();
        assertThat(result.count(Kind.PASS)).isGreaterThan(130);
        assertThat(missing(result)).as("what keeps it from being conformant").isEmpty();
        assertThat(result.level()).isEqualTo(KitResult.Level.CONFORMANT);
    }

    /** The rules of harm C that were not decided. */
    private static List<String> missing(KitResult result) {
        Rulebook book = Rulebook.shipped();
        return result.verdicts().stream()
                .filter(each -> KitResult.isMissing(book.rule(each.rule()).orElseThrow(), each, result.driverClass()))
                .map(each -> each.rule().text())
                .toList();
    }

    @Test
    void everyRuleIsTestedOrSaysWhyNot() {
        for (Rule rule : Rulebook.shipped().rules()) {
            if (rule.subject().isJudgedByKit()) {
                assertThat(Kit.tested().contains(rule.id()))
                        .as("%s is tested, or stands among the untested with a reason", rule.id())
                        .isNotEqualTo(Untested.reason(rule.id()).isPresent());
            }
        }
    }
}
