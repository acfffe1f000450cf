// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

/** How far a number can be trusted: where whoever wrote it down has it from. It decides how hard a limit made of it may be. */
public enum Trust {
    /** Read in the named source itself. */
    READ,
    /** Computed from numbers read in sources. */
    DERIVED,
    /** Remembered with high confidence and not checked against the named publication. Confirms at most, never blocks. */
    MEMORY_HIGH,
    /** Remembered with medium confidence. Parameters of simulators only; refused in a library and in a limit. */
    MEMORY_MEDIUM,
    /** Remembered with low confidence. Stands nowhere. */
    MEMORY_LOW,
    /** Not known. Stands nowhere: what needs it is asked for. */
    UNKNOWN,
    /** Set by the institution for itself. */
    INSTITUTION,
    /** Declared by the device of itself: a fact of that device. */
    DEVICE;

    /** Whether a limit or a datum of a library may rest on it at all. */
    public boolean mayDecide() {
        return this != MEMORY_MEDIUM && this != MEMORY_LOW && this != UNKNOWN;
    }

    /** Whether nobody has checked the number against its source yet; to be said wherever it is shown. */
    public boolean unverified() {
        return this == MEMORY_HIGH || !mayDecide();
    }
}
