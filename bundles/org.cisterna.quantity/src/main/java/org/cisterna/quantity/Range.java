// SPDX-License-Identifier: Apache-2.0
package org.cisterna.quantity;

import java.util.Objects;

/**
 * A closed interval: both ends belong to it. Immutable; any thread.
 *
 * @param <T> what is compared
 * @param min the least value inside
 * @param max the greatest value inside, not less than {@code min}
 */
public record Range<T extends Comparable<T>>(T min, T max) {

    /**
     * Checks the order of the ends.
     *
     * @param min as above
     * @param max as above
     * @throws IllegalArgumentException when {@code min} is more than {@code max}
     */
    public Range {
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException("a range goes from less to more, got " + min + " to " + max);
        }
    }

    /**
     * Whether a value lies inside, the ends included.
     *
     * @param value the value
     * @return true when it is neither less than the least nor more than the greatest
     */
    public boolean contains(T value) {
        return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    /**
     * Whether all of another range lies inside this one.
     *
     * @param other the range that may only be as wide as this one, or narrower
     * @return true when both its ends lie inside
     */
    public boolean encloses(Range<T> other) {
        return contains(other.min) && contains(other.max);
    }

    /**
     * Both ends in words.
     *
     * @return for instance {@code "0.048 mL/day to 24 mL/day"}
     */
    @Override
    public String toString() {
        return min + " to " + max;
    }
}
