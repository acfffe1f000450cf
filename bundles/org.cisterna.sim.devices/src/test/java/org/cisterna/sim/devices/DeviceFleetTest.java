// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule.Step;
import org.cisterna.sim.DeviceConnection;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.LinkFault;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

final class DeviceFleetTest {

    private static final List<DeviceFamily> FAMILIES = List.of(new SynchromedFamily());
    private static final Instant START = VirtualTime.HOUSE_START;

    /** PROBE and HELLO with a key id of zeros, from the protocol page. */
    static final byte[] PROBE = frame("c157010500000000000000000000");

    private static final byte[] HELLO = frame("c15701010019" + "00".repeat(8) + "|01" + "00".repeat(24));

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final VirtualTime time = VirtualTime.create(1);

    /** A clear frame from header and payload, with its checks. */
    static byte[] frame(String text) {
        int bar = text.indexOf('|');
        byte[] head = HexFormat.of().parseHex(bar < 0 ? text : text.substring(0, bar));
        byte[] payload = HexFormat.of().parseHex(bar < 0 ? "" : text.substring(bar + 1));
        byte[] out = Arrays.copyOf(head, 16 + payload.length + 4);
        long check = crc(head, head.length);
        out[14] = (byte) (check >> 8);
        out[15] = (byte) check;
        System.arraycopy(payload, 0, out, 16, payload.length);
        long crc = crc(out, out.length - 4);
        for (int i = 0; i < 4; i++) {
            out[out.length - 1 - i] = (byte) (crc >> (8 * i));
        }
        return out;
    }

    private static long crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    private DeviceFleet fleet(SimulatedStorage disk, int pumps, long seed, long speed) throws IOException {
        return DeviceFleet.open(disk, new FleetOrder(pumps, seed, speed), FAMILIES, time.house());
    }

    @Test
    void pumpNumberOneOfEveryFleetIsTheFixture() {
        for (long seed = 0; seed < 50; seed++) {
            DeviceSetup fixture = FleetPlan.pump(seed, 1, START);
            assertThat(fixture.serial()).isEqualTo("S2-000001");
            assertThat(fixture.model()).isEqualTo("S2-20");
            assertThat(fixture.fill()).isEqualTo(new Volume(20_000_000));
            assertThat(fixture.content()).isEqualTo(Map.of("baclofen", new Concentration(2_000_000)));
            assertThat(fixture.programme()).containsExactly(new Step(0, 140_000));
            assertThat(fixture.catheter()).isEqualTo(new Volume(175_500));
            assertThat(fixture.implanted()).isEqualTo(START.minus(Duration.ofDays(30)));
        }
        assertThat(FleetPlan.pump(1, 1, START).pairingCode())
                .isNotEqualTo(FleetPlan.pump(2, 1, START).pairingCode());
    }

    @Test
    void everyPumpOfTheCatalogueCanBeMade() throws IOException {
        try (DeviceFleet fleet = fleet(storage, 300, 7, 1_000)) {
            assertThat(fleet.all()).hasSize(300);
            for (ManagedDevice managed : fleet.all()) {
                assertThat(fleet.alive(managed).describe().number("motorState")).isEqualTo(1);
            }
        }
    }

    @Test
    void aFolderKeepsItsFleetAndGrows() throws IOException {
        List<DeviceSetup> two;
        try (DeviceFleet fleet = fleet(storage, 2, 7, 1_000)) {
            two = fleet.all().stream().map(ManagedDevice::setup).toList();
        }
        try (DeviceFleet fleet = fleet(storage, 4, 99, 1_000)) {
            List<DeviceSetup> four =
                    fleet.all().stream().map(ManagedDevice::setup).toList();
            assertThat(four.subList(0, 2)).isEqualTo(two);
            assertThat(four.get(3)).isEqualTo(FleetPlan.pump(7, 4, fleet.now()));
        }
        try (DeviceFleet fleet = fleet(storage, 1, 7, 1_000)) {
            assertThat(fleet.all()).hasSize(4);
        }
        assertThat(storage.isOwnerOnly("fleet.json")).isTrue();
    }

    @Test
    void whatIsWrongIsSaidInWords() throws IOException {
        assertThatThrownBy(() -> new FleetOrder(0, 1, -1))
                .hasMessageContaining("pumps is 0")
                .hasMessageContaining("-1");
        try (DeviceFleet fleet = fleet(storage, 1, 7, 1_000)) {
            assertThatThrownBy(() -> fleet(storage, 1, 7, 1_000)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> fleet.find("S2-000009")).hasMessageContaining("S2-000009");
        }
        assertThatThrownBy(() -> DeviceFleet.open(storage, new FleetOrder(1, 7, 1_000), List.of(), time.house()))
                .hasMessageContaining("not installed");
        storage.replaceAtomically("fleet.json", "{\"seed\":1}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> fleet(storage, 1, 7, 1_000)).hasMessageContaining("fleet.json");
    }

    @Test
    void aDialogueSlowsTimeUntilItIsOver() throws Exception {
        time.run(() -> {
            DeviceFleet fleet = fleet(storage, 1, 7, 3_600_000);
            int[] told = {0};
            fleet.onSpeed(() -> told[0]++);
            DeviceConnection link = fleet.connect(fleet.find("S2-000001"));
            byte[] challenge = link.receive(HELLO, START);
            assertThat(challenge[3]).as("a CHALLENGE").isEqualTo((byte) 2);
            assertThat(fleet.reading().speedPerMille()).isEqualTo(1_000);
            assertThat(told[0]).isEqualTo(1);

            time.advance(Duration.ofSeconds(20));
            fleet.tick();
            assertThat(fleet.reading().speedPerMille())
                    .as("the challenge lives 30 s")
                    .isEqualTo(1_000);
            time.advance(Duration.ofSeconds(10));
            fleet.tick();
            assertThat(fleet.reading().speedPerMille()).isEqualTo(3_600_000);
            assertThat(told[0]).isEqualTo(2);

            link.receive(PROBE, START);
            time.advance(Duration.ofMillis(1_001));
            fleet.tick();
            assertThat(fleet.reading().speedPerMille())
                    .as("a probe is no dialogue")
                    .isEqualTo(3_600_000);
            fleet.close();
        });
    }

    @Test
    void aDeviceThatDiedIsOpenedAgainFromItsMemory() throws Exception {
        DeviceFleet fleet = fleet(storage, 1, 7, 1_000);
        ManagedDevice managed = fleet.find("S2-000001");
        DeviceConnection link = fleet.connect(managed);
        storage.failAt(storage.operations() + 1);
        assertThatThrownBy(() -> link.receive(HELLO, START)).isInstanceOf(IOException.class);
        assertThat(link.isOpen()).isFalse();

        byte[] answer = fleet.connect(managed).receive(HELLO, START);
        assertThat(answer[3]).isEqualTo((byte) 2);
        assertThat(fleet.alive(managed).describe().number("boots")).isEqualTo(1);
        fleet.close();
    }

    @Test
    void anArmedFaultMeetsTheNextLinkOnly() throws Exception {
        DeviceFleet fleet = fleet(storage, 1, 7, 1_000);
        ManagedDevice managed = fleet.find("S2-000001");
        managed.arm(new LinkFault(LinkFault.Kind.CUT, LinkFault.Direction.FROM_DEVICE, 5));
        DeviceConnection first = fleet.connect(managed);
        assertThat(first.receive(PROBE, START)).hasSize(5);
        assertThat(first.isOpen()).isFalse();
        assertThat(fleet.connect(managed).receive(PROBE, START).length).isGreaterThan(20);
        fleet.close();
    }

    /** Law 12 and rule 19.04: a device that starts again does not draw the numbers of its last life. */
    @Test
    void everyLifeDrawsOtherNumbers() throws Exception {
        byte[] first;
        byte[] second;
        byte[] repeated;
        try (DeviceFleet fleet = fleet(storage, 1, 7, 1_000)) {
            first = fleet.connect(fleet.find("S2-000001")).receive(HELLO, START);
        }
        try (DeviceFleet fleet = fleet(storage, 1, 7, 1_000)) {
            second = fleet.connect(fleet.find("S2-000001")).receive(HELLO, START);
        }
        try (DeviceFleet fleet = fleet(new SimulatedStorage(5), 1, 7, 1_000)) {
            repeated = fleet.connect(fleet.find("S2-000001")).receive(HELLO, START);
        }
        assertThat(second).isNotEqualTo(first);
        assertThat(repeated).as("the same seed from the beginning").isEqualTo(first);
    }
}
