// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.testkit.Seeds;
import org.junit.jupiter.api.Test;

final class DeviceClockTest {

    private static final long START = 1_770_000_000_000L;
    private static final long DAY = 86_400_000;

    @Test
    void runsAheadByItsDrift() {
        DeviceClock clock = new DeviceClock(START, 100);
        assertThat(clock.deviceTime(START)).isEqualTo(START);
        assertThat(clock.deviceTime(START + 100 * DAY))
                .as("100 ppm are 864 s in 100 days")
                .isEqualTo(START + 100 * DAY + 864_000);
        assertThat(new DeviceClock(START, -100).deviceTime(START + 100 * DAY)).isEqualTo(START + 100 * DAY - 864_000);
    }

    @Test
    void anOffsetMovesWhatItShowsAndNotWhatHasPassed() {
        DeviceClock clock = new DeviceClock(START, 50);
        long before = clock.deviceTime(START + DAY);
        clock.offset(-7_200_000);
        assertThat(clock.deviceTime(START + DAY)).isEqualTo(before);
        assertThat(clock.shows(START + DAY)).isEqualTo(before - 7_200_000);
        assertThat(clock.showing(clock.shows(START + DAY))).isEqualTo(START + DAY);
    }

    @Test
    void aNewDriftGoesOnFromWhereItWas() {
        DeviceClock clock = new DeviceClock(START, 1_000);
        long then = clock.deviceTime(START + DAY);
        clock.drift(START + DAY, -1_000);
        assertThat(clock.deviceTime(START + DAY)).isEqualTo(then);
        assertThat(clock.deviceTime(START + 2 * DAY)).isEqualTo(then + DAY - 86_400);
        assertThat(clock.perMillion()).isEqualTo(-1_000);
        assertThatThrownBy(() -> clock.drift(START, 10_001))
                .hasMessageContaining("at most 10000 millionths, got 10001");
    }

    @Test
    void forEverIsForEver() {
        DeviceClock clock = new DeviceClock(START, -10_000);
        assertThat(clock.reached(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(clock.showing(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    /** The earliest pump time, for any drift, near and far; and the memory keeps all of it. */
    @Test
    void findsTheEarliestTimeAtWhichItShowsSomething() {
        Random random = new Random(Seeds.seed("DeviceClockTest.earliest"));
        for (int run = 0; run < 2_000; run++) {
            DeviceClock fresh = new DeviceClock(START, random.nextInt(20_001) - 10_000);
            fresh.offset(random.nextInt() * 1_000L);
            DeviceClock clock =
                    DeviceClock.fromJson((JsonObject) Json.parse(fresh.json().canonicalText()));
            long shown = fresh.shows(START) + random.nextLong(1L << (1 + random.nextInt(40)));
            long time = clock.showing(shown);
            assertThat(clock.shows(time)).isGreaterThanOrEqualTo(shown);
            assertThat(clock.shows(time - 1)).isLessThan(shown);
            assertThat(clock.offset()).isEqualTo(fresh.offset());
        }
    }
}
