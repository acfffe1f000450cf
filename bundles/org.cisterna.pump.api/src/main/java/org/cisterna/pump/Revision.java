// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/**
 * The number of a pump's therapy state: it rises by every change of programme or stop, so a plan made for one revision cannot be committed
 * on another.
 *
 * @param number 0 or more
 */
public record Revision(long number) implements Comparable<Revision> {
    public Revision {
        if (number < 0) {
            throw new IllegalArgumentException("a revision is 0 or more: " + number);
        }
    }

    @Override
    public int compareTo(Revision other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
