// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.Solution;

/**
 * What a pump is filled with and runs. Immutable, shared by all pumps that have it.
 *
 * @param reservoir usable volume of the pump and of each fill, in nL
 * @param label what is filled in
 * @param day its rates
 * @param bolus volume of one of the patient's, in nL
 * @param bolusMillis how long it takes
 * @param lockoutMillis until the next may follow, counted as the family counts it
 * @param most in any 24 h
 */
record Therapy(long reservoir, Solution label, Day day, long bolus, long bolusMillis, long lockoutMillis, int most) {

    /** Of a bolus, given evenly: whole rate-milliseconds in each millisecond. */
    long bolusRate() {
        return bolus * DaySchedule.DAY / bolusMillis;
    }

    /** Of a bolus, given evenly: what is left of it beside {@link #bolusRate}. */
    long bolusRest() {
        return bolus * DaySchedule.DAY % bolusMillis;
    }
}
