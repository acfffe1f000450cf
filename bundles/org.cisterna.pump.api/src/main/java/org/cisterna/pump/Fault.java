// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/** What can go wrong in a pump, a catheter, or between them. A driver says of each how its pumps would notice. */
public enum Fault {
    /** Little is left in the reservoir. */
    RESERVOIR_LOW,
    /** Nothing is left in the reservoir. */
    RESERVOIR_EMPTY,
    /** The pump says another reservoir volume than is there. */
    RESERVOIR_VOLUME_WRONG,
    /** What moves the fluid does not move. */
    DRIVE_STANDS,
    /** A valve in the way is shut until somebody opens it by hand. */
    VALVE_CLOSED,
    /** More is delivered than programmed. */
    OVER_DELIVERY,
    /** Less is delivered than programmed. */
    UNDER_DELIVERY,
    /** The catheter is blocked. */
    CATHETER_BLOCKED,
    /** The catheter leaks, is torn off or has moved out of its place. */
    CATHETER_LEAKS,
    /** The pump has not delivered for a long time. */
    STOPPED_TOO_LONG,
    /** The battery nears its end. */
    BATTERY_NEAR_END,
    /** The battery is at its end. */
    BATTERY_END,
    /** The pump lost power, and with it what it ran. */
    POWER_LOST,
    /** Something in the memory is damaged. */
    MEMORY_DAMAGED,
    /** The clock is wrong. */
    CLOCK_WRONG
}
