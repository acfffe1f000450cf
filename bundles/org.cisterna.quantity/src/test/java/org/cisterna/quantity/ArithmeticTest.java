// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums that cannot wrap, fractions that cannot round. */
class ArithmeticTest {

    private static final long MAX = Quantity.MAX_BASE_UNITS;

    private static void fails(ThrowingCallable sum, String words) {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(sum).withMessageContaining(words);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"TIME_OF_DAY", "DURATION"},
            mode = EnumSource.Mode.EXCLUDE)
    void anAmountIsNeverNegativeNorBeyondTheMost(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.of(-1))
                .withMessage(
                        "a " + kind.label() + " is never negative, got -1 base units; a signed difference is a Ratio");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.of(MAX + 1))
                .withMessage(
                        "a " + kind.label() + " is at most " + kind.of(MAX) + ", got " + (MAX + 1) + " base units");
        assertThat(((Quantity) kind.of(MAX)).baseUnits()).isEqualTo(MAX);
        assertThat(((Quantity) kind.of(0)).exact()).isEqualTo(Ratio.ZERO);
    }

    @Test
    void sumsDifferencesAndProductsStayInRangeOrSaySo() {
        Mass most = new Mass(MAX);
        fails(() -> most.plus(new Mass(1)), "the sum, 1000000000000001 base units, is not a mass");
        fails(() -> Mass.ZERO.minus(new Mass(1)), "the difference, -1 base units, is not a mass");
        fails(() -> most.times(2), "the product, 2000000000000000 base units, is not a mass");
        fails(() -> most.times(Long.MAX_VALUE), "overflow");
        fails(() -> new Mass(1).times(-1), "the product, -1 base units");
        fails(() -> new Volume(MAX).plus(new Volume(1)), "not a volume");
        fails(() -> Volume.ZERO.minus(new Volume(1)), "not a volume");
        fails(() -> new FlowRate(MAX).plus(new FlowRate(1)), "not a flow rate");
        fails(() -> FlowRate.ZERO.minus(new FlowRate(1)), "not a flow rate");
        fails(() -> new DoseRate(MAX).plus(new DoseRate(1)), "not a dose rate");
        fails(() -> DoseRate.ZERO.minus(new DoseRate(1)), "not a dose rate");
        fails(() -> new Concentration(MAX).plus(new Concentration(1)), "not a concentration");
        fails(() -> Concentration.ZERO.minus(new Concentration(1)), "not a concentration");
        fails(() -> new Length(MAX).plus(new Length(1)), "not a length");
        fails(() -> Length.ZERO.minus(new Length(1)), "not a length");
        fails(() -> new VolumePerLength(MAX).plus(new VolumePerLength(1)), "not a volume per length");
        fails(() -> VolumePerLength.ZERO.minus(new VolumePerLength(1)), "not a volume per length");
    }

    @Test
    void sumsDifferencesProductsAndOrderAreThoseOfTheBaseUnits() {
        SplittableRandom random = Seed.random("sums");
        for (int i = 0; i < 20_000; i++) {
            long a = random.nextLong(MAX / 2);
            long b = random.nextLong(MAX / 2);
            long least = Math.min(a, b);
            long most = Math.max(a, b);
            assertThat(new Mass(a).plus(new Mass(b))).isEqualTo(new Mass(a + b));
            assertThat(new Mass(most).minus(new Mass(least))).isEqualTo(new Mass(most - least));
            assertThat(new Mass(a).times(2)).isEqualTo(new Mass(2 * a));
            assertThat(new Mass(a).compareTo(new Mass(b))).isEqualTo(Long.compare(a, b));
            assertThat(new Volume(a).plus(new Volume(b))).isEqualTo(new Volume(a + b));
            assertThat(new Volume(most).minus(new Volume(least))).isEqualTo(new Volume(most - least));
            assertThat(new Volume(a).times(2)).isEqualTo(new Volume(2 * a));
            assertThat(new FlowRate(a).plus(new FlowRate(b))).isEqualTo(new FlowRate(a + b));
            assertThat(new FlowRate(most).minus(new FlowRate(least))).isEqualTo(new FlowRate(most - least));
            assertThat(new FlowRate(a).times(2)).isEqualTo(new FlowRate(2 * a));
            assertThat(new DoseRate(a).plus(new DoseRate(b))).isEqualTo(new DoseRate(a + b));
            assertThat(new DoseRate(most).minus(new DoseRate(least))).isEqualTo(new DoseRate(most - least));
            assertThat(new DoseRate(a).times(2)).isEqualTo(new DoseRate(2 * a));
            assertThat(new Concentration(a).plus(new Concentration(b))).isEqualTo(new Concentration(a + b));
            assertThat(new Concentration(most).minus(new Concentration(least)))
                    .isEqualTo(new Concentration(most - least));
            assertThat(new Concentration(a).times(2)).isEqualTo(new Concentration(2 * a));
            assertThat(new Length(a).plus(new Length(b))).isEqualTo(new Length(a + b));
            assertThat(new Length(most).minus(new Length(least))).isEqualTo(new Length(most - least));
            assertThat(new Length(a).times(2)).isEqualTo(new Length(2 * a));
            assertThat(new VolumePerLength(a).plus(new VolumePerLength(b))).isEqualTo(new VolumePerLength(a + b));
            assertThat(new VolumePerLength(most).minus(new VolumePerLength(least)))
                    .isEqualTo(new VolumePerLength(most - least));
            assertThat(new VolumePerLength(a).times(2)).isEqualTo(new VolumePerLength(2 * a));
            assertThat(new DoseRate(a).compareTo(new DoseRate(b))).isEqualTo(Long.compare(a, b));
            assertThat(new Concentration(a).compareTo(new Concentration(b))).isEqualTo(Long.compare(a, b));
            assertThat(new Length(a).compareTo(new Length(b))).isEqualTo(Long.compare(a, b));
            assertThat(new VolumePerLength(a).compareTo(new VolumePerLength(b))).isEqualTo(Long.compare(a, b));
            assertThat(Ratio.of(a).exceeds(new Mass(b))).isEqualTo(a > b);
            assertThat(Ratio.of(2 * a + 1, 2).exceeds(new Mass(a))).isTrue();
            assertThat(Ratio.of(a).isBelow(new Mass(b))).isEqualTo(a < b);
            assertThat(new Range<>(new Mass(least), new Mass(most)).contains(new Mass((a + b) / 2)))
                    .isTrue();
        }
    }

    @Test
    void theEndsOfTheRangeAreStillInIt() {
        assertThat(new Mass(MAX - 1).plus(new Mass(1))).isEqualTo(new Mass(MAX));
        assertThat(new Mass(7).minus(new Mass(7))).isEqualTo(Mass.ZERO);
        assertThat(new Mass(MAX / 2).times(2)).isEqualTo(new Mass(MAX));
        assertThat(new Mass(7).times(0)).isEqualTo(Mass.ZERO);
    }

    @Test
    void aLimitThatIsMetIsNeitherExceededNorMissed() {
        assertThat(Ratio.of(7).exceeds(new Mass(7))).isFalse();
        assertThat(Ratio.of(7).isBelow(new Mass(7))).isFalse();
        assertThat(Ratio.of(15, 2).exceeds(new Mass(7))).isTrue();
        assertThat(Ratio.of(13, 2).isBelow(new Mass(7))).isTrue();
    }

    @Test
    void theMostOfEverythingCanStillBeCalculatedWith() {
        Ratio dose = new FlowRate(MAX).times(new Concentration(MAX));
        assertThat(dose).hasToString("1" + "0".repeat(24));
        assertThat(new Volume(MAX).over(new FlowRate(1))).hasToString("864" + "0".repeat(20));
        assertThat(FlowRate.of(new DoseRate(MAX), new Concentration(1))).hasToString("1" + "0".repeat(21));
        fails(dose::toLongExact, "outside the range of a long");
    }

    @Test
    void nothingIsDividedByNothing() {
        fails(() -> FlowRate.of(new DoseRate(1), Concentration.ZERO), "division by zero");
        fails(() -> new Volume(1).over(FlowRate.ZERO), "division by zero");
        fails(() -> new Mass(1).volumeAt(Concentration.ZERO), "division by zero");
        fails(() -> new Mass(1).dissolvedIn(Volume.ZERO), "division by zero");
        fails(() -> new Mass(1).every(Duration.ZERO), "division by zero");
        fails(() -> new Volume(1).every(Duration.ZERO), "division by zero");
        fails(() -> Ratio.ONE.dividedBy(0), "division by zero");
        fails(() -> Ratio.of(1, 0), "division by zero");
    }

    @Test
    void whatOneUnitGivesTheOtherGivesBack() {
        SplittableRandom random = Seed.random("there and back");
        for (int i = 0; i < 20_000; i++) {
            DoseRate dose = new DoseRate(random.nextLong(1L << random.nextInt(1, 50)));
            Concentration concentration = new Concentration(1 + random.nextLong(1L << random.nextInt(1, 40)));
            FlowRate rate = new FlowRate(1 + random.nextLong(1L << random.nextInt(1, 40)));
            Volume volume = new Volume(1 + random.nextLong(1L << random.nextInt(1, 40)));
            Mass mass = new Mass(random.nextLong(1L << random.nextInt(1, 50)));
            Duration time = Duration.ofMillis(1 + random.nextLong(1L << random.nextInt(1, 40)));
            Ratio million = Ratio.of(1_000_000);

            assertThat(FlowRate.of(dose, concentration)
                            .times(concentration.exact())
                            .dividedBy(million))
                    .isEqualTo(dose.exact());
            assertThat(DoseRate.at(rate, concentration)).isEqualTo(rate.times(concentration));
            assertThat(mass.volumeAt(concentration).times(concentration.exact()).dividedBy(million))
                    .isEqualTo(mass.exact());
            assertThat(mass.dissolvedIn(volume).times(volume.exact()).dividedBy(million))
                    .isEqualTo(mass.exact());
            assertThat(volume.every(time)
                            .times(time.toMillis())
                            .dividedBy(Duration.ofDays(1).toMillis()))
                    .isEqualTo(volume.exact());
            assertThat(volume.over(rate).times(rate.exact()).dividedBy(Durations.MILLIS_PER_DAY))
                    .isEqualTo(volume.exact());
            assertThat(rate.volumeIn(time).times(concentration.exact()).dividedBy(million))
                    .isEqualTo(rate.times(concentration).times(Ratio.of(time.toMillis(), Durations.MILLIS_PER_DAY)));
            assertThat(mass.every(time).times(Ratio.of(time.toMillis(), Durations.MILLIS_PER_DAY)))
                    .isEqualTo(mass.exact());
        }
    }

    private static Ratio random(SplittableRandom random) {
        long bound = 1L << random.nextInt(1, 62);
        long numerator = random.nextLong(-bound, bound);
        Ratio ratio = Ratio.of(numerator, 1 + random.nextLong(1L << random.nextInt(62)));
        return random.nextInt(4) == 0 ? ratio.times(random.nextLong()) : ratio;
    }

    @Test
    void ratiosObeyTheLawsOfArithmetic() {
        SplittableRandom random = Seed.random("laws");
        for (int i = 0; i < 20_000; i++) {
            Ratio a = random(random);
            Ratio b = random(random);
            Ratio c = random(random);
            assertThat(a.plus(b)).isEqualTo(b.plus(a));
            assertThat(a.times(b)).isEqualTo(b.times(a));
            assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
            assertThat(a.times(b).times(c)).isEqualTo(a.times(b.times(c)));
            assertThat(a.times(b.plus(c))).isEqualTo(a.times(b).plus(a.times(c)));
            assertThat(a.minus(a.plus(Ratio.ZERO))).isEqualTo(Ratio.ZERO);
            assertThat(a.plus(Ratio.ZERO).times(Ratio.ONE)).isEqualTo(a).hasSameHashCodeAs(a);
            assertThat(a.minus(b)).isEqualTo(b.minus(a).negated());
            assertThat(a.abs().signum()).isEqualTo(Math.abs(a.signum()));
            assertThat(a.compareTo(b)).isEqualTo(a.minus(b).signum()).isEqualTo(-b.compareTo(a));
            assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
            if (b.signum() != 0) {
                assertThat(a.dividedBy(b).times(b)).isEqualTo(a);
            }
            assertThat(a.denominator().signum()).isEqualTo(1);
            assertThat(a.numerator().gcd(a.denominator())).isEqualTo(BigInteger.ONE);
        }
    }

    @Test
    void roundingGoesTheWayItsNameSaysAndNotFurtherThanTheGrid() {
        SplittableRandom random = Seed.random("rounding");
        for (int i = 0; i < 20_000; i++) {
            Ratio a = Ratio.of(random.nextLong(-MAX, MAX), 1 + random.nextLong(1L << random.nextInt(1, 40)));
            long grid = 1 + random.nextLong(1L << random.nextInt(1, 30));
            long down = a.floorToMultipleOf(grid);
            long up = a.ceilToMultipleOf(grid);
            assertThat(down % grid).isZero();
            assertThat(up % grid).isZero();
            assertThat(Ratio.of(down)).isLessThanOrEqualTo(a);
            assertThat(Ratio.of(down).plus(Ratio.of(grid))).isGreaterThan(a);
            assertThat(Ratio.of(up)).isGreaterThanOrEqualTo(a);
            assertThat(Ratio.of(up).minus(Ratio.of(grid))).isLessThan(a);
            assertThat(a.floor()).isEqualTo(BigInteger.valueOf(a.floorToMultipleOf(1)));
            assertThat(a.ceil()).isEqualTo(BigInteger.valueOf(a.ceilToMultipleOf(1)));
            assertThat(a.isWhole()).isEqualTo(a.floor().equals(a.ceil()));
            assertThat(Ratio.of(down).floorToMultipleOf(grid)).isEqualTo(down);
        }
    }

    @Test
    void decimalTextIsWithinHalfOfItsLastDigit() {
        SplittableRandom random = Seed.random("decimal text");
        for (int i = 0; i < 20_000; i++) {
            Ratio a = Ratio.of(random.nextLong(-MAX, MAX), 1 + random.nextLong(1L << random.nextInt(1, 40)));
            int digits = random.nextInt(8);
            String text = a.decimal(digits);
            assertThat(text).matches("-?(0|[1-9][0-9]*)(\\.[0-9]{0,7}[1-9])?").isNotEqualTo("-0");
            BigDecimal shown = new BigDecimal(text);
            assertThat(shown.scale()).isBetween(0, digits);
            Ratio read = new Ratio(shown.unscaledValue(), BigInteger.TEN.pow(shown.scale()));
            assertThat(read.minus(a).abs().times(2))
                    .isLessThanOrEqualTo(new Ratio(BigInteger.ONE, BigInteger.TEN.pow(digits)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 0, 0",
        "3, 2, 0, 2",
        "5, 2, 0, 2",
        "-1, 2, 0, 0",
        "-3, 2, 0, -2",
        "1, 8, 2, 0.12",
        "3, 8, 2, 0.38",
        "1, 3, 4, 0.3333",
        "100, 1, 3, 100",
        "1, 10, 3, 0.1",
        "0, 5, 3, 0",
        "-1, 1000, 2, 0"
    })
    void decimalTextRoundsHalfToEvenAndDropsZeros(long numerator, long denominator, int digits, String text) {
        assertThat(Ratio.of(numerator, denominator).decimal(digits)).isEqualTo(text);
    }

    @Test
    void ratiosSayWhatTheyAre() {
        assertThat(Ratio.of(6, -4)).hasToString("-3/2").isEqualTo(Ratio.of(-3, 2));
        assertThat(Ratio.of(-6, -3)).hasToString("2");
        assertThat(Ratio.of(0, -7)).isEqualTo(Ratio.ZERO).hasToString("0");
        assertThat(Ratio.of(Long.MIN_VALUE, Long.MIN_VALUE)).isEqualTo(Ratio.ONE);
        assertThat(Ratio.of(Long.MIN_VALUE).toLongExact()).isEqualTo(Long.MIN_VALUE);
        fails(() -> Ratio.of(1, 2).toLongExact(), "1/2 is not a whole number");
        fails(() -> Ratio.of(Long.MIN_VALUE).negated().toLongExact(), "outside the range of a long");
        fails(() -> Ratio.of(Long.MAX_VALUE).ceilToMultipleOf(1000), "outside the range of a long");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratio.ONE.floorToMultipleOf(0))
                .withMessage("the step of a grid is at least 1, got 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Ratio.ONE.ceilToMultipleOf(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Ratio.ONE.decimal(-1));
    }

    @Test
    void aRangeHoldsItsEnds() {
        Range<Volume> range = new Range<>(new Volume(10), new Volume(20));
        assertThat(range.contains(new Volume(9))).isFalse();
        assertThat(range.contains(new Volume(10))).isTrue();
        assertThat(range.contains(new Volume(20))).isTrue();
        assertThat(range.contains(new Volume(21))).isFalse();
        assertThat(range.encloses(range)).isTrue();
        assertThat(range.encloses(new Range<>(new Volume(11), new Volume(11)))).isTrue();
        assertThat(range.encloses(new Range<>(new Volume(9), new Volume(11)))).isFalse();
        assertThat(range.encloses(new Range<>(new Volume(11), new Volume(21)))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Range<>(new Volume(2_000_000), new Volume(1_000_000)))
                .withMessage("a range goes from less to more, got 2 mL to 1 mL");
    }
}
