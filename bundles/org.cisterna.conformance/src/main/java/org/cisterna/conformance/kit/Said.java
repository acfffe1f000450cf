// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

/**
 * What a driver said of a write, as a host has to take it.
 *
 * @param kind what it comes to
 * @param words as it was said
 */
record Said(Kind kind, String words) {

    /** What it comes to. */
    enum Kind {
        /** The pump did it, and a reading by another request agrees. */
        APPLIED,
        /** Refused, so nothing changed. */
        REFUSED,
        /** It says nothing about the pump. */
        OPEN,
        /** Something came out that no driver may let out. */
        THREW
    }

    @Override
    public String toString() {
        return kind + " (" + words + ")";
    }
}
