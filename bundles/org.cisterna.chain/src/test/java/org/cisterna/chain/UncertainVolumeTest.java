// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Source;
import org.cisterna.records.RowDesk;
import org.cisterna.sim.DeviceFault;
import org.cisterna.testkit.Seeds;
import org.cisterna.therapy.Visit;
import org.cisterna.therapy.fleet.FleetRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pump that calculates its volume goes on counting while its motor stands still, until it notices. What it says of its reservoir is then less than what
 * is in it, and the fleet says that the volume is uncertain.
 */
class UncertainVolumeTest {

    private static final long SEED = Seeds.seed("UncertainVolumeTest");
    /** The firmware notices a rotor that stands after twenty minutes. */
    private static final Duration UNNOTICED = Duration.ofMinutes(15);

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void aStallThatRecoveredBetweenTwoReadingsMakesTheVolumeUncertain(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            Visit visit = enrolled(scene);
            PumpStatus.Reading before = read(scene, visit);
            long held = scene.bedside().held();
            scene.time().leapPumpTime(DAY);
            PumpStatus.Reading undisturbed = read(scene, visit);
            assertThat(calculated(before) - calculated(undisturbed))
                    .as("it counts what it gives")
                    .isEqualTo(held - scene.bedside().held());
            assertThat(row(scene).uncertainSince()).as("nothing happened").isEmpty();

            scene.bedside().inject(DeviceFault.MOTOR_STALL, 1);
            scene.time().leapPumpTime(UNNOTICED);
            PumpStatus.Reading unnoticed = read(scene, visit);
            assertThat(unnoticed.snapshot().motor()).isEqualTo(MotorState.RUNNING);
            assertThat(calculated(before) - calculated(unnoticed))
                    .as("more is in it than it says")
                    .isGreaterThan(held - scene.bedside().held());
            scene.time().leapPumpTime(Duration.ofHours(6));
            scene.bedside().inject(DeviceFault.MOTOR_STALL, 0);
            scene.time().leapPumpTime(DAY);
            PumpStatus.Reading after = read(scene, visit);

            assertThat(after.snapshot().motor()).isEqualTo(MotorState.RUNNING);
            assertThat(after.snapshot().alarms())
                    .as("the reading alone shows nothing")
                    .isEmpty();
            assertThat(row(scene).uncertainSince()).contains(unnoticed.pumpTime());
            assertThat(row(scene).projection()).as("a projection all the same").isPresent();
            read(scene, visit);
            assertThat(row(scene).uncertainSince()).as("until it is filled").contains(unnoticed.pumpTime());
        });
    }

    @Test
    void aStallThatIsReadMakesItUncertainFromThatReadingOn(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            Visit visit = enrolled(scene);
            read(scene, visit);
            scene.bedside().inject(DeviceFault.MOTOR_STALL, 1);
            scene.time().leapPumpTime(Duration.ofHours(6));
            PumpStatus.Reading stalled = read(scene, visit);
            assertThat(stalled.snapshot().motor()).isEqualTo(MotorState.STALLED);
            assertThat(row(scene).projection()).isEmpty();
            assertThat(row(scene).uncertainSince()).contains(stalled.pumpTime());
            scene.bedside().inject(DeviceFault.MOTOR_STALL, 0);
            scene.time().leapPumpTime(DAY);
            assertThat(read(scene, visit).snapshot().motor()).isEqualTo(MotorState.RUNNING);
            assertThat(row(scene).uncertainSince()).contains(stalled.pumpTime());
        });
    }

    /** A commit stands the motor still by order; the pump counts nothing meanwhile. */
    @Test
    void anOrderToThePumpMakesNothingUncertain(@TempDir Path folder) throws Exception {
        Scene.begin(SEED, Clinic.in(folder.resolve("people"), SEED), scene -> {
            Visit visit = enrolled(scene);
            read(scene, visit);
            scene.time().leapPumpTime(DAY);
            scene.story().send(scene.story().released(visit).id());
            scene.time().leapPumpTime(DAY);
            assertThat(read(scene, visit).snapshot().motor()).isEqualTo(MotorState.RUNNING);
            assertThat(row(scene).uncertainSince()).isEmpty();
        });
    }

    private static Visit enrolled(Scene scene) throws Exception {
        scene.story().enrol();
        scene.time().leapPumpTime(Scene.MONTH);
        return scene.story().visitRead();
    }

    private static PumpStatus.Reading read(Scene scene, Visit visit) {
        PumpStatus.Reading reading = scene.platform()
                .therapy()
                .read(visit.id(), scene.story().programmer())
                .orElseThrow();
        assertThat(reading.snapshot().identity().capabilities().reservoirSource())
                .isEqualTo(Source.CALCULATED);
        return reading;
    }

    private static long calculated(PumpStatus.Reading reading) {
        return reading.snapshot().reservoir().nanolitres();
    }

    private static FleetRow row(Scene scene) {
        return RowDesk.row(
                scene.platform().ledger(), Bedside.PUMP, scene.time().pump().now());
    }
}
