// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import org.cisterna.quantity.Ratio;

/** How a computed number is shown: in its unit for people, and exactly in its base unit where the decimals go on. */
enum Measure {
    VOLUME(1_000_000, 6, "mL", "nL"),
    MASS(1_000, 3, "mcg", "ng"),
    CONCENTRATION(1_000, 3, "mcg/mL", "ng/mL"),
    DOSE(1_000, 3, "mcg/day", "ng/day"),
    RATE(1_000_000, 6, "mL/day", "nL/day"),
    HOURLY_RATE(24_000_000, 6, "mL/h", "nL/day"),
    HOURS(3_600_000, 4, "h", "ms"),
    DAYS(86_400_000, 4, "day", "ms"),
    PERCENT(1, 4, "%", "%"),
    TIMES(1, 6, "times", "times");

    private final long perUnit;
    private final int digits;
    private final String unit;
    private final String base;

    Measure(long perUnit, int digits, String unit, String base) {
        this.perUnit = perUnit;
        this.digits = digits;
        this.unit = unit;
        this.base = base;
    }

    /** For people, rounded half to even. */
    String text(Ratio number) {
        return number.dividedBy(perUnit).decimal(digits) + " " + unit;
    }

    /** With its sign, for a difference. */
    String signed(Ratio number) {
        String text = text(number);
        return number.signum() <= 0 || text.startsWith("0 ") ? text : "+" + text;
    }

    /** Whether {@link #text} shows all of it. */
    boolean isWhole(Ratio number) {
        Ratio shown = number.dividedBy(perUnit);
        for (int i = 0; i < digits; i++) {
            shown = shown.times(10);
        }
        return shown.isWhole();
    }

    /** The exact number in the base unit. */
    String exact(Ratio number) {
        return number + " " + base;
    }
}
