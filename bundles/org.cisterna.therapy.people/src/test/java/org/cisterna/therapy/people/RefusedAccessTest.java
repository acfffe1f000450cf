// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which refusals are entered. */
class RefusedAccessTest {

    private static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");

    private final RefusedAccess access = new RefusedAccess();

    @Test
    void aFloodIsEnteredAtEachPowerOfTen() {
        List<Long> entered = new ArrayList<>();
        for (int i = 0; i < 12_345; i++) {
            access.count("vera", 403, NINE).ifPresent(entered::add);
        }
        assertThat(entered).containsExactly(1L, 10L, 100L, 1_000L, 10_000L);
    }

    @Test
    void eachPersonEachStatusAndEachHourHasItsFirst() {
        assertThat(access.count("vera", 403, NINE)).hasValue(1);
        assertThat(access.count("vera", 403, NINE.plusSeconds(3_599))).isEmpty();
        assertThat(access.count("vera", 401, NINE)).hasValue(1);
        assertThat(access.count("tom", 403, NINE)).hasValue(1);
        assertThat(access.count("vera", 403, NINE.plus(Duration.ofHours(1)))).hasValue(1);
    }

    @Test
    void moreThanCanBeRememberedAreEnteredOnceMoreRatherThanNotAtAll() {
        OptionalLong last = OptionalLong.empty();
        for (int i = 0; i <= RefusedAccess.MOST_REMEMBERED; i++) {
            last = access.count("from " + i, 401, NINE);
        }
        assertThat(last).hasValue(1);
        assertThat(access.count("from 0", 401, NINE)).as("forgotten by then").hasValue(1);
    }
}
