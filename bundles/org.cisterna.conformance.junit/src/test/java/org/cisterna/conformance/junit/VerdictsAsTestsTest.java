// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.conformance.rig.Rig;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.conformance.rig.RigOrder;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What becomes of each kind of verdict: a pass passes, what is broken fails, and what was not tested is never passed. */
final class VerdictsAsTestsTest {

    private static final SimRigFactory SOUND = new SimRigFactory(new SynchromedFamily());

    /** A driver without a bundle, on a rig that may be broken. */
    private static class Vendors extends ConformanceTest {
        private final RigFactory rig;
        private final List<RuleId> rules;

        Vendors(RigFactory rig, String... rules) {
            this.rig = rig;
            this.rules = List.of(rules).stream().map(RuleId::parse).toList();
        }

        @Override
        protected PumpDriver driver() {
            return new SynchromedDriver();
        }

        @Override
        protected RigFactory rig() {
            return rig;
        }

        @Override
        protected Optional<DriverBundle> bundle() {
            return Optional.empty();
        }

        @Override
        protected KitOrder order() {
            return new KitOrder(Profile.FAST, 1, rules);
        }
    }

    private static Optional<Throwable> end(List<DynamicTest> tests, String beginning) {
        List<DynamicTest> found = tests.stream()
                .filter(each -> each.getDisplayName().startsWith(beginning))
                .toList();
        assertThat(found).as(beginning).hasSize(1);
        return Optional.ofNullable(
                catchThrowable(() -> found.get(0).getExecutable().execute()));
    }

    @Test
    void eachRuleThatTheKitJudgesIsATest() {
        List<String> names = new ArrayList<>();
        List<DynamicTest> tests = new Vendors(SOUND).rules();
        for (DynamicTest each : tests) {
            names.add(each.getDisplayName().replaceAll(" .*", ""));
        }
        List<String> expected = new ArrayList<>();
        for (Rule each : Rulebook.shipped().rules()) {
            if (each.subject().isJudgedByKit()) {
                expected.add(each.id().text());
            }
        }
        expected.add("conformant");
        assertThat(names).isEqualTo(expected);
        assertThat(end(tests, "conformant ").orElseThrow())
                .as("without its bundle")
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("18.01");
    }

    @Test
    void aPassPassesAndWhatWasNotTestedIsAbortedWithTheReason() {
        List<DynamicTest> tests = new Vendors(SOUND, "1.01", "18.01", "3.08").rules();
        assertThat(end(tests, "1.01 ")).isEmpty();
        assertThat(end(tests, "18.01 ").orElseThrow())
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("NOT_TESTABLE: needs the bundle");
        assertThat(end(tests, "3.08 ").orElseThrow())
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("NOT_TESTABLE");
        assertThat(tests).as("what was not asked for is no test").hasSize(3);
    }

    @Test
    void whatIsBrokenFailsAndSoDoesATestThatDidNotComeToItsEnd() {
        RigFactory otherFamily = new RigFactory() {
            @Override
            public String name() {
                return SOUND.name();
            }

            @Override
            public String family() {
                return SOUND.family();
            }

            @Override
            public Rig make(RigOrder order) throws IOException {
                throw new IOException("the bench is switched off");
            }
        };
        List<DynamicTest> tests = new Vendors(otherFamily, "2.01").rules();
        assertThat(end(tests, "2.01 ").orElseThrow())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("ERROR")
                .hasMessageContaining("the bench is switched off");
        List<DynamicTest> sideDoor = new Vendors(SOUND) {
            @Override
            protected PumpDriver driver() {
                return new DriverWithSideDoor();
            }
        }.rules();
        assertThat(end(sideDoor, "4.01 ").orElseThrow())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("FAIL")
                .hasMessageContaining("setRate");
        assertThat(end(sideDoor, "conformant ").orElseThrow()).isInstanceOf(AssertionFailedError.class);
    }
}
