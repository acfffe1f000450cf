// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.cisterna.testkit.Seeds;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

final class OwnedPumpTimeTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final VirtualTime time = VirtualTime.create(1);

    @Test
    void startsAtHouseTimeAndRunsAtItsSpeed() throws Exception {
        time.run(() -> {
            OwnedPumpTime pump = new OwnedPumpTime(storage, time.house(), 60_000);
            assertThat(pump.now()).isEqualTo(VirtualTime.HOUSE_START);
            time.advance(Duration.ofSeconds(10));
            assertThat(pump.now()).isEqualTo(VirtualTime.HOUSE_START.plusSeconds(600));
            pump.speed(0);
            time.advance(Duration.ofSeconds(10));
            assertThat(pump.now()).isEqualTo(VirtualTime.HOUSE_START.plusSeconds(600));
            assertThat(pump.reading().running()).isFalse();
        });
    }

    @Test
    void dialoguesRunAtRealSpeed() throws Exception {
        time.run(() -> {
            OwnedPumpTime pump = new OwnedPumpTime(storage, time.house(), 3_600_000);
            assertThat(pump.talking(true)).isTrue();
            assertThat(pump.talking(true)).isFalse();
            time.advance(Duration.ofSeconds(7));
            assertThat(pump.now()).isEqualTo(VirtualTime.HOUSE_START.plusSeconds(7));
            assertThat(pump.reading().speedPerMille()).isEqualTo(1_000);
            pump.talking(false);
            time.advance(Duration.ofSeconds(1));
            assertThat(pump.now()).isEqualTo(VirtualTime.HOUSE_START.plusSeconds(3_607));
            pump.speed(500);
            assertThat(pump.talking(true)).as("slow time is not made faster").isFalse();
        });
    }

    /** Killed at any moment, by power or by signal, it goes on later than anything it ever said. */
    @Test
    void neverGoesBack() throws Exception {
        long seed = Seeds.seed("OwnedPumpTimeTest.neverGoesBack");
        Random random = new Random(seed);
        time.run(() -> {
            SimulatedStorage disk = storage;
            Instant last = Instant.MIN;
            for (int life = 0; life < 60; life++) {
                long speed = random.nextInt(3) == 0 ? 1_000 : random.nextInt(100_000_000);
                OwnedPumpTime pump = new OwnedPumpTime(disk, time.house(), speed);
                disk.crashAt(disk.operations() + 1 + random.nextInt(12));
                for (int i = 0; i < 30; i++) {
                    Instant now = pump.now();
                    assertThat(now).isAfterOrEqualTo(last);
                    last = now;
                    time.advance(Duration.ofMillis(random.nextInt(9_000)));
                    pump.talking(random.nextBoolean());
                    if (random.nextInt(8) == 0) {
                        pump.speed(random.nextInt(100_000_000));
                    }
                }
                disk = random.nextBoolean() ? disk.afterKill() : disk.afterCrash(random.nextLong());
            }
        });
    }

    @Test
    void isKeptExactlyWhenItStops() throws Exception {
        time.run(() -> {
            OwnedPumpTime pump = new OwnedPumpTime(storage, time.house(), 60_000);
            time.advance(Duration.ofSeconds(1));
            pump.stop();
            Instant end = pump.now();
            time.advance(Duration.ofHours(1));
            assertThat(pump.now()).isEqualTo(end);
            assertThat(new OwnedPumpTime(storage, time.house(), 1_000).now()).isEqualTo(end);
        });
    }

    @Test
    void aFileThatHoldsNoTimeIsRefusedInWords() throws Exception {
        storage.replaceAtomically("pump-time", new byte[] {'x'});
        assertThatThrownBy(() -> new OwnedPumpTime(storage, time.house(), 1_000))
                .hasMessageContaining("'x'")
                .hasMessageContaining("2026-01-05T08:00:00Z");
    }
}
