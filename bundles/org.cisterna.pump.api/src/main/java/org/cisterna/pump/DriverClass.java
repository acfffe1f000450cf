// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/** How a family of pumps can be driven. It decides which rules apply; what a class cannot do is said, and never passes for done. */
public enum DriverClass {
    /** The pump knows command ids and revisions, authenticates each frame, and holds what is staged. */
    TRANSACTIONAL,
    /**
     * The pump can be read back, and lacks something of the class above. A write goes out once and is never repeated by itself; what became of
     * it is known by reading only.
     */
    READABLE,
    /**
     * The pump has no telemetry: acts are done by hand and attested by two people. Such a family is described by data alone, {@code
     * org.cisterna.pump.spi.ManualFamily}; a {@code PumpDriver} is never of this class, for it would have to pretend sessions.
     */
    MANUAL
}
