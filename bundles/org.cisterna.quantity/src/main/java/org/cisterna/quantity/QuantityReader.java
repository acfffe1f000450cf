// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Reads one quantity from one text, exactly or not at all: digits, perhaps a point and digits, one space, a unit. Every
 * other form is refused with its own reason, because a form that is merely probable is how a dose goes wrong by ten.
 */
final class QuantityReader {

    private static final int MOST_CHARACTERS = 64;
    /** What a long holds for certain. */
    private static final int MOST_DIGITS = 18;

    private static final int TEN = 10;

    /**
     * A number in base units.
     *
     * @param whole how many, without what is left of the next one; more than any quantity may have where a long does not hold it
     * @param exact whether nothing is left
     */
    private record BaseUnits(long whole, boolean exact) {}

    private record Problem(String reason, String wayOut) {}

    private final Dimension dimension;
    private final String text;
    /** Where the digits before the point end. */
    private final int wholeEnd;
    /** Where the number ends. */
    private final int numberEnd;

    private QuantityReader(Dimension dimension, String text) {
        this.dimension = dimension;
        this.text = text;
        this.wholeEnd = digitsFrom(0);
        this.numberEnd = is(wholeEnd, '.') ? digitsFrom(wholeEnd + 1) : wholeEnd;
    }

    static <T> Parsed<T> read(Dimension dimension, String text, LongFunction<T> make) {
        return new QuantityReader(dimension, text).read(make);
    }

    private <T> Parsed<T> read(LongFunction<T> make) {
        Optional<Problem> form = length().or(this::foreignCharacter)
                .or(this::edges)
                .or(this::start)
                .or(this::afterNumber)
                .or(this::digits);
        if (form.isPresent()) {
            return refused(form.get());
        }
        String symbol = text.substring(numberEnd + 1);
        Optional<Dimension.Unit> unit = dimension.find(symbol);
        if (unit.isEmpty()) {
            return refused(otherUnit(symbol));
        }
        BaseUnits base = inBaseUnits(unit.get());
        if (base.whole() > Quantity.MAX_BASE_UNITS) {
            return refused(new Problem(
                    "is out of range",
                    "a " + dimension.label() + " here is at most " + dimension.text(Quantity.MAX_BASE_UNITS)));
        }
        if (!base.exact()) {
            return refused(new Problem(
                    "is finer than the smallest step of a " + dimension.label() + ", " + dimension.text(1),
                    "nothing is rounded here, so write a whole multiple of that step"));
        }
        return new Parsed.Value<>(make.apply(base.whole()));
    }

    /** The number in base units. The digits fit, for there are not too many of them; with the unit they may be too many for a long. */
    private BaseUnits inBaseUnits(Dimension.Unit unit) {
        long number = 0;
        for (int i = 0; i < numberEnd; i++) {
            if (i != wholeEnd) {
                number = TEN * number + (text.charAt(i) - '0');
            }
        }
        long power = 1;
        for (int i = wholeEnd + 1; i < numberEnd; i++) {
            power *= TEN;
        }
        long product = number * unit.baseUnits();
        if (product >= 0 && Math.multiplyHigh(number, unit.baseUnits()) == 0) {
            return new BaseUnits(product / power, product % power == 0);
        }
        BigInteger[] parts = BigInteger.valueOf(number)
                .multiply(BigInteger.valueOf(unit.baseUnits()))
                .divideAndRemainder(BigInteger.valueOf(power));
        return new BaseUnits(
                parts[0].bitLength() < Long.SIZE ? parts[0].longValueExact() : Long.MAX_VALUE, parts[1].signum() == 0);
    }

    private Optional<Problem> length() {
        return text.length() <= MOST_CHARACTERS
                ? Optional.empty()
                : problem(
                        "is longer than " + MOST_CHARACTERS + " characters",
                        "write a number of at most " + MOST_DIGITS + " digits, one space and its unit");
    }

    private Optional<Problem> foreignCharacter() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                return Optional.of(foreign(text.codePointAt(i)));
            }
        }
        return Optional.empty();
    }

    private static Problem foreign(int c) {
        String name = SafeText.name(c);
        if (c == 0xb5 || c == 0x3bc) {
            return new Problem(
                    "has the sign for micro (" + name + "), which is misread as m, a thousand times more",
                    "write mcg for micrograms and uL for microlitres");
        }
        if (Character.isDigit(c)) {
            return new Problem("has a digit that is not one of 0 to 9 (" + name + ")", "write the digits 0 to 9");
        }
        if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
            return new Problem(
                    "has a space that is not the plain one (" + name + ")",
                    "put one plain space between number and unit, and no other space");
        }
        if (Character.isISOControl(c)) {
            return new Problem("has a control character (" + name + ")", "write a number, one space and its unit");
        }
        return new Problem(
                "has a character that is not plain ASCII (" + name + "), however it may look",
                "type number and unit on a plain keyboard");
    }

    private Optional<Problem> edges() {
        if (text.isBlank()) {
            return problem("is empty", "write a number, one space and one of " + dimension.unitsInWords());
        }
        if (text.startsWith(" ") || text.endsWith(" ")) {
            // "5 " is a number without its unit, and that is the more useful thing to say
            return text.startsWith(" ") || numberEnd < text.length() - 1
                    ? problem("has a space at its start or end", "leave it out")
                    : Optional.of(noUnit());
        }
        return Optional.empty();
    }

    private Optional<Problem> start() {
        if (is(0, '-')) {
            return problem("is negative", "a " + dimension.label() + " never is; write it without a sign");
        }
        if (is(0, '+')) {
            return problem("has a sign", "write it without a sign");
        }
        if (is(0, '.')) {
            return problem(
                    "has no digit before the decimal point, which is easily missed",
                    "write a zero before it, " + SafeText.quoted("0" + text) + ", if that is meant");
        }
        return wholeEnd == 0
                ? problem(
                        "does not begin with a digit",
                        "write a number, one space and one of " + dimension.unitsInWords())
                : Optional.empty();
    }

    private Optional<Problem> afterNumber() {
        if (is(wholeEnd, '.') && numberEnd == wholeEnd + 1) {
            return problem("has no digit after the decimal point", "write one, or leave the point out");
        }
        if (numberEnd == text.length()) {
            return Optional.of(noUnit());
        }
        char next = text.charAt(numberEnd);
        if (next == ' ') {
            return afterSpace();
        }
        if (next == ',' || next == '\'' || next == '_') {
            return grouping("has a " + (next == ',' ? "comma" : "sign") + " in its number");
        }
        if (next == '.') {
            return problem("has two points in its number", "write one decimal point and no digit grouping");
        }
        if (isExponent()) {
            return problem("has an exponent", "write all the digits");
        }
        if (Character.isLetter(next)) {
            return problem("has no space between number and unit", "put one plain space there");
        }
        return problem(
                "goes on after its number with " + SafeText.quoted(String.valueOf(next)),
                "write plain decimal digits, one space and the unit");
    }

    private Optional<Problem> afterSpace() {
        if (is(numberEnd + 1, ' ')) {
            return problem("has more than one space after its number", "write one");
        }
        return digitsFrom(numberEnd + 1) > numberEnd + 1 ? grouping("has a space in its number") : Optional.empty();
    }

    private static Optional<Problem> grouping(String reason) {
        return problem(reason, "write the decimal sign as a point, and no digit grouping");
    }

    private Optional<Problem> digits() {
        int count = numberEnd > wholeEnd ? numberEnd - 1 : numberEnd;
        if (count > MOST_DIGITS) {
            return problem("has " + count + " digits", "write at most " + MOST_DIGITS);
        }
        return wholeEnd > 1 && is(0, '0')
                ? problem(
                        "begins with a zero, as if a point had been lost",
                        "leave the zero out, or put the point where it belongs")
                : Optional.empty();
    }

    private Problem noUnit() {
        return new Problem(
                "has no unit",
                "write after it one space and one of " + dimension.unitsInWords() + ", whichever is meant");
    }

    private Problem otherUnit(String symbol) {
        Optional<Dimension> other = Dimension.ofUnit(symbol);
        if (other.isPresent()) {
            return new Problem(
                    "is a " + other.get().label() + " (" + symbol + "), and a " + dimension.label() + " is wanted",
                    "write it in " + dimension.unitsInWords());
        }
        String shown = SafeText.quoted(symbol);
        String likely = UnitSpelling.likely(symbol);
        String reason = UnitSpelling.isMisreadMicrogram(symbol)
                ? "has the unit " + shown + ", which is misread as mg, a thousand times more"
                : "has the unit " + shown + ", which is not known here";
        return dimension.find(likely).isPresent()
                ? new Problem(reason, "write " + likely + " if that is meant")
                : new Problem(reason, "a " + dimension.label() + " is written in " + dimension.unitsInWords());
    }

    private <T> Parsed<T> refused(Problem problem) {
        return new Parsed.Refused<>(SafeText.quoted(text), problem.reason(), problem.wayOut());
    }

    private static Optional<Problem> problem(String reason, String wayOut) {
        return Optional.of(new Problem(reason, wayOut));
    }

    private boolean is(int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private boolean isExponent() {
        return (is(numberEnd, 'e') || is(numberEnd, 'E'))
                && (is(numberEnd + 1, '+') || is(numberEnd + 1, '-') || digitsFrom(numberEnd + 1) > numberEnd + 1);
    }

    private int digitsFrom(int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
