// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;
import org.cisterna.quantity.Volume;
import org.cisterna.testkit.Seeds;
import org.cisterna.time.Randomness;
import org.junit.jupiter.api.Test;

class ShowTest {

    @Test
    void numbersAreWrittenAsPeopleReadThemSafely() {
        assertThat(Show.of(Concentration.parse("2000 mcg/mL").orElseThrow()).text())
                .isEqualTo("2,000\u202fmcg/mL");
        assertThat(Show.of(DoseRate.parse("312.50 mcg/day").orElseThrow()).text())
                .isEqualTo("312.5\u202fmcg/day");
        assertThat(Show.of(Volume.parse("0.5 mL").orElseThrow()).text()).isEqualTo("0.5\u202fmL");
        assertThat(Show.of(Ratio.of(100, 3), 2, "mL").text()).isEqualTo("33.33\u202fmL");
        assertThat(Show.grouped("999")).isEqualTo("999");
        assertThat(Show.grouped("1000")).isEqualTo("1,000");
        assertThat(Show.grouped("-1000")).isEqualTo("-1,000");
        assertThat(Show.grouped("-100")).isEqualTo("-100");
        assertThat(Show.grouped("1234567.1234")).isEqualTo("1,234,567.1234");
    }

    @Test
    void everyQuantityIsShownExactlyWithoutAZeroTooMany() {
        RandomGenerator random = Randomness.seeded(Seeds.seed("ShowTest")).stream("quantities");
        for (int i = 0; i < 2_000; i++) {
            long units = random.nextLong(0, 1L << random.nextInt(1, 49));
            for (Quantity each : new Quantity[] {
                new Volume(units), new DoseRate(units), new FlowRate(units), new Concentration(units), new Mass(units)
            }) {
                Num shown = Show.of(each);
                assertThat(shown.value())
                        .doesNotMatch(".*\\.\\d*0")
                        .doesNotStartWith(".")
                        .matches("\\d{1,3}(,\\d{3})*(\\.\\d+)?");
                assertThat(shown.value().replace(",", "") + " " + shown.unit()).isEqualTo(each.text());
            }
        }
    }

    @Test
    void whatIsLeftInAReservoirIsRoundedDownAndNeverReadsAsItsLimit() {
        assertThat(Show.left(new Volume(12_737_490)).text()).isEqualTo("12.73\u202fmL");
        assertThat(Show.left(new Volume(1_999_999)).text()).isEqualTo("1.99\u202fmL");
        assertThat(Show.left(new Volume(2_000_000)).text()).isEqualTo("2\u202fmL");
        assertThat(Show.left(new Volume(9_999)).text()).isEqualTo("0\u202fmL");
    }

    @Test
    void aMissingValueHasItsReasonAndIsNeverNought() {
        Num none = Show.none("not read yet");
        assertThat(none.isThere()).isFalse();
        assertThat(none.text()).isEqualTo("—, not read yet");
    }

    @Test
    void timesAreUtcAnd24Hours() {
        Instant at = Instant.parse("2026-11-21T15:04:09Z");
        assertThat(Show.minute(at)).isEqualTo("2026-11-21 15:04 UTC");
        assertThat(Show.second(at)).isEqualTo("2026-11-21 15:04:09 UTC");
        assertThat(Show.day(at)).isEqualTo("2026-11-21");
        assertThat(Show.speed(60_000)).isEqualTo("×60");
        assertThat(Show.speed(1500)).isEqualTo("×1.5");
        assertThat(Show.speed(3_600_000)).isEqualTo("×3,600");
    }

    @Test
    void spansAreReadAtAGlance() {
        assertThat(Show.roughly(Duration.ofHours(47)).text()).isEqualTo("47\u202fh");
        assertThat(Show.roughly(Duration.ofHours(49)).text()).isEqualTo("2\u202fdays");
        assertThat(Show.roughly(Duration.ofMinutes(90)).text()).isEqualTo("90\u202fmin");
        assertThat(Show.of(Duration.ofMinutes(10)).text()).isEqualTo("10\u202fmin");
        assertThat(Show.of(Duration.ofDays(1)).text()).isEqualTo("1\u202fday");
        assertThat(Show.of(Duration.ofDays(3)).text()).isEqualTo("3\u202fdays");
        assertThat(Show.hoursAndMinutes(Duration.ofMinutes(245))).isEqualTo("4\u202fh\u00a005\u202fmin");
    }

    @Test
    void identifiersComeInPartsThatPutTogetherAreTheSame() {
        assertThat(Show.parts("PT-004417882")).containsExactly("PT-004", "417", "882");
        assertThat(Show.parts("S-0042")).containsExactly("S-0042");
        assertThat(String.join("", Show.parts("A1-20000417B9"))).isEqualTo("A1-20000417B9");
    }
}
