// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.time.Duration;

/**
 * Something that happens to the bytes of one link. A <em>message</em> is what one side wrote at once.
 *
 * @param kind what
 * @param direction to whose bytes
 * @param after how many bytes of that direction are written before the one it happens at, counted from the opening of the link
 * @param late how much house time later the message arrives; zero but for {@link Kind#DELAY}
 */
public record LinkFault(Kind kind, Direction direction, long after, Duration late) {

    /** How late a message may arrive at most. */
    public static final Duration MOST_LATE = Duration.ofMinutes(10);

    /** What happens. */
    public enum Kind {
        /** The link is cut before that byte: nothing passes any more in either direction, and both sides learn of it. */
        CUT,
        /** That byte and all later ones of this direction vanish, and nobody is told: half open. */
        SILENCE,
        /** The lowest bit of that byte is turned over. */
        FLIP,
        /** The message with that byte is lost. */
        DROP,
        /** The message with that byte arrives twice. */
        DUPLICATE,
        /** The message with that byte changes places with the next one of this direction; when none follows it never arrives. */
        REORDER,
        /** Of the message with that byte only what stands before it arrives. */
        TRUNCATE,
        /** The message with that byte arrives later, those after it not before it, also when the link was closed in the meantime. */
        DELAY
    }

    /** Whose bytes. */
    public enum Direction {
        /** From the host to the device. */
        TO_DEVICE,
        /** From the device to the host. */
        FROM_DEVICE
    }

    /** A fault that is no delay. */
    public LinkFault(Kind kind, Direction direction, long after) {
        this(kind, direction, after, Duration.ZERO);
    }

    /** Checks the count and the delay. */
    public LinkFault {
        if (after < 0) {
            throw new IllegalArgumentException("a number of bytes is 0 or more, got " + after);
        }
        if (late.isZero() == (kind == Kind.DELAY) || late.isNegative() || late.compareTo(MOST_LATE) > 0) {
            throw new IllegalArgumentException("a DELAY is more than 0 s and at most " + MOST_LATE.toMinutes()
                    + " min late, and nothing else is; " + kind + " has " + late.toMillis() + " ms");
        }
    }
}
