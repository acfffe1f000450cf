// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/** What somebody does to a pump of the workload. */
public enum FleetAct {
    /** A reading; of a pump without telemetry, what it really moved. */
    READ,
    /** The patient asked for a bolus and got it. */
    BOLUS_GRANTED,
    /** The patient asked and was refused: lockout, most of the day, another bolus running, not delivering. */
    BOLUS_REFUSED,
    /** Emptied, filled with the same concentration, and told so. */
    REFILL,
    /** The same with another concentration. */
    REFILL_OTHER,
    /** Another pump in its place. */
    REPLACEMENT,
    /** Something goes wrong. */
    FAULT,
    /** Somebody has seen to it, or it has passed. */
    REPAIR,
    /** The same, and a programme was sent for it. */
    REPAIR_PROGRAMMED,
    /** The fill-level sensor was set to what is in the reservoir, at a refill. */
    CALIBRATION,
    /** The second step of an update, where a family has two. */
    COMPLETE
}
