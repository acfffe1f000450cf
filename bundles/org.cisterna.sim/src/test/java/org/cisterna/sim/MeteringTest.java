// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;

final class MeteringTest {

    private static final long DAY = 86_400_000;

    @Test
    void isExactUntilSomethingIsWrong() {
        Metering metering = new Metering();
        assertThat(metering.perMille(5 * DAY)).isEqualTo(1_000);
        assertThat(metering.nextChange(5 * DAY)).isEqualTo(Long.MAX_VALUE);
        metering.offset(-150);
        assertThat(metering.perMille(5 * DAY)).isEqualTo(850);
    }

    @Test
    void overInfusionRisesDayByDayToTwiceAtMost() {
        Metering first = new Metering();
        first.offset(10);
        first.rises(DAY / 2, 40);
        Metering metering =
                Metering.fromJson((JsonObject) Json.parse(first.json().canonicalText()));

        assertThat(metering.perMille(DAY)).isEqualTo(1_010);
        assertThat(metering.nextChange(DAY)).isEqualTo(DAY + DAY / 2);
        assertThat(metering.perMille(DAY + DAY / 2)).isEqualTo(1_050);
        assertThat(metering.nextChange(DAY + DAY / 2)).isEqualTo(2 * DAY + DAY / 2);
        assertThat(metering.perMille(400 * DAY)).isEqualTo(2_000);
        assertThat(metering.nextChange(400 * DAY)).isEqualTo(Long.MAX_VALUE);

        metering.rises(400 * DAY, 0);
        assertThat(metering.perMille(400 * DAY)).isEqualTo(1_010);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new Metering().rises(0, -1)).hasMessageContaining("got -1");
        assertThatThrownBy(() -> new Metering().offset(1_001)).hasMessageContaining("got 1001");
    }
}
