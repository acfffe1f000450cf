// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

/**
 * An integer that every JSON tool reads without loss.
 *
 * @param value -(2<sup>53</sup>-1) to 2<sup>53</sup>-1
 */
public record JsonNumber(long value) implements Json {

    /** The greatest integer: 2<sup>53</sup>-1. */
    public static final long MAX = (1L << 53) - 1;

    /**
     * Checks the range.
     *
     * @param value as above
     * @throws IllegalArgumentException when the value is out of it
     */
    public JsonNumber {
        if (value > MAX || value < -MAX) {
            throw new IllegalArgumentException(
                    "an integer in JSON is at most " + MAX + " from zero, got " + value + "; write it as a string");
        }
    }

    /**
     * The canonical text.
     *
     * @return the digits
     */
    @Override
    public String toString() {
        return canonicalText();
    }
}
