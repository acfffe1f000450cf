// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.rig;

/** What a rig may be able to do to its pump. */
public enum RigAct {
    /** The drive stands although it is driven: 1 on, 0 off. */
    MOTOR_STALL,
    /** The pump moves more or less than it counts: thousandths of what it counts, negative ones too. */
    ACCURACY_OFFSET,
    /** The programme cannot be written to permanent memory, and the firmware notices: 1 on, 0 off. */
    MEMORY_WRITE_FAILURE,
    /** A write of the programme is acknowledged and stores nothing: 1 on, 0 off. */
    MEMORY_WRITE_LOST,
    /** The stored programme is damaged, once. */
    MEMORY_CORRUPTION,
    /** The firmware loses its power for a moment, once; the programme has to be sent again. */
    POWER_ON_RESET,
    /** The firmware restarts, once; memory is kept. */
    RESTART,
    /** The pump's clock differs from pump time: milliseconds, positive when it is ahead. */
    CLOCK_OFFSET,
    /** The pump lies in a strong magnetic field: 1 on, 0 off. */
    STRONG_FIELD,
    /** The valve that shuts when too much flows at once: 1 shuts it, 0 opens it by hand. */
    FLOW_VALVE,
    /** The patient asks for a bolus. */
    PATIENT_ASKS,
    /** The battery fails for a moment, once; as a power-on reset, and the firmware says why. */
    LOW_BATTERY_RESET,
    /** Something other than the stored programme is damaged in the memory, once; the firmware notices and goes on. */
    DATA_CORRUPTION,
    /** When the pump leaves a strong field it stays in its mode for talking and delivers nothing until somebody speaks to it: 1 on, 0 off. */
    TELEMETRY_STUCK,
    /** The catheter is blocked at its tip: 1 on, 0 off. */
    OCCLUSION,
    /** So many thousandths of what leaves the pump do not reach the tip; 0 ends it. */
    LEAK,
    /** The pump says it has a firmware of this major version; 0 ends it. */
    NEWER_FIRMWARE,
    /** The pump raises an alarm of which only a newer protocol has the word: 1 on, 0 off. */
    NEWER_ALARM,
    /** The pump logs an event, once, of which only a newer protocol has the word. */
    NEWER_EVENT,
    /** Usable fluid is drawn out until so many nanolitres are left; the firmware does not notice. */
    DRAW_TO
}
