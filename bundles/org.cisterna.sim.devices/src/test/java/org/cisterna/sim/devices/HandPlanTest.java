// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.sim.codman.CodmanFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** The pumps that only hands reach: they are in the folder, nobody finds them, and the control port is the hands. */
class HandPlanTest {

    private final VirtualTime time = VirtualTime.create(1);

    @Test
    void handsReachThemAndNobodyElseDoes() throws Exception {
        try (DeviceFleet fleet = DeviceFleet.open(
                new SimulatedStorage(1),
                new FleetOrder(1, 7, FleetOrder.REAL_TIME),
                List.of(new SynchromedFamily(), new CodmanFamily()),
                time.house())) {
            assertThat(fleet.all())
                    .hasSize(3)
                    .filteredOn(ManagedDevice::hasTelemetry)
                    .hasSize(1);
            assertThatThrownBy(() -> fleet.connect(fleet.find("C3-900001"))).hasMessageContaining("no telemetry");
            ControlDesk desk = new ControlDesk(fleet, () -> {});
            JsonObject out = desk.answer(Json.object()
                    .put("do", "withdraw")
                    .put("serial", "C3-900001")
                    .put("volume", "60 mL")
                    .build());
            assertThat(out.string("volume"))
                    .as("30 mL less 21 days at 1.034 mL/day")
                    .isEqualTo("8.286 mL");
            assertThat(desk.answer(Json.object()
                                    .put("do", "describe")
                                    .put("serial", "C3-900001")
                                    .build())
                            .string("labelFlow"))
                    .isEqualTo("1.034 mL/day");
        }
    }

    @Test
    void aFolderWithoutTheirFamilyHasNone() throws Exception {
        try (DeviceFleet fleet = DeviceFleet.open(
                new SimulatedStorage(1),
                new FleetOrder(1, 7, FleetOrder.REAL_TIME),
                List.of(new SynchromedFamily()),
                time.house())) {
            assertThat(fleet.all()).hasSize(1);
        }
    }
}
