// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.codman.CodmanFamily;
import org.cisterna.sim.medstream.MedstreamFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.storage.Storage;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** The pumps beside the catalogue: those that only hands reach, and those that are in the middle of something. */
class StandingPlanTest {

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

    private static final List<DeviceFamily> ALL =
            List.of(new SynchromedFamily(), new PrometraFamily(), new MedstreamFamily(), new CodmanFamily());

    private DeviceFleet demo(SimulatedStorage disk, long seed) throws Exception {
        return DeviceFleet.open(disk, new FleetOrder(2, seed, FleetOrder.REAL_TIME, true), ALL, time.house());
    }

    /** Everything in a folder, by its path. */
    private static Map<String, String> bytes(SimulatedStorage disk) throws Exception {
        Map<String, String> bytes = new TreeMap<>();
        bytes.put("fleet.json", HexFormat.of().formatHex(disk.readAll("fleet.json")));
        for (String serial : disk.list("devices")) {
            for (String bank : disk.list("devices/" + serial)) {
                String path = "devices/" + serial + '/' + bank;
                bytes.put(path, HexFormat.of().formatHex(disk.readAll(path)));
            }
        }
        return bytes;
    }

    @Test
    void theSameSeedMakesTheSameFleetByteForByte() throws Exception {
        Map<Long, Map<String, String>> made = new TreeMap<>();
        for (long seed : List.of(1L, 417L, 2L)) {
            SimulatedStorage once = new SimulatedStorage(1);
            SimulatedStorage again = new SimulatedStorage(2);
            demo(once, seed).close();
            demo(again, seed).close();
            assertThat(bytes(again)).as("seed %d", seed).isEqualTo(bytes(once));
            made.put(seed, bytes(once));
        }
        assertThat(made.get(2L)).isNotEqualTo(made.get(1L));
        assertThat(made.get(417L)).isNotEqualTo(made.get(1L));
    }

    /** What each pump is about is so with every seed, by its own firmware and by what really happened. */
    @Test
    void everySeedTellsTheSameStories() throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            try (DeviceFleet fleet = demo(new SimulatedStorage(seed), seed)) {
                assertThat(fleet.all()).as("seed %d", seed).hasSize(2 + 2 + 12);
                assertThat(flowing(fleet, "S2-800001"))
                        .as("stalled, seed %d", seed)
                        .isFalse();
                assertThat(flowing(fleet, "P2-800001"))
                        .as("valve closed, seed %d", seed)
                        .isFalse();
                assertThat(flowing(fleet, "S2-800002"))
                        .as("never ran, seed %d", seed)
                        .isFalse();
                for (String serial : List.of(
                        "S2-800003",
                        "S2-800004",
                        "S2-800005",
                        "P2-800002",
                        "P2-800003",
                        "M3-800001",
                        "M3-800002",
                        "C3-900001",
                        "C3-900003",
                        "C3-900004")) {
                    assertThat(flowing(fleet, serial))
                            .as("%s runs, seed %d", serial, seed)
                            .isTrue();
                }
                assertThat(usable(fleet, "P2-800002"))
                        .as("due soon, seed %d", seed)
                        .isBetween(4_600_000L, 6_600_000L);
                assertThat(usable(fleet, "M3-800001"))
                        .as("below the alarm volume of 3 mL and not empty, seed %d", seed)
                        .isBetween(1_500_000L, 2_600_000L);
                assertThat(usable(fleet, "S2-800005"))
                        .as("filled today, seed %d", seed)
                        .isBetween(39_900_000L, 40_000_000L);
                assertThat(usable(fleet, "C3-900003"))
                        .as("something is left to measure, seed %d", seed)
                        .isBetween(2_100_000L, 11_000_000L);
            }
        }
    }

    private static boolean flowing(DeviceFleet fleet, String serial) throws Exception {
        return fleet.alive(fleet.find(serial)).truth().flowing();
    }

    private static long usable(DeviceFleet fleet, String serial) throws Exception {
        return fleet.alive(fleet.find(serial)).truth().usablePicolitres() / 1_000;
    }

    /** What people read when they enrol a pump is what was filled last, not what it was made with. */
    @Test
    void papersTellTheLastFill() throws Exception {
        SimulatedStorage disk = new SimulatedStorage(1);
        for (int start = 0; start < 2; start++) {
            try (DeviceFleet fleet = demo(disk, 7)) {
                Papers papers = fleet.find("S2-800005").papers().orElseThrow();
                assertThat(papers.content()).isEqualTo(Map.of("morphine", new Concentration(20_000_000)));
                assertThat(papers.volume()).isEqualTo(new Volume(40_000_000));
                assertThat(fleet.find("S2-800005").setup().content())
                        .isEqualTo(Map.of("morphine", new Concentration(10_000_000)));
                assertThat(fleet.find("C3-900003").papers().orElseThrow().at())
                        .isEqualTo(fleet.find("C3-900003").setup().implanted());
            }
        }
    }

    /** A start that is killed while the fleet is made leaves nothing half lived: the next one makes the same. */
    @Test
    void aKillWhileTheFleetIsMadeLeavesNoPumpWithHalfAPast() throws Exception {
        SimulatedStorage whole = new SimulatedStorage(1);
        demo(whole, 7).close();
        long operations = whole.operations();
        for (long at = operations / 8; at < operations; at += operations / 8) {
            SimulatedStorage disk = new SimulatedStorage(3);
            disk.failAt(at);
            try {
                demo(disk, 7).close();
            } catch (IOException killed) {
                assertThat(killed).hasMessageNotContaining("damaged");
            }
            demo(disk, 7).close();
            try (DeviceFleet fleet = demo(disk, 7)) {
                assertThat(fleet.all()).hasSize(2 + 2 + 12);
                assertThat(flowing(fleet, "S2-800001"))
                        .as("killed at %d of %d", at, operations)
                        .isFalse();
                assertThat(usable(fleet, "S2-800005")).isBetween(39_900_000L, 40_000_000L);
            }
        }
    }

    /** A larger order adds the pumps of the catalogue that are missing, whatever stands beside them. */
    @Test
    void aLargerOrderAddsTheNumbersThatAreMissing() throws Exception {
        SimulatedStorage disk = new SimulatedStorage(1);
        demo(disk, 7).close();
        try (DeviceFleet fleet = DeviceFleet.open(disk, new FleetOrder(4, 7, 1_000), ALL, time.house())) {
            assertThat(fleet.all())
                    .extracting(each -> each.setup().serial())
                    .contains("S2-000001", "S2-000002", "S2-000003", "S2-000004")
                    .hasSize(4 + 2 + 12);
        }
    }

    /** A folder whose fleet somebody wrote is left as it is when it has as many pumps as are ordered, whatever they are called. */
    @Test
    void aFleetOfOwnPumpsIsNotMadeLarger() throws Exception {
        SimulatedStorage disk = new SimulatedStorage(1);
        DeviceFleet.open(disk, new FleetOrder(3, 7, 1_000), ALL, time.house()).close();
        String written = new String(disk.readAll("fleet.json"), StandardCharsets.UTF_8);
        SimulatedStorage own = new SimulatedStorage(2);
        own.replaceAtomically(
                "fleet.json",
                written.replace("S2-00000", "S2-70000").getBytes(StandardCharsets.UTF_8),
                Storage.Mode.CREATE_PRIVATE);
        List<String> serials;
        try (DeviceFleet fleet = DeviceFleet.open(own, new FleetOrder(3, 7, 1_000), ALL, time.house())) {
            serials = fleet.all().stream().map(each -> each.setup().serial()).toList();
        }
        assertThat(serials).contains("S2-700001").doesNotContain("S2-000001").hasSize(3 + 2);
    }
}
