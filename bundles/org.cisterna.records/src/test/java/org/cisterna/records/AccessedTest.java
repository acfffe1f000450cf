// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Snapshot;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.CloseRequest;
import org.cisterna.therapy.VisitEntry.VisitClosed;
import org.cisterna.therapy.fleet.FleetRow;
import org.junit.jupiter.api.Test;

/** That a reservoir was accessed and nobody wrote it down, from reading to reading. */
class AccessedTest {

    private static final PumpId PUMP = new PumpId("Acme", "S-1");
    private static final Instant FIRST = Instant.parse("2026-03-01T09:00:00Z");

    private final Clinic clinic = new Clinic(VirtualTime.create(1));
    private final PumpCourse course = new PumpCourse(PUMP);

    private Instant at(int day) {
        return FIRST.plus(Duration.ofDays(day));
    }

    private void read(int day, long nanolitres) {
        Snapshot snapshot = clinic.snapshot(
                PUMP, Clinic.continuous(163_000), Clinic.BACLOFEN, nanolitres, MotorState.RUNNING, List.of());
        course.read(new PumpStatus.Reading(day, at(day), at(day), snapshot, true), "Acme");
    }

    private Optional<FleetRow.Access> accessed() {
        PumpCourse kept = CourseText.parse(PUMP, CourseText.of(course));
        return kept.row(Optional.empty(), at(100)).accessed();
    }

    @Test
    void whatIsLessOrTheSameIsNoAccess() {
        read(0, 18_000_000);
        assertThat(accessed()).as("nobody knows what was in it before").isEmpty();
        read(1, 17_837_000);
        read(2, 17_837_000);
        assertThat(accessed()).isEmpty();
    }

    @Test
    void aNanolitreMoreIsOneAndStandsUntilAVisitIsClosed() {
        read(0, 18_000_000);
        read(1, 18_000_001);
        FleetRow.Access found = new FleetRow.Access(at(0), at(1), new Volume(18_000_000), new Volume(18_000_001));
        assertThat(accessed()).contains(found);
        read(2, 17_900_000);
        assertThat(accessed()).as("a reading alone does not end it").contains(found);
        course.closed(new VisitClosed("v-1", CloseRequest.Ending.RUNNING, 2, Optional.empty(), Optional.empty()));
        assertThat(accessed()).isEmpty();
        read(3, 17_800_000);
        assertThat(accessed()).isEmpty();
    }

    @Test
    void theNewestOneIsShown() {
        read(0, 1_000_000);
        read(1, 5_000_000);
        read(2, 18_000_000);
        assertThat(accessed().orElseThrow().from()).isEqualTo(new Volume(5_000_000));
    }
}
