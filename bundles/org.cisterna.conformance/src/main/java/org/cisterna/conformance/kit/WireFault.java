// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Duration;
import org.cisterna.pump.spi.CallContext.Direction;

/**
 * Something that happens to the bytes of a link. A message is what one side gave at once.
 *
 * @param kind what
 * @param direction to whose bytes
 * @param at the byte of that direction, counted from 0 at the opening of the link
 * @param late how much later it arrives, with {@link Kind#DELAY}
 */
record WireFault(Kind kind, Direction direction, long at, Duration late) {

    /** What happens. */
    enum Kind {
        /** The link is cut before that byte, and both sides learn of it. */
        CUT,
        /** That byte and all later ones of this direction vanish, and nobody is told. */
        SILENCE,
        /** The lowest bit of that byte turns over. */
        FLIP,
        /** As {@link #FLIP}, and the checksums of its message are made right again, where the rig knows how. */
        ALTER,
        /** The message with that byte is lost. */
        DROP,
        /** The message with that byte arrives twice. */
        DUPLICATE,
        /** The message with that byte arrives after the next one. */
        REORDER,
        /** Of the message with that byte only what stands before it arrives. */
        TRUNCATE,
        /** The message with that byte arrives later. */
        DELAY
    }

    WireFault(Kind kind, Direction direction, long at) {
        this(kind, direction, at, Duration.ZERO);
    }

    /** For people: {@code CUT before byte 17 to the pump}. */
    String text() {
        return kind + (kind == Kind.DELAY ? " by " + late.toMillis() + " ms" : "") + " at byte " + at
                + (direction == Direction.TO_PUMP ? " to the pump" : " from the pump");
    }
}
