// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

/**
 * Something that happens to the bytes of one link.
 *
 * @param kind what
 * @param direction to whose bytes
 * @param after how many bytes of that direction pass untouched before it, counted from the opening of the link
 */
public record LinkFault(Kind kind, Direction direction, long after) {

    /** What happens. */
    public enum Kind {
        /** The link is cut: nothing passes any more in either direction, and both sides learn of it. */
        CUT,
        /** Nothing passes any more in this direction, and nobody is told. */
        SILENCE,
        /** The lowest bit of one byte is turned over. */
        FLIP
    }

    /** Whose bytes. */
    public enum Direction {
        /** From the host to the device. */
        TO_DEVICE,
        /** From the device to the host. */
        FROM_DEVICE
    }

    /** Checks the count. */
    public LinkFault {
        if (after < 0) {
            throw new IllegalArgumentException("a number of bytes is 0 or more, got " + after);
        }
    }
}
