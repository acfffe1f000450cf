// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

/** Something that can be made to go wrong in a simulated device. A family supports some of them. */
public enum DeviceFault {
    /** The rotor stands although it is driven: 1 on, 0 off. The firmware notices late. */
    MOTOR_STALL,
    /** The device moves more or less than it counts: per mille of the counted volume, -1000 to 1000. */
    ACCURACY_OFFSET,
    /** The programme cannot be written to non-volatile memory, and the firmware notices: 1 on, 0 off. */
    MEMORY_WRITE_FAILURE,
    /** A write of the programme is acknowledged but stores nothing; the device runs it until its next restart: 1 on, 0 off. */
    MEMORY_WRITE_LOST,
    /** The stored programme is damaged, once: any value. Found when it is read, or at the next restart. */
    MEMORY_CORRUPTION,
    /** After an update that was not finished the pump stays stopped instead of going on as before: 1 on, 0 off. */
    STAYS_STOPPED,
    /** The firmware loses power for a moment, once: any value. The programme has to be sent again. */
    POWER_ON_RESET,
    /** The firmware restarts, once: any value. Memory is kept, delivery goes on, sessions end. */
    RESTART,
    /** The device's clock differs from pump time: milliseconds, positive when it is ahead. */
    CLOCK_OFFSET,
    /** The device lies in a strong magnetic field, as in a scanner: 1 on, 0 off. */
    STRONG_FIELD,
    /** The valve that closes when too much flows at once: 1 closes it, 0 resets it by hand. */
    FLOW_VALVE
}
