// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

/** How much a run does. Both profiles test the same rules. */
public enum Profile {
    /** Faults at some bytes of each dialogue, a short random run: for every change of a driver. */
    FAST(17, 60),
    /** Faults at every byte, a long random run. */
    FULL(1, 2_000);

    private final int stride;
    private final int steps;

    Profile(int stride, int steps) {
        this.stride = stride;
        this.steps = steps;
    }

    /** The distance between two bytes at which a fault is put. */
    int stride() {
        return stride;
    }

    /** The steps of a random run. */
    int steps() {
        return steps;
    }
}
