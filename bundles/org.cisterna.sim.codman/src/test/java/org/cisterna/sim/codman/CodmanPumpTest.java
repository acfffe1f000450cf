// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.codman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

/** A pump that only hands touch. */
class CodmanPumpTest {

    private static final Instant IMPLANTED = Instant.parse("2026-01-01T00:00:00Z");

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static DeviceSetup setup(String model, long fill, List<Step> programme) {
        return new DeviceSetup(
                "codman",
                model,
                "C3-000001",
                "12345678",
                IMPLANTED,
                new Volume(175_500),
                new Volume(fill),
                Map.of("morphine", new Concentration(10_000_000)),
                programme);
    }

    private SimulatedDevice open(Instant now) throws IOException {
        return new CodmanFamily()
                .open(
                        setup("C3-30", 30_000_000, List.of(new Step(0, 1_000_000))),
                        DeviceMemory.open(storage, "pump"),
                        Randomness.seeded(1),
                        now);
    }

    @Test
    void itCannotBeSpokenTo() throws IOException {
        SimulatedDevice pump = open(IMPLANTED);
        assertThatThrownBy(pump::connect).hasMessageContaining("no telemetry");
        assertThat(pump.inDialogue()).isFalse();
        assertThat(pump.patientAsks()).isFalse();
        assertThat(new CodmanFamily().hasTelemetry()).isFalse();
        assertThat(pump.label().pairingCode())
                .as("nothing to pair with, whatever a setup says")
                .isEmpty();
        assertThat(pump.describe().canonicalText())
                .as("what stands on its label, and no word of what is in it")
                .isEqualTo("{\"labelFlow\":\"1 mL/day\",\"manufacturer\":\"Cisterna Simulations\",\"model\":\"C3-30\","
                        + "\"serial\":\"C3-000001\",\"telemetry\":\"none\"}");
    }

    @Test
    void itIsEmptiedAndFilledByHandAndTheWorldRemembers() throws IOException {
        Instant later = IMPLANTED.plus(Duration.ofDays(20));
        SimulatedDevice pump = open(later);
        assertThat(pump.withdraw(new Volume(50_000_000)).picolitres()).isEqualTo(10_000_000_000L);
        assertThat(pump.truth().flowing()).as("empty").isFalse();
        pump.fill(new Volume(30_000_000), Solution.of("morphine", new Concentration(8_000_000)));
        SimulatedDevice again = open(later.plus(Duration.ofDays(3)));
        assertThat(again.truth().usablePicolitres()).isEqualTo(27_000_000_000L);
        assertThatThrownBy(() -> again.fill(new Volume(4_000_000), Solution.DRUG_FREE))
                .as("an overfilled reservoir is refused")
                .hasMessageContaining("room");
    }

    @Test
    void aRestrictorThatIsNotWhatItsLabelSaysShowsInWhatComesBack() throws IOException {
        SimulatedDevice pump = open(IMPLANTED);
        pump.inject(DeviceFault.ACCURACY_OFFSET, 150);
        pump.advanceTo(IMPLANTED.plus(Duration.ofDays(20)));
        assertThat(pump.withdraw(new Volume(50_000_000)).picolitres()).isEqualTo(7_000_000_000L);
        assertThatThrownBy(() -> pump.inject(DeviceFault.MOTOR_STALL, 1))
                .as("there is no motor")
                .hasMessageContaining("no MOTOR_STALL");
    }

    @Test
    void feverHeightAndATornOffCatheterChangeWhatIsDelivered() throws IOException {
        SimulatedDevice pump = open(IMPLANTED);
        pump.inject(DeviceFault.BODY_TEMPERATURE, 390);
        pump.advanceTo(IMPLANTED.plus(Duration.ofDays(1)));
        assertThat(pump.truth().pushedPicolitres()).as("a day with fever").isEqualTo(1_227_200_000L);
        pump.inject(DeviceFault.BODY_TEMPERATURE, 370);
        pump.inject(DeviceFault.AMBIENT_PRESSURE, 750);
        pump.inject(DeviceFault.DISCONNECTION, 1);
        pump.advanceTo(IMPLANTED.plus(Duration.ofDays(2)));
        assertThat(pump.truth().pushedPicolitres()).isEqualTo(1_227_200_000L + 1_526_000_000L);
        assertThat(pump.truth().lostPicolitres())
                .as("on the mountain all of it went astray")
                .isEqualTo(1_526_000_000L);
        pump.inject(DeviceFault.DISCONNECTION, 0);
        pump.inject(DeviceFault.OCCLUSION, 1);
        pump.advanceTo(IMPLANTED.plus(Duration.ofDays(5)));
        assertThat(pump.truth().flowing())
                .as("blocked: only the path swells a little")
                .isFalse();
        assertThatThrownBy(() -> pump.inject(DeviceFault.BODY_TEMPERATURE, 37)).hasMessageContaining("300");
    }

    @Test
    void whatTheClassCannotBeIsRefusedInWords() {
        CodmanFamily family = new CodmanFamily();
        List<Step> flow = List.of(new Step(0, 1_000_000));
        assertThatThrownBy(() -> family.check(setup("C3-99", 1_000_000, flow))).hasMessageContaining("C3-16, C3-30");
        assertThatThrownBy(() -> family.check(setup("C3-30", 31_000_000, flow))).hasMessageContaining("does not hold");
        assertThatThrownBy(() -> family.check(setup("C3-30", 1_000_000, List.of())))
                .hasMessageContaining("give it one rate");
        assertThatThrownBy(() ->
                        family.check(setup("C3-30", 1_000_000, List.of(new Step(0, 500_000), new Step(60, 600_000)))))
                .as("no flex")
                .hasMessageContaining("all day and for life");
        assertThatThrownBy(() -> family.check(setup("C3-30", 1_000_000, List.of(new Step(0, 24_000_000)))))
                .hasMessageContaining("24 mL/day");
    }
}
