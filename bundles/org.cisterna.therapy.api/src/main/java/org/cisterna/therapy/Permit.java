// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

/** What a role says to an act. */
public enum Permit {
    /** Refused. */
    NO,
    /** Allowed when the person names who ordered it; the name is entered. */
    NAMING_WHO_ORDERED,
    /** Allowed. */
    YES;

    /** Whether the act can be done at all. */
    public boolean allows() {
        return this != NO;
    }

    /** The wider of the two. */
    public Permit or(Permit other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
