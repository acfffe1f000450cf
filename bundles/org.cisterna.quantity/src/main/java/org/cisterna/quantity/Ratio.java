// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * An exact rational number of any size and sign: the only way from one unit to another, so that nothing is rounded on
 * the way.
 *
 * <p>A ratio has no unit of its own. The method that returns one says what it counts, for instance nanolitres per day.
 * Rounding happens where a caller asks for it by name: {@link #floorToMultipleOf}, {@link #ceilToMultipleOf}, and
 * {@link #decimal} for showing only.
 *
 * <p>Always in lowest terms with a positive denominator, so equal numbers are equal objects. Immutable; any thread.
 *
 * @param numerator any integer
 * @param denominator any integer but zero; a negative one moves its sign to the numerator
 */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {

    /** Numbers of so many bits, their sign left out, fit in a long, and so does what Euclid makes of them. */
    private static final int SMALL_BITS = 62;

    /** The number 0. */
    public static final Ratio ZERO = of(0);

    /** The number 1. */
    public static final Ratio ONE = of(1);

    /**
     * Brings the fraction to lowest terms.
     *
     * @param numerator as above
     * @param denominator as above
     * @throws ArithmeticException when the denominator is zero
     */
    public Ratio {
        Objects.requireNonNull(numerator, "numerator");
        Objects.requireNonNull(denominator, "denominator");
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero: " + numerator + "/0");
        }
        // a whole number is in lowest terms already, and most numbers here are whole
        if (!denominator.equals(BigInteger.ONE)) {
            BigInteger common = commonDivisor(numerator, denominator);
            if (denominator.signum() < 0) {
                common = common.negate();
            }
            if (!common.equals(BigInteger.ONE)) {
                numerator = numerator.divide(common);
                denominator = denominator.divide(common);
            }
        }
    }

    /** The same as {@link BigInteger#gcd}, without its detours where both numbers are small. */
    private static BigInteger commonDivisor(BigInteger one, BigInteger other) {
        if (one.bitLength() > SMALL_BITS || other.bitLength() > SMALL_BITS) {
            return one.gcd(other);
        }
        long a = Math.abs(one.longValue());
        long b = Math.abs(other.longValue());
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return BigInteger.valueOf(a);
    }

    /**
     * A whole number.
     *
     * @param value any number
     * @return value over 1
     */
    public static Ratio of(long value) {
        return new Ratio(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /**
     * A fraction.
     *
     * @param numerator any number
     * @param denominator any number but zero
     * @return the fraction in lowest terms
     * @throws ArithmeticException when the denominator is zero
     */
    public static Ratio of(long numerator, long denominator) {
        return new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /**
     * Adds.
     *
     * @param other the number to add
     * @return the exact sum
     */
    public Ratio plus(Ratio other) {
        if (denominator.equals(other.denominator)) {
            return new Ratio(numerator.add(other.numerator), denominator);
        }
        return new Ratio(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /**
     * Subtracts.
     *
     * @param other the number to take away
     * @return the exact difference, perhaps negative
     */
    public Ratio minus(Ratio other) {
        return plus(other.negated());
    }

    /**
     * Multiplies.
     *
     * @param other the factor
     * @return the exact product
     */
    public Ratio times(Ratio other) {
        return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /**
     * Multiplies by a whole number.
     *
     * @param factor the factor
     * @return the exact product
     */
    public Ratio times(long factor) {
        return times(of(factor));
    }

    /**
     * Divides.
     *
     * @param other the divisor
     * @return the exact quotient
     * @throws ArithmeticException when the divisor is zero
     */
    public Ratio dividedBy(Ratio other) {
        return new Ratio(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /**
     * Divides by a whole number.
     *
     * @param divisor the divisor
     * @return the exact quotient
     * @throws ArithmeticException when the divisor is zero
     */
    public Ratio dividedBy(long divisor) {
        return dividedBy(of(divisor));
    }

    /**
     * Changes the sign.
     *
     * @return this number times -1
     */
    public Ratio negated() {
        return new Ratio(numerator.negate(), denominator);
    }

    /**
     * The distance from zero.
     *
     * @return this number without its sign
     */
    public Ratio abs() {
        return signum() < 0 ? negated() : this;
    }

    /**
     * The sign.
     *
     * @return -1, 0 or 1
     */
    public int signum() {
        return numerator.signum();
    }

    /**
     * Whether this is a whole number.
     *
     * @return true when nothing would be lost in a whole number of units
     */
    public boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    /**
     * Whether this is more than a quantity, counted in that quantity's base unit.
     *
     * @param limit the quantity; that it has the unit of this ratio is for the caller to know
     * @return true when strictly more
     */
    public boolean exceeds(Quantity limit) {
        return compareTo(limit.exact()) > 0;
    }

    /**
     * Whether this is less than a quantity, counted in that quantity's base unit.
     *
     * @param limit the quantity; that it has the unit of this ratio is for the caller to know
     * @return true when strictly less
     */
    public boolean isBelow(Quantity limit) {
        return compareTo(limit.exact()) < 0;
    }

    /**
     * Rounds down, towards negative infinity.
     *
     * @return the largest whole number that is not more than this
     */
    public BigInteger floor() {
        if (isWhole()) {
            return numerator;
        }
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /**
     * Rounds up, towards positive infinity.
     *
     * @return the smallest whole number that is not less than this
     */
    public BigInteger ceil() {
        return negated().floor().negate();
    }

    /**
     * The same number when it is whole.
     *
     * @return the whole number
     * @throws ArithmeticException when this is not whole, or is outside the range of a long
     */
    public long toLongExact() {
        if (!isWhole()) {
            throw new ArithmeticException(this + " is not a whole number; round it in a stated direction first");
        }
        return inLong(numerator);
    }

    /**
     * Rounds down onto a grid: never more than the exact number. The safe direction for a rate or a bolus.
     *
     * @param grid the step of the grid, at least 1
     * @return the largest multiple of the step that is not more than this
     * @throws IllegalArgumentException when the step is not positive
     * @throws ArithmeticException when the result is outside the range of a long
     */
    public long floorToMultipleOf(long grid) {
        return inLong(dividedBy(checkedGrid(grid)).floor().multiply(BigInteger.valueOf(grid)));
    }

    /**
     * Rounds up onto a grid: never less than the exact number. The safe direction for a lockout.
     *
     * @param grid the step of the grid, at least 1
     * @return the smallest multiple of the step that is not less than this
     * @throws IllegalArgumentException when the step is not positive
     * @throws ArithmeticException when the result is outside the range of a long
     */
    public long ceilToMultipleOf(long grid) {
        return inLong(dividedBy(checkedGrid(grid)).ceil().multiply(BigInteger.valueOf(grid)));
    }

    /**
     * Decimal text for people, rounded half to even. For showing only: no calculation goes on from it. Zeros at the end
     * are left out, because 1.0 is misread as 10.
     *
     * @param digits the most digits after the point, 0 or more
     * @return for instance {@code "16.4"}, {@code "-60"}, {@code "0"}; never {@code "-0"}
     * @throws IllegalArgumentException when digits is negative
     */
    public String decimal(int digits) {
        if (digits < 0) {
            throw new IllegalArgumentException("the number of digits is never negative, got " + digits);
        }
        BigDecimal rounded =
                new BigDecimal(numerator).divide(new BigDecimal(denominator), digits, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public int compareTo(Ratio other) {
        if (denominator.equals(other.denominator)) {
            return numerator.compareTo(other.numerator);
        }
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /**
     * The exact number, for logs and messages.
     *
     * @return for instance {@code "163000"} or {@code "1/3"}
     */
    @Override
    public String toString() {
        return isWhole() ? numerator.toString() : numerator + "/" + denominator;
    }

    private static long checkedGrid(long grid) {
        if (grid <= 0) {
            throw new IllegalArgumentException("the step of a grid is at least 1, got " + grid);
        }
        return grid;
    }

    private static long inLong(BigInteger value) {
        if (value.bitLength() > 63) {
            throw new ArithmeticException(value + " is outside the range of a long");
        }
        return value.longValueExact();
    }
}
