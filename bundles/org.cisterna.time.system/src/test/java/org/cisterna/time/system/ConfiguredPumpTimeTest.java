// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.PumpTimeFeed.Reading;
import org.cisterna.time.TimeSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredPumpTimeTest {

    private final VirtualTime time = VirtualTime.create(1);
    private final TimeSource house = time.house();
    private final Path file;
    private Optional<Reading> reading = Optional.empty();

    ConfiguredPumpTimeTest(@TempDir Path data) {
        file = data.resolve("cache").resolve("pump-time");
    }

    private ConfiguredPumpTime start(boolean simulated) {
        return ConfiguredPumpTime.start(new TimeSettings(simulated, Optional.of(file)), house, () -> reading);
    }

    private void kept(Instant value) throws IOException {
        new PumpTimeFile(file).save(value);
    }

    @Test
    void isHouseTimeWithAndWithoutADataFolder() throws Exception {
        ConfiguredPumpTime pump =
                ConfiguredPumpTime.start(new TimeSettings(false, Optional.empty()), house, () -> reading);
        ConfiguredPumpTime inFolder = start(false);
        time.run(() -> {
            time.advance(Duration.ofDays(2));
            assertThat(pump.now()).isEqualTo(house.now());
            assertThat(inFolder.now()).isEqualTo(house.now());
            pump.sleepUntil(house.now().plusSeconds(7));
            assertThat(pump.await(time.threads().newSignal(), house.now().plusSeconds(1)))
                    .isFalse();
            assertThat(Duration.between(VirtualTime.HOUSE_START, house.now()))
                    .isEqualTo(Duration.ofDays(2).plusSeconds(8));
        });
        pump.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void followsTheDevicesWhenSimulated() throws Exception {
        Instant devices = Instant.parse("2027-01-01T00:00:00Z");
        reading = Optional.of(new Reading(devices, house.now(), 1000, true));
        ConfiguredPumpTime pump = start(true);
        assertThat(pump.now()).isEqualTo(devices);
        pump.close();
        assertThat(file).hasContent("2027-01-01T00:00:00Z");
    }

    @Test
    void isHouseTimeWhereSimulatedDevicesAreBehindIt() throws Exception {
        kept(VirtualTime.HOUSE_START.minus(Duration.ofDays(7)));
        assertThat(start(false).now()).isEqualTo(VirtualTime.HOUSE_START);
    }

    @Test
    void waitsForHouseTimeWhereSimulatedDevicesAreALittleAhead() throws Exception {
        Instant ahead = VirtualTime.HOUSE_START.plusSeconds(2);
        kept(ahead);
        ConfiguredPumpTime pump = start(false);
        time.run(() -> {
            assertThat(pump.now()).isEqualTo(ahead);
            time.advance(Duration.ofSeconds(1));
            assertThat(pump.now()).isEqualTo(ahead);
            time.advance(Duration.ofSeconds(9));
            assertThat(pump.now()).isEqualTo(house.now());
        });
    }

    @Test
    void refusesToGoBackWhereSimulatedDevicesAreFarAhead() throws Exception {
        kept(VirtualTime.HOUSE_START.plus(Duration.ofDays(30)));
        assertThatThrownBy(() -> start(false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("to 2026-02-04T08:00:00Z, which is PT720H ahead of house time")
                .hasMessageContaining("use another data folder");
    }
}
