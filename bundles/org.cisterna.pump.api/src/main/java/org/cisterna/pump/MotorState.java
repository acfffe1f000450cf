// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/** Whether a pump delivers, as it says itself. */
public enum MotorState {
    /** Delivers its programme. */
    RUNNING,
    /** Stands still by order. */
    STOPPED,
    /** Stands still within a commit; ends by the commit's end, or at its declared bound by the old programme. */
    INTERIM_STOP,
    /** Ordered to run and does not turn. */
    STALLED,
    /** Ordered to run and halted, because the reservoir is used up by its own account. */
    EMPTY,
    /** Ordered to run, and the way of the fluid is shut by something that a person has to open by hand; nothing is delivered. */
    BLOCKED,
    /** The pump gave a state that its driver has no word for, or none: it may deliver, and it may stand still. Never taken for another one. */
    UNKNOWN
}
