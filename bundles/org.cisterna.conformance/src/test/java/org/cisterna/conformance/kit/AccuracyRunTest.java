// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.conformance.accuracy.Accuracy;
import org.cisterna.conformance.accuracy.Course;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.Test;

/** Delivery over time of the shipped families, measured on the generic rig. */
final class AccuracyRunTest {

    private static Accuracy measured(PumpDriver driver, DeviceFamily family) {
        return AccuracyRun.of(() -> driver, new SimRigFactory(family), KitOrder.all(Profile.FAST, 1));
    }

    @Test
    void aPeristalticPumpIsWithinItsClaim() {
        Accuracy accuracy = measured(new SynchromedDriver(), new SynchromedFamily());
        assertThat(accuracy.notes()).isEmpty();
        assertThat(accuracy.courses()).hasSize(3);
        assertThat(accuracy.boluses()).hasSize(2);
        assertThat(accuracy.isWithin())
                .as("%s", accuracy.toJson().canonicalText())
                .isTrue();
        assertThat(accuracy.courses().get(0).windows())
                .extracting(each -> each.length().toMinutes())
                .containsExactly(15L, 60L, 150L, 330L, 570L, 930L, 1_440L, 2_880L, 10_080L);
    }

    @Test
    void aPumpOfValvesShowsItsStroke() {
        Accuracy accuracy = measured(new PrometraDriver(), new PrometraFamily());
        assertThat(accuracy.isWithin())
                .as("%s", accuracy.toJson().canonicalText())
                .isTrue();
        assertThat(accuracy.courses()).extracting(Course::strokePicolitres).allMatch(each -> each > 0);
    }
}
