// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.show;

/**
 * A number as people read it, with its unit; or why there is none. Templates show it with {@code tag/num}, in one element.
 *
 * @param value digits, grouped from 1,000 on, no zero that does not count; {@code —} when there is none
 * @param unit the unit; empty for a mere count
 * @param reason why there is no number, in words; empty when there is one
 */
public record Num(String value, String unit, String reason) {

    /** Stands where a value is missing. */
    public static final String NONE = "—";

    /** Between number and unit: narrow, and never broken across lines. */
    public static final String JOINT = "\u202f";

    /** Whether there is a number. */
    public boolean isThere() {
        return reason.isEmpty();
    }

    /** In one line of plain text: {@code 312.5 mcg/day}, or {@code —, not read yet}. */
    public String text() {
        if (!isThere()) {
            return value + ", " + reason;
        }
        return unit.isEmpty() ? value : value + JOINT + unit;
    }
}
