// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/**
 * The alarms of the pumps of a fleet. Two of them go by what the pump notices: the platform calls {@link #FAV_CLOSED} {@code FLOW_VALVE_CLOSED}, and {@link #VALVE_STANDS} {@code
 * MOTOR_STALL}.
 */
public enum FleetAlarm {
    /** The calculated or measured volume is at the alarm volume, or at that of a refill. */
    LOW_RESERVOIR,
    /** Nothing is left by the pump's own count, or its sensor. */
    EMPTY_RESERVOIR,
    /** The rotor was found standing. */
    MOTOR_STALL,
    /** It has not delivered for 48 hours. */
    STOPPED_PUMP_48H,
    /** It has lost power and waits for a programme. */
    POWER_ON_RESET,
    /** Nothing refills the accumulator: the flow valve is closed, or the reservoir dry. */
    FAV_CLOSED,
    /** The battery asks for a replacement. */
    ERI,
    /** The battery is at its end. */
    EOS,
    /** The piezo valve was found standing. */
    VALVE_STANDS,
    /** The fill-level sensor is too far from what the pump calculated. */
    FLS_MISCALIBRATED;

    /** Its bit in a set of alarms. */
    @SuppressWarnings("EnumOrdinal") // the set lives as long as a run, and its digest names this order
    int bit() {
        return 1 << ordinal();
    }
}
