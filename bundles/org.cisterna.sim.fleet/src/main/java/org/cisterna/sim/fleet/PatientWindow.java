// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.Arrays;

/** When the last boluses were granted to a patient: as many as there may be in any 24 h, in whole seconds of the fleet. */
final class PatientWindow {

    private static final int DAY = (int) (FleetPump.DAY / FleetPump.SECOND);
    private static final int LONG_AGO = -2 * DAY;

    private PatientWindow() {}

    /** Of a patient who never asked; the last place says which of the others is the oldest. */
    static int[] empty(int most) {
        int[] granted = new int[most + 1];
        forget(granted);
        return granted;
    }

    static void forget(int[] granted) {
        Arrays.fill(granted, LONG_AGO);
        granted[granted.length - 1] = 0;
    }

    /** Whether the most of 24 h is reached. */
    static boolean isFull(int[] granted, long second) {
        return granted[granted[granted.length - 1]] > second - DAY;
    }

    static void grant(int[] granted, long second) {
        int last = granted.length - 1;
        int oldest = granted[last];
        granted[oldest] = (int) second;
        granted[last] = oldest + 1 == last ? 0 : oldest + 1;
    }
}
