// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.util.Arrays;

/** When the last boluses were granted to a patient: as many as there may be in any 24 h, in whole seconds of the fleet. */
final class PatientWindow {

    private static final int LONG_AGO = -2 * (int) (FleetPump.DAY / FleetPump.SECOND);

    /** Of a patient who has nothing to ask with. */
    private static final int[] NOBODY = {0};

    private PatientWindow() {}

    /** Of a patient who never asked; the last place says which of the others is the oldest. */
    static int[] empty(int most) {
        if (most == 0) {
            return NOBODY;
        }
        int[] granted = new int[most + 1];
        forget(granted);
        return granted;
    }

    static void forget(int[] granted) {
        int last = granted.length - 1;
        Arrays.fill(granted, 0, last, LONG_AGO);
        if (last > 0) {
            granted[last] = 0;
        }
    }

    /** When the oldest that counts was granted. */
    static int oldest(int[] granted) {
        return granted[granted[granted.length - 1]];
    }

    /** When the last was granted. */
    static int newest(int[] granted) {
        int last = granted.length - 1;
        int oldest = granted[last];
        return granted[(oldest == 0 ? last : oldest) - 1];
    }

    static void grant(int[] granted, long second) {
        int last = granted.length - 1;
        int oldest = granted[last];
        granted[oldest] = (int) second;
        granted[last] = oldest + 1 == last ? 0 : oldest + 1;
    }
}
