// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.scenario.Scenario;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

final class StoryTest {

    private static final List<DeviceFamily> FAMILIES = List.of(new SynchromedFamily());
    private static final long MINUTE_A_SECOND = 60_000;
    private static final String TOLD =
            """
            scenario told
            story A pump of the demo has its troubles.
            pump T-1 family synchromed model S2-20 holds 10 mL of baclofen 2000 mcg/mL catheter 0.1755 mL runs 0.144 mL/day
            at 1 h T-1 read                       # for people
            at 1 h T-1 withdraw 1 mL
            at 2 h T-1 fault MOTOR_STALL on
            at 2 h T-1 expect not-flowing         # for people
            at 3 h T-1 fault MOTOR_STALL off
            at 3 h T-1 fill 15 mL of baclofen 2000 mcg/mL     # not on what is still there, and is said in the log
            at 3 h T-1 link from-device cut after 5 bytes then away
            at 4 h T-1 back
            """;

    private final VirtualTime time = VirtualTime.create(1);
    private final SimulatedStorage disk = new SimulatedStorage(1);
    private final Scenario scenario = Scenario.read(TOLD, FAMILIES).orElseThrow();

    private DeviceFleet fleet() throws IOException {
        return DeviceFleet.open(disk, new FleetOrder(1, 7, MINUTE_A_SECOND), scenario.pumps(), FAMILIES, time.house());
    }

    private static SimulatedDevice pump(DeviceFleet fleet) throws IOException {
        return fleet.alive(fleet.find("T-1"));
    }

    private static long usable(DeviceFleet fleet) throws IOException {
        return pump(fleet).truth().usablePicolitres() / 1_000_000_000L;
    }

    @Test
    void whatHappensToDevicesHappensAtItsPumpTimeAndOnce() throws Exception {
        time.run(() -> {
            try (DeviceFleet fleet = fleet()) {
                assertThat(fleet.all()).hasSize(2);
                Story story = Story.open(disk, scenario, fleet);
                time.advance(Duration.ofSeconds(59));
                story.tick();
                assertThat(usable(fleet)).isEqualTo(9);
                time.advance(Duration.ofSeconds(2));
                story.tick();
                assertThat(usable(fleet)).as("a millilitre was taken out").isEqualTo(8);
                assertThat(pump(fleet).truth().flowing()).isTrue();
            }
            try (DeviceFleet fleet = fleet()) {
                Story story = Story.open(disk, scenario, fleet);
                story.tick();
                assertThat(usable(fleet)).as("and not again after a restart").isEqualTo(8);
                time.advance(Duration.ofSeconds(60));
                story.tick();
                assertThat(pump(fleet).truth().flowing()).isFalse();
                time.advance(Duration.ofSeconds(60));
                story.tick();
                assertThat(pump(fleet).truth().flowing()).isTrue();
                assertThat(usable(fleet)).as("what does not fit is left out").isEqualTo(8);
                ManagedDevice managed = fleet.find("T-1");
                fleet.connect(managed).receive(DeviceFleetTest.PROBE, fleet.now());
                assertThatThrownBy(() -> fleet.connect(managed)).hasMessageContaining("out of reach");
                time.advance(Duration.ofSeconds(2));
                fleet.tick();
                time.advance(Duration.ofSeconds(60));
                story.tick();
                assertThat(fleet.connect(managed).isOpen()).isTrue();
            }
        });
    }

    @Test
    void anotherStoryBeginsAnewAndAPumpOfAnotherKindIsRefused() throws Exception {
        time.run(() -> {
            try (DeviceFleet fleet = fleet()) {
                Story.open(disk, scenario, fleet);
                time.advance(Duration.ofMinutes(5));
                Scenario other =
                        Scenario.read(TOLD.replace("told", "untold"), FAMILIES).orElseThrow();
                Story.open(disk, other, fleet).tick();
                assertThat(usable(fleet)).as("nothing is due yet").isEqualTo(9);
            }
            Scenario larger =
                    Scenario.read(TOLD.replace("S2-20", "S2-40"), FAMILIES).orElseThrow();
            assertThatThrownBy(() ->
                            DeviceFleet.open(disk, new FleetOrder(1, 7, 1_000), larger.pumps(), FAMILIES, time.house()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another serial");
        });
    }

    @Test
    void aStoryThatCannotBeReadFromTheFolderIsSaid() throws Exception {
        time.run(() -> {
            try (DeviceFleet fleet = fleet()) {
                byte[] torn = "{\"begun\"".getBytes(StandardCharsets.UTF_8);
                disk.replaceAtomically("story.json", torn, Storage.Mode.CREATE_PRIVATE);
                assertThatThrownBy(() -> Story.open(disk, scenario, fleet))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("begin the story anew");
            }
        });
    }
}
