// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.LongUnaryOperator;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.junit.jupiter.api.Test;

final class BatteryTest {

    private static final long DAY = 86_400_000;
    private static final long IMPLANTED = 1_770_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    /** 1000 days without a stroke; 10,000 strokes take as much as a day. */
    private static Battery.Cell cell(long life) {
        return new Battery.Cell(10_000_000, 1, 10_000, 90 * DAY, 9 * DAY, life);
    }

    /** No stroke at any time. */
    private static long none(long time) {
        return 0;
    }

    private static long day(long days) {
        return IMPLANTED + days * DAY;
    }

    @Test
    void standingByUsesItUp() {
        Battery battery = new Battery(cell(NEVER), IMPLANTED);
        assertThat(battery.nextChange(IMPLANTED, day(999), BatteryTest::none)).isEqualTo(NEVER);
        assertThat(battery.nextChange(IMPLANTED, day(5_000), BatteryTest::none)).isEqualTo(day(1_000));
        assertThat(battery.percent(IMPLANTED)).isEqualTo(100);
        assertThat(battery.eos()).isEqualTo(NEVER);

        battery.live(day(1_000), 0);
        assertThat(battery.state(day(1_000))).isEqualTo(Battery.State.ERI);
        assertThat(battery.nextChange(day(1_000), day(5_000), BatteryTest::none))
                .isEqualTo(day(1_090));
        assertThat(battery.nextChange(day(1_000), day(1_089), BatteryTest::none))
                .isEqualTo(NEVER);
        assertThat(battery.state(day(1_090) - 1)).isEqualTo(Battery.State.ERI);
        assertThat(battery.state(day(1_090))).isEqualTo(Battery.State.EOS);
        assertThat(battery.percent(day(1_089))).isZero();
        assertThat(battery.percent(day(1_090))).isZero();
    }

    /** The time of ERI is that of the stroke that uses up the charge, wherever one looks from. */
    @Test
    void eachStrokeTakesItsCharge() {
        long strokeMillis = 8_640;
        LongUnaryOperator fromStart = time -> (time - IMPLANTED) / strokeMillis;
        Battery battery = new Battery(cell(NEVER), IMPLANTED);
        long eri = battery.nextChange(IMPLANTED, day(1_000), fromStart);
        assertThat(eri).as("10,000 strokes a day: half as long").isEqualTo(day(500));

        battery.live(day(100), 1_000_000);
        assertThat(battery.nextChange(day(100), day(1_000), time -> (time - day(100)) / strokeMillis))
                .isEqualTo(eri);
        assertThat(battery.percent(day(100))).isEqualTo(81);
        assertThat(battery.eosAtTheLatest())
                .as("the charge of 100 days went into strokes")
                .isEqualTo(day(990));
        battery.live(day(100), 1_000_001);
        assertThat(battery.eosAtTheLatest()).isEqualTo(day(890) - 8_640);
    }

    @Test
    void aFilmShortensTheWarning() {
        Battery battery = new Battery(cell(NEVER), IMPLANTED);
        battery.live(day(1_000), 0);
        battery.film(true);
        Battery again = Battery.fromJson(
                cell(NEVER), IMPLANTED, (JsonObject) Json.parse(battery.json().canonicalText()));
        assertThat(again.eri()).isEqualTo(day(1_000));
        assertThat(again.eos()).isEqualTo(day(1_009));
    }

    @Test
    void aClassThatStopsByItsAgeWarnsInTime() {
        Battery battery = new Battery(cell(700 * DAY), IMPLANTED);
        assertThat(battery.eos()).isEqualTo(day(700));
        assertThat(battery.nextChange(IMPLANTED, day(699), BatteryTest::none)).isEqualTo(day(610));
        battery.live(day(610), 0);
        assertThat(battery.state(day(610))).isEqualTo(Battery.State.ERI);
        assertThat(battery.eos()).isEqualTo(day(700));
        assertThat(battery.percent(day(693))).isEqualTo(1);
    }

    @Test
    void refusesACellThatCannotBe() {
        assertThatThrownBy(() -> new Battery.Cell(0, 1, 1, 1, 1, NEVER)).hasMessageContaining("has a charge");
        assertThatThrownBy(() -> cell(90 * DAY)).hasMessageContaining("longer than it warns");
    }
}
