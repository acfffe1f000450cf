// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cases worked by hand with exact fractions: whatever is built on these types starts from the right numbers. */
class WorkedExamplesTest {

    private static Concentration concentration(String text) {
        return Concentration.parse(text).orElseThrow();
    }

    private static DoseRate dose(String text) {
        return DoseRate.parse(text).orElseThrow();
    }

    private static FlowRate flow(String text) {
        return FlowRate.parse(text).orElseThrow();
    }

    private static Volume volume(String text) {
        return Volume.parse(text).orElseThrow();
    }

    @Test
    void doseAndRateAreTwoSidesOfOneNumber() {
        Ratio rate = FlowRate.of(dose("0.5 mg/day"), concentration("10 mg/mL"));
        assertThat(rate).isEqualTo(Ratio.of(50_000));
        assertThat(new FlowRate(rate.toLongExact()).text()).isEqualTo("0.05 mL/day");
        assertThat(rate.dividedBy(24_000).decimal(5)).isEqualTo("2.08333");

        Ratio inverse = DoseRate.at(flow("0.21 mL/day"), concentration("25 mg/mL"));
        assertThat(new DoseRate(inverse.toLongExact())).isEqualTo(dose("5.25 mg/day"));
    }

    @Test
    void aRateOfTheLabelledLowEndIsInRangeAndOneBelowIsNot() {
        Range<FlowRate> range = new Range<>(flow("0.048 mL/day"), flow("24 mL/day"));
        assertThat(range.contains(flow("0.05 mL/day"))).isTrue();
        assertThat(range.contains(flow("0.048 mL/day"))).isTrue();
        assertThat(range.contains(flow("1 mL/h"))).isTrue();
        assertThat(range.contains(new FlowRate(47_999))).isFalse();
        assertThat(range).hasToString("0.048 mL/day to 24 mL/day");
    }

    @Test
    void aFlexScheduleAddsUpExactly() {
        Ratio mass = dose("10 mcg/h")
                .massIn(Duration.ofHours(6))
                .plus(dose("20 mcg/h").massIn(Duration.ofHours(4)))
                .plus(dose("12 mcg/h").massIn(Duration.ofHours(8)))
                .plus(dose("15 mcg/h").massIn(Duration.ofHours(6)));
        Mass day = new Mass(mass.toLongExact());
        assertThat(day).hasToString("326 mcg");
        assertThat(new Volume(day.volumeAt(concentration("2000 mcg/mL")).toLongExact()))
                .isEqualTo(volume("0.163 mL"));
        assertThat(FlowRate.of(dose("15 mcg/h"), concentration("2 mg/mL"))).isEqualTo(Ratio.of(180_000));
        assertThat(Ratio.of(326 - 280, 280).times(100).decimal(1)).isEqualTo("16.4");
    }

    @Test
    void sixtyMicrogramsEveryHourAreNotSixtyADay() {
        Mass sixty = Mass.parse("60 mcg").orElseThrow();
        assertThat(sixty.every(Duration.ofHours(1)))
                .isEqualTo(dose("1440 mcg/day").exact());
        assertThat(sixty.every(Duration.ofDays(1))).isEqualTo(dose("60 mcg/day").exact());
    }

    @Test
    void halfAMillilitreAnHourEmptiesInFortyHoursAndADayInFortyDays() {
        assertThat(volume("20 mL").over(flow("0.5 mL/h")))
                .isEqualTo(Ratio.of(Duration.ofHours(40).toMillis()));
        assertThat(volume("20 mL").over(flow("0.5 mL/day")))
                .isEqualTo(Ratio.of(Duration.ofDays(40).toMillis()));
    }

    @Test
    void aTrimmedCatheterHoldsLengthTimesVolumePerLength() {
        Length implanted = Length.parse("110 cm")
                .orElseThrow()
                .minus(Length.parse("42.5 cm").orElseThrow());
        assertThat(VolumePerLength.parse("0.0026 mL/cm").orElseThrow().times(implanted))
                .isEqualTo(volume("0.1755 mL").exact());
    }

    @Test
    void aPrimedPathTakesItsTimeAndItsMass() {
        Volume path = volume("0.199 mL").plus(volume("0.1628 mL"));
        assertThat(path).hasToString("0.3618 mL");
        assertThat(path.over(flow("1 mL/h")).dividedBy(60_000).decimal(3)).isEqualTo("21.708");
        assertThat(concentration("2000 mcg/mL").massIn(path))
                .isEqualTo(Mass.parse("723.6 mcg").orElseThrow().exact());
        assertThat(flow("0.2 mL/day").volumeIn(Duration.ofHours(43)).decimal(3)).isEqualTo("358333.333");
    }

    @Test
    void aMixtureKeepsItsConcentrationsExact() {
        assertThat(Mass.parse("1 mg").orElseThrow().dissolvedIn(volume("3 mL"))).isEqualTo(Ratio.of(1_000_000, 3));
        assertThat(volume("0.5 mL").every(Duration.ofHours(12)))
                .isEqualTo(flow("1 mL/day").exact());
    }
}
