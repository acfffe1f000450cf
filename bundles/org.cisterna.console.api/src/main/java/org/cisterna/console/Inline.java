// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console;

import java.time.Instant;
import org.cisterna.pump.PumpId;
import org.cisterna.quantity.Quantity;

/** A piece of a line. Immutable. The console formats numbers and times; a value with a unit is given as a quantity, never as text. */
public sealed interface Inline {

    /**
     * Plain text, shown as it is, characters of markup included.
     *
     * @param text of whatever origin
     */
    record Text(String text) implements Inline {}

    /**
     * A word that matters more than those around it.
     *
     * @param text of whatever origin
     */
    record Strong(String text) implements Inline {}

    /**
     * A value with its unit.
     *
     * @param value as it is
     */
    record Value(Quantity value) implements Inline {}

    /**
     * A value that is not there; shown as a dash with the reason.
     *
     * @param reason in words, not blank
     */
    record Absent(String reason) implements Inline {}

    /**
     * A count.
     *
     * @param count without a unit
     */
    record Count(long count) implements Inline {}

    /**
     * A moment, to the minute, with its zone.
     *
     * @param at house time or pump time; say which beside it
     */
    record Moment(Instant at) implements Inline {}

    /**
     * An identifier, a digest, a name of a file.
     *
     * @param text of whatever origin
     */
    record Code(String text) implements Inline {}

    /**
     * The way to another page of the console.
     *
     * @param address a path of the console: one slash at its beginning, printable ASCII without spaces
     * @param text of the link; says where it leads
     */
    record Link(String address, String text) implements Inline {
        /**
         * Checks that it stays inside the console.
         *
         * @throws IllegalArgumentException when it does not
         */
        public Link {
            if (!address.startsWith("/")
                    || address.startsWith("//")
                    || !address.chars().allMatch(each -> each > 0x20 && each < 0x7f && each != '\\')) {
                throw new IllegalArgumentException("not an address of the console: a link begins with one slash");
            }
        }
    }

    /**
     * The way to the page of a pump.
     *
     * @param pump which
     */
    record PumpLink(PumpId pump) implements Inline {}

    /** Plain text. */
    static Inline text(String text) {
        return new Text(text);
    }
}
