// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of a rule. It never changes, and is never used again for another rule.
 *
 * @param chapter 1 to 99
 * @param number within the chapter, 1 to 99
 */
public record RuleId(int chapter, int number) implements Comparable<RuleId> {

    private static final int MOST = 99;
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]?)\\.([0-9]{2})");

    public RuleId {
        if (chapter < 1 || chapter > MOST || number < 1 || number > MOST) {
            throw new IllegalArgumentException("a rule is 1.01 to 99.99, not " + chapter + "." + number);
        }
    }

    /**
     * Reads what {@link #text()} wrote: {@code 4.05}.
     *
     * @throws IllegalArgumentException in words, when it is no number of a rule
     */
    public static RuleId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no rule; one is written as 4.05");
        }
        return new RuleId(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** As people write it, with two digits behind the point: {@code 4.05}. */
    public String text() {
        return chapter + (number < 10 ? ".0" : ".") + number;
    }

    @Override
    public int compareTo(RuleId other) {
        return Comparator.comparingInt(RuleId::chapter)
                .thenComparingInt(RuleId::number)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return text();
    }
}
