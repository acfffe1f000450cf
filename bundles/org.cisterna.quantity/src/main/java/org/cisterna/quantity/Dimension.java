// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be measured here, the units each is read in, and the one unit it is written in. */
// the fields are a List.of and a record of a String and a long: immutable, which the checker cannot see
@SuppressWarnings("ImmutableEnumChecker")
enum Dimension {
    MASS("mass", "mcg", unit("ng", 1), unit("mcg", 1_000), unit("mg", 1_000_000)),
    VOLUME("volume", "mL", unit("nL", 1), unit("uL", 1_000), unit("mL", 1_000_000)),
    FLOW_RATE(
            "flow rate",
            "mL/day",
            unit("nL/day", 1),
            unit("uL/day", 1_000),
            unit("mL/day", 1_000_000),
            unit("nL/h", 24),
            unit("uL/h", 24_000),
            unit("mL/h", 24_000_000)),
    CONCENTRATION("concentration", "mcg/mL", unit("ng/mL", 1), unit("mcg/mL", 1_000), unit("mg/mL", 1_000_000)),
    DOSE_RATE(
            "dose rate",
            "mcg/day",
            unit("ng/day", 1),
            unit("mcg/day", 1_000),
            unit("mg/day", 1_000_000),
            unit("ng/h", 24),
            unit("mcg/h", 24_000),
            unit("mg/h", 24_000_000)),
    LENGTH("length", "cm", unit("mm", 1_000), unit("cm", 10_000)),
    VOLUME_PER_LENGTH("volume per length", "mL/cm", unit("nL/cm", 1), unit("uL/cm", 1_000), unit("mL/cm", 1_000_000)),
    DURATION(
            "duration",
            "ms",
            unit("ms", 1),
            unit("s", 1_000),
            unit("min", 60_000),
            unit("h", 3_600_000),
            unit("day", 86_400_000));

    /** A unit by its only accepted spelling, and how many base units it is. */
    record Unit(String symbol, long baseUnits) {}

    private final String label;
    private final List<Unit> units;
    private final Unit canonical;

    Dimension(String label, String canonical, Unit... units) {
        this.label = label;
        this.units = List.of(units);
        this.canonical = find(canonical).orElseThrow();
    }

    private static Unit unit(String symbol, long baseUnits) {
        return new Unit(symbol, baseUnits);
    }

    String label() {
        return label;
    }

    List<Unit> units() {
        return units;
    }

    Optional<Unit> find(String symbol) {
        for (Unit unit : units) {
            if (unit.symbol().equals(symbol)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    static Optional<Dimension> ofUnit(String symbol) {
        return Arrays.stream(values()).filter(d -> d.find(symbol).isPresent()).findFirst();
    }

    /** The units in words, for a refusal: {@code "ng, mcg or mg"}. */
    String unitsInWords() {
        String all = units.stream().map(Unit::symbol).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or " + all.substring(last + 2);
    }

    /** The number itself when it is within the range of every quantity; a bug in the caller otherwise. */
    long checked(long baseUnits) {
        if (baseUnits < 0) {
            throw new IllegalArgumentException("a " + label + " is never negative, got " + baseUnits
                    + " base units; a signed difference is a Ratio");
        }
        if (baseUnits > Quantity.MAX_BASE_UNITS) {
            throw new IllegalArgumentException("a " + label + " is at most " + text(Quantity.MAX_BASE_UNITS) + ", got "
                    + baseUnits + " base units");
        }
        return baseUnits;
    }

    long sum(long a, long b) {
        return inRange(Math.addExact(a, b), "sum");
    }

    long difference(long a, long b) {
        return inRange(Math.subtractExact(a, b), "difference");
    }

    long product(long a, long factor) {
        return inRange(Math.multiplyExact(a, factor), "product");
    }

    private long inRange(long result, String operation) {
        if (result < 0 || result > Quantity.MAX_BASE_UNITS) {
            throw new ArithmeticException("the " + operation + ", " + result + " base units, is not a " + label
                    + " (0 to " + Quantity.MAX_BASE_UNITS + "); calculate with Ratio where it may leave the range");
        }
        return result;
    }

    /** Exact text in the canonical unit, whose size is a power of ten of base units. */
    String text(long baseUnits) {
        return decimal(baseUnits, canonical.baseUnits()) + " " + canonical.symbol();
    }

    private static String decimal(long value, long unit) {
        StringBuilder digits = new StringBuilder().append(value / unit);
        long rest = value % unit;
        if (rest != 0) {
            digits.append('.');
            for (long place = unit / 10; rest != 0; place /= 10) {
                digits.append(rest / place);
                rest %= place;
            }
        }
        return digits.toString();
    }
}
